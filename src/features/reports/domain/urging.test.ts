import { expect, test } from 'vitest';
import { NEEDS } from './needs.ts';
import { firstUrgedMonth, openOf, stillOpen } from './urging.ts';

const having = (...needs: (typeof NEEDS)[number][]) => ({ needs: needs.map((need) => ({ need })) });

test('a branch is urged only for what it can still put right', () => {
  expect(openOf(having('low-attendance', 'score-unconfirmed'))).toEqual([]);
  expect(openOf(having(...NEEDS))).toEqual([
    'not-planned',
    'not-held',
    'papers-not-sent',
    'minutes-late',
    'thematic-missing',
    'tasks-overdue',
  ]);
});

test('what it was urged for and has done is open no more; what came after waits for the next urging', () => {
  expect(stillOpen(['not-planned', 'tasks-overdue'], having('tasks-overdue', 'papers-not-sent'))).toEqual([
    'tasks-overdue',
  ]);
  expect(stillOpen(['not-planned'], having('papers-not-sent'))).toEqual([]);
});

test('the month before is still urged for, over the turn of a year too', () => {
  expect(firstUrgedMonth('2026-11-26')).toBe('2026-10');
  expect(firstUrgedMonth('2027-01-02')).toBe('2026-12');
});
