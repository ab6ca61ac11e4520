import { expect, test } from 'vitest';
import { readChoices, usableChoices } from './kept-choices.ts';

const places = [{ id: 'A' }, { id: 'B' }];
const subject = (intoId: string | null = null, isFixed = false) => ({ subjectId: 's', intoId, isFixed });

test.each([
  ['one that nobody decided since stays', { into: 'A', was: null }, [subject()], 1],
  ['one that changes what was recorded stays', { into: 'A', was: 'B' }, [subject('B')], 1],
  ['one that somebody else decided since falls away', { into: 'A', was: null }, [subject('B')], 0],
  ['one that is what is recorded falls away', { into: 'A', was: 'A' }, [subject('A')], 0],
  ['one of a subject that is settled falls away', { into: 'A', was: 'B' }, [subject('B', true)], 0],
  ['one of a subject that has left the list falls away', { into: 'A', was: null }, [], 0],
  ['one for a place that takes nothing any more falls away', { into: 'C', was: null }, [subject()], 0],
])('a kept choice: %s', (_, choice, subjects, left) => {
  const usable = usableChoices({ s: choice }, subjects, places);
  expect(Object.values(usable)).toEqual(left ? [choice] : []);
});

test('what was kept is read back, and whatever else stands there counts as none', () => {
  const kept = { s: { into: 'A', was: null }, t: { into: 'B', was: 'A' } };
  expect(readChoices(JSON.stringify(kept))).toEqual(kept);
  for (const text of [
    null,
    '',
    'null',
    '[]',
    '7',
    '{',
    '{"s":null}',
    '{"s":{"into":1,"was":null}}',
    '{"s":{"into":"A"}}',
  ])
    expect(readChoices(text)).toEqual({});
});
