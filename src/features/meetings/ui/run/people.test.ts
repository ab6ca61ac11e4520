import { expect, test } from 'vitest';
import { foldMeeting } from '../../domain/fold.ts';
import { contextOf, idOf, journal, memberOf } from '../../domain/meeting-builders.ts';
import { listedRoll, matchesSearch, namesIn, recentSpeakers, shareWhoSpoke } from './people.ts';

const person = (n: number, fullName: string) => ({ ...memberOf(n), fullName });

test('the roll stands by given name, the Vietnamese way', () => {
  const roll = [person(1, 'Trần Văn Đông'), person(2, 'Lê Thị Dung'), person(3, 'Đỗ An')];
  expect(listedRoll(roll).map((m) => m.fullName)).toEqual(['Đỗ An', 'Lê Thị Dung', 'Trần Văn Đông']);
  expect(listedRoll(roll)).toBe(listedRoll(roll));
});

test.each([
  ['dong', true],
  ['Đông', true],
  ['tran dong', true],
  ['dung', false],
  ['', true],
])('a search for «%s» in Trần Văn Đông: %s', (typed, found) => {
  expect(matchesSearch(listedRoll([person(1, 'Trần Văn Đông')])[0]!, typed)).toBe(found);
});

test('speakers: last first, each once; the share counts only who is present', () => {
  const context = contextOf();
  const log = journal();
  const speak = (n: number, member: number) =>
    log.write('opinion-recorded', {
      opinionId: idOf(5000 + n),
      speakerKind: 'member',
      speakerId: idOf(1000 + member),
      text: 'Nhất trí',
      nature: 'opinion',
    });
  for (const member of [1, 2, 3])
    log.write('attendance-marked', {
      memberId: idOf(1000 + member),
      presence: 'present',
      method: 'secretary',
    });
  speak(1, 1);
  speak(2, 2);
  speak(3, 1);
  speak(4, 5);
  const state = foldMeeting(context, log.entries);
  expect(recentSpeakers(state, 2)).toEqual([idOf(1005), idOf(1001)]);
  expect(shareWhoSpoke(context, state)).toEqual({ spoke: 2, may: 3 });
});

test('names of members, guests and followers', () => {
  const context = contextOf();
  const log = journal();
  log.write('guest-recorded', { guestId: idOf(7001), fullName: 'Phạm Văn Khách' });
  const name = namesIn(context, foldMeeting(context, log.entries));
  expect([name(idOf(7001)), name(idOf(9)), name(idOf(1001)), name(idOf(4))]).toEqual([
    'Phạm Văn Khách',
    'Đỗ Thị Hòa',
    context.roll[0]!.fullName,
    '–',
  ]);
});
