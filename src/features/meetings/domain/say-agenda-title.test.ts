import { describe, expect, it } from 'vitest';
import { contextOf } from './meeting-builders.ts';
import { stepsOf } from './meeting-context.ts';
import { sayAgendaTitle } from './say-agenda-title.ts';

const [first] = stepsOf(contextOf()).value;
const step = { ...first!, title: { vi: 'Tổng hợp ý kiến', en: 'Sum up' } };
const steps = [step];

describe('the heading of an agenda item', () => {
  it('is said in English where it stands as the rulebook wrote it', () => {
    expect(sayAgendaTitle({ title: step.title.vi, step: step.id, source: 'rule' }, steps)).toEqual({
      ...step.title,
      isSaid: true,
    });
  });

  it.each([
    ['changed by the branch', { title: `${step.title.vi} (bổ sung)`, step: step.id, source: 'rule' }],
    ['of another source', { title: step.title.vi, step: step.id, source: 'own' }],
    ['of a step that the rules do not have', { title: step.title.vi, step: 'unknown', source: 'rule' }],
  ] as const)('stays as it is written when it is %s', (_, item) => {
    expect(sayAgendaTitle(item, steps)).toEqual({ vi: item.title, en: item.title, isSaid: false });
  });
});
