import { afterEach, expect, it } from 'vitest';
import { forgetSlowStatements, noteStatement, slowStatements } from './slow-statements.ts';

afterEach(forgetSlowStatements);

it('a slow statement is remembered without its comment, a quick one is not', () => {
  noteStatement('/* hot */ select  *\n from x', 301);
  noteStatement('select 1', 299);
  expect(slowStatements()).toMatchObject({ count: 1, latest: [{ ms: 301, statement: 'select * from x' }] });
});

it('what ran before the server served is left out, what runs afterwards is not', () => {
  noteStatement('create table x ()', 5_000);
  forgetSlowStatements();
  expect(slowStatements()).toEqual({ count: 0, latest: [] });
  noteStatement('select * from y', 400);
  expect(slowStatements()).toMatchObject({ count: 1, latest: [{ statement: 'select * from y' }] });
});

it('the newest twenty are kept, and all are counted', () => {
  for (let at = 1; at <= 25; at += 1) noteStatement(`select ${at}`, 400);
  expect(slowStatements().count).toBe(25);
  expect(slowStatements().latest.map(({ statement }) => statement)).toEqual(
    Array.from({ length: 20 }, (_, at) => `select ${25 - at}`),
  );
});
