import type { Mark, ScoreOutcome, ScoreSheet } from '#features/rulebooks/contract.ts';
import { formatNumber, saidNumber } from '#ui-kit/typed-values.ts';
import { criterionTitles, gradeName } from '../../domain/judge-score.ts';
import type { MeetingScore } from '../../domain/total-meeting-score.ts';
import type { AfterText } from './text.ts';

type Say = (text: { vi: string; en: string }) => string;

/** `92,5 điểm, Tốt` or `Đạt 18/20 điều kiện, chưa đạt`. */
export function outcomeText(t: AfterText, say: Say, outcome: ScoreOutcome | null): string {
  if (outcome === null) return t('scoreNone');
  return outcome.kind === 'points'
    ? t('scoreGraded', { points: say(saidNumber(outcome.scaled)), grade: say(gradeName(outcome.grade)) })
    : `${t('scorePassed', { met: outcome.met, counted: outcome.counted })}, ${t(outcome.passed ? 'met' : 'notMet')}`;
}

/** The follower's score: a total of its own, or what the amended criteria give. */
export function confirmedText(t: AfterText, say: Say, confirmed: MeetingScore['confirmed']): string {
  if (confirmed === null) return t('scoreNone');
  if (confirmed.total === null) return outcomeText(t, say, confirmed.outcome);
  const points = say(saidNumber(confirmed.total));
  return confirmed.grade === null
    ? t('scoreHundred', { points })
    : t('scoreGraded', { points, grade: say(gradeName(confirmed.grade)) });
}

export function markText(t: AfterText, mark: Mark | null, max: number): string {
  if (mark === null) return t('notMarked');
  if (mark === 'met') return t('met');
  if (mark === 'not-met') return t('notMet');
  if (mark === 'not-applicable') return t('notApplicable');
  return t('scoreOf', { points: formatNumber(mark), max: formatNumber(max) });
}

/** What a person should know beside the total: scaling and knock-outs. */
export function outcomeNotes(t: AfterText, say: Say, sheet: ScoreSheet, outcome: ScoreOutcome): string[] {
  const titles = criterionTitles(sheet);
  const titleOf = (id: string) => {
    const title = titles.get(id);
    return title ? say(title) : id;
  };
  return outcome.reasons.flatMap((reason) =>
    reason.reason === 'scaled'
      ? [
          t('scoreScaled', {
            sum: say(saidNumber(reason.sum)),
            maximum: say(saidNumber(reason.maximum)),
          }),
        ]
      : reason.reason === 'knocked-out'
        ? [t('scoreKnockedOut', { criterion: titleOf(reason.criterionId) })]
        : [],
  );
}
