import { describe, expect, it } from 'vitest';
import { handOverOf, takeOver } from './hand-over.ts';
import { idOf, journal, MEETING } from './meeting-builders.ts';

const keeper = idOf(1001);
const member = idOf(1002);
const overTheAir = (value: unknown) => JSON.parse(JSON.stringify(value));

describe('handing entries over to the device that keeps the record', () => {
  it('puts them under the taker’s name with their own ids, and a member’s tap becomes a tick on the list', () => {
    const log = journal();
    const tap = log.write(
      'attendance-marked',
      { memberId: member, presence: 'present', method: 'self' },
      { by: member },
    );
    const cast = log.write(
      'vote-cast',
      { voteId: idOf(6001), memberId: member, choice: 'no' },
      { by: member },
    );
    const taken = takeOver(overTheAir(handOverOf(MEETING, log.entries)), MEETING, keeper)!;
    expect(taken.left).toBe(0);
    expect(taken.entries).toEqual([
      { ...tap, authorId: keeper, payload: { ...tap.payload, method: 'secretary' } },
      { ...cast, authorId: keeper },
    ]);
  });

  it('leaves what only its author or the server may say, and what came damaged', () => {
    const log = journal();
    log.write('comment-added', { text: 'Ý kiến trước họp' }, { by: member });
    log.write('score-confirmed', { marks: [] }, { by: member });
    log.write('focus-set', { text: 'Trọng tâm' });
    expect(handOverOf(MEETING, log.entries).entries.map((entry) => entry.kind)).toEqual(['focus-set']);
    const given = overTheAir({ ...handOverOf(MEETING, []), entries: [...log.entries, { kind: 'x' }, null] });
    const taken = takeOver(given, MEETING, keeper)!;
    expect(taken.entries.map((entry) => entry.kind)).toEqual(['focus-set']);
    expect(taken.left).toBe(4);
  });

  it.each([null, 7, 'x', {}, { goc: 'hand-over', version: 1, meetingId: idOf(9), entries: [] }])(
    'knows that %j is none of this meeting',
    (given) => expect(takeOver(given, MEETING, keeper)).toBeNull(),
  );
});
