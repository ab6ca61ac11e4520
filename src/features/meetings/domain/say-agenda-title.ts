import type { Bilingual, ProcedureStep } from '#features/rulebooks/contract.ts';
import type { AgendaItem } from './fold.ts';

type Titled = Pick<AgendaItem, 'title' | 'step' | 'source'>;

/**
 * The heading of an agenda item for a reader. The record holds it in Vietnamese; one that stands as the rulebook wrote it
 * has the rulebook's English beside it. What people wrote has none.
 */
export function sayAgendaTitle(
  item: Titled,
  steps: readonly ProcedureStep[],
): Bilingual & { isSaid: boolean } {
  const step = item.source === 'rule' ? steps.find((each) => each.id === item.step) : undefined;
  return step !== undefined && step.title.vi === item.title
    ? { ...step.title, isSaid: true }
    : { vi: item.title, en: item.title, isSaid: false };
}
