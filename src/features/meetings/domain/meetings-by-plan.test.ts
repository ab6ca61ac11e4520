import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MeetingKind } from '#features/rulebooks/contract.ts';
import { meetingsByPlan, type PlannedMeeting } from './meetings-by-plan.ts';

const ON = '2026-04-01';
const meeting = (
  id: string,
  branchId: string,
  plannedOn: string,
  kind: MeetingKind = 'regular',
): PlannedMeeting => ({ id, branchId, month: plannedOn.slice(0, 7), kind, plannedOn });
const joined = [
  { unitId: 'a', intoId: 'z' },
  { unitId: 'b', intoId: 'z' },
];
const after = (planned: PlannedMeeting[], standing: Parameters<typeof meetingsByPlan>[2] = []) =>
  meetingsByPlan(planned, { on: ON, joined }, standing).map(({ id, intoId, calledOff }) => [
    id,
    intoId ?? calledOff,
  ]);

describe('planned meetings of branches that end', () => {
  test.each([
    ['goes to the branch that carries on', [meeting('1', 'a', '2026-04-03')], [], [['1', 'z']]],
    ['its day was before the end', [meeting('1', 'a', '2026-03-31')], [], [['1', 'day-passed']]],
    ['on the very day it goes along', [meeting('1', 'a', ON)], [], [['1', 'z']]],
    ['a branch that is shared out', [meeting('1', 's', '2026-04-03')], [], [['1', 'shared-out']]],
    [
      'the branch that carries on meets itself',
      [meeting('1', 'a', '2026-04-03'), meeting('2', 'a', '2026-05-03')],
      [{ branchId: 'z', month: '2026-04', kind: 'regular' as const }],
      [
        ['1', 'successor-meets'],
        ['2', 'z'],
      ],
    ],
    [
      'two branches become one: the nearest meeting stays',
      [meeting('1', 'a', '2026-04-09'), meeting('2', 'b', '2026-04-03')],
      [],
      [
        ['2', 'z'],
        ['1', 'successor-meets'],
      ],
    ],
    [
      'a combined meeting is both of a month',
      [meeting('1', 'a', '2026-04-03', 'combined'), meeting('2', 'b', '2026-04-09', 'thematic')],
      [],
      [
        ['1', 'z'],
        ['2', 'successor-meets'],
      ],
    ],
  ])('%s', (_, planned, standing, expected) => {
    expect(after(planned, standing)).toEqual(expected);
  });

  test('whatever is planned: each once, and no branch has two of a sort in a month', () => {
    const kinds = fc.constantFrom<MeetingKind>('regular', 'thematic', 'combined');
    const one = fc.record({
      branchId: fc.constantFrom('a', 'b', 's'),
      day: fc.constantFrom('2026-03-20', '2026-04-01', '2026-04-20', '2026-05-02'),
      kind: kinds,
    });
    fc.assert(
      fc.property(fc.array(one), fc.array(kinds, { maxLength: 1 }), (list, own) => {
        const planned = list.map(({ branchId, day, kind }, at) => meeting(`${at}`, branchId, day, kind));
        const standing = own.map((kind) => ({ branchId: 'z', month: '2026-04', kind }));
        const found = meetingsByPlan(planned, { on: ON, joined }, standing);
        expect(found.map(({ id }) => id).sort()).toEqual(planned.map(({ id }) => id).sort());
        expect(found.every((each) => (each.intoId === null) !== (each.calledOff === null))).toBe(true);
        const slots = [...standing, ...found.filter((each) => each.intoId !== null)].flatMap((each) =>
          (each.kind === 'combined' ? ['regular', 'thematic'] : [each.kind]).map(
            (slot) => `${each.month} ${slot}`,
          ),
        );
        expect(new Set(slots).size).toBe(slots.length);
      }),
    );
  });
});
