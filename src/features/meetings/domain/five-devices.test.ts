import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPayload } from '../testing/any-payload.ts';
import { type AnyEntry, nextLamport } from './entry.ts';
import { foldMeeting } from './fold.ts';
import { handOverOf, takeOver } from './hand-over.ts';
import { BRANCH, contextOf, idOf, MEETING, START } from './meeting-builders.ts';

const context = contextOf();
const DEVICES = 5;
const YEAR_MS = 365 * 86_400_000;
/** Keeps the record: takes over what the others hand to it. */
const KEEPER = 0;

type Step =
  | { do: 'write'; device: number; what: { k: string; p: unknown } }
  | { do: 'send'; device: number; isAnswerLost: boolean }
  | { do: 'fetch'; device: number }
  | { do: 'hand-over'; device: number };

const device = fc.integer({ min: 0, max: DEVICES - 1 });
const anyEvening: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant('write' as const), device, what: anyPayload }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('send' as const), device, isAnswerLost: fc.boolean() }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('fetch' as const), device }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('hand-over' as const), device }) },
  ),
  { maxLength: 60 },
);

/** Plays an evening: devices write by what they know, send when they can, repeat what they got no answer for. */
function play(steps: readonly Step[], clockOf: (device: number) => number) {
  const server: AnyEntry[] = [];
  const devices = Array.from({ length: DEVICES }, () => ({
    known: new Map<string, AnyEntry>(),
    waiting: new Map<string, AnyEntry>(),
  }));
  let made = 0;
  const send = (at: number, isAnswerLost: boolean) => {
    const { known, waiting } = devices[at]!;
    for (const entry of waiting.values()) {
      if (!server.some((one) => one.id === entry.id))
        server.push({ ...entry, seq: server.length + 1, receivedAt: START } as AnyEntry);
      const kept = server.find((one) => one.id === entry.id)!;
      if (isAnswerLost) continue;
      known.set(entry.id, { ...entry, seq: kept.seq!, receivedAt: kept.receivedAt! } as AnyEntry);
      waiting.delete(entry.id);
    }
  };
  const fetch = (at: number) => {
    const { known, waiting } = devices[at]!;
    for (const entry of server) {
      known.set(entry.id, entry);
      waiting.delete(entry.id);
    }
  };
  for (const step of steps) {
    const { known, waiting } = devices[step.device]!;
    if (step.do === 'write') {
      made += 1;
      const entry = {
        id: idOf(900_000 + made),
        meetingId: MEETING,
        branchId: BRANCH,
        authorId: idOf(1001 + step.device),
        deviceId: idOf(700 + step.device),
        lamport: nextLamport(known.values()),
        at: START + made + clockOf(step.device),
        kind: step.what.k,
        payload: step.what.p,
      } as AnyEntry;
      known.set(entry.id, entry);
      waiting.set(entry.id, entry);
    } else if (step.do === 'send') send(step.device, step.isAnswerLost);
    else if (step.do === 'fetch') fetch(step.device);
    else if (step.device !== KEEPER) {
      const wire = JSON.parse(JSON.stringify(handOverOf(MEETING, [...waiting.values()])));
      const keeper = devices[KEEPER]!;
      for (const entry of takeOver(wire, MEETING, idOf(1001))!.entries) {
        if (keeper.known.has(entry.id)) continue;
        keeper.known.set(entry.id, entry);
        keeper.waiting.set(entry.id, entry);
      }
    }
  }
  // The network is back for everybody.
  for (let at = 0; at < DEVICES; at++) send(at, false);
  for (let at = 0; at < DEVICES; at++) fetch(at);
  return { server, devices, made };
}

describe('an evening on five devices', () => {
  it('ends in the same state everywhere, with every entry once, whatever was lost, late, repeated or handed over', () => {
    fc.assert(
      fc.property(anyEvening, (steps) => {
        const { server, devices, made } = play(steps, () => 0);
        expect(server).toHaveLength(made);
        const there = foldMeeting(context, server);
        for (const { known, waiting } of devices) {
          expect(waiting.size).toBe(0);
          expect(foldMeeting(context, known.values())).toEqual(there);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is the same when one device’s clock is a year off: order, votes, presence, agenda and conflicts', () => {
    const seen = (state: unknown): unknown =>
      JSON.parse(JSON.stringify(state, (key, value) => (key === 'at' ? undefined : value)));
    fc.assert(
      fc.property(anyEvening, device, fc.constantFrom(-YEAR_MS, YEAR_MS), (steps, wrong, shift) => {
        const right = foldMeeting(context, play(steps, () => 0).server);
        const off = foldMeeting(context, play(steps, (each) => (each === wrong ? shift : 0)).server);
        expect(seen(off)).toEqual(seen(right));
      }),
      { numRuns: 200 },
    );
  });
});
