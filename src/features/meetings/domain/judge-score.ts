import {
  type Bilingual,
  type CriterionProposal,
  criteriaOf,
  describeEvidence,
  type Grade,
  gradeTexts,
  type Mark,
  openReasonTexts,
  proposeScore,
  type ScoreOutcome,
  type ScoreSheet,
  totalScore,
} from '#features/rulebooks/contract.ts';
import type { Id } from '#kernel/ids.ts';
import { collectEvidence } from './collect-evidence.ts';
import type { MeetingState } from './fold.ts';
import type { MeetingContext } from './meeting-context.ts';

/** What the journal proposes for one criterion, in values and in words. */
export type SaidProposal = CriterionProposal & {
  /** The evidence as one sentence; null when the record says nothing. */
  evidenceText: Bilingual | null;
  /** Why a person must judge; null when a mark is proposed. */
  openText: Bilingual | null;
};

/**
 * The proposals of the sheet under which the meeting is held, by criterion.
 * @param known as for `collectEvidence`
 */
export function proposalsOf(
  context: MeetingContext,
  state: MeetingState,
  known: Parameters<typeof collectEvidence>[2] = {},
): Map<Id, SaidProposal> {
  const proposals = proposeScore(context.rules['score.sheet'].value, collectEvidence(context, state, known));
  return new Map(
    proposals.map((proposal) => [
      proposal.criterionId,
      {
        ...proposal,
        evidenceText: proposal.evidence === null ? null : describeEvidence(proposal.evidence),
        openText: proposal.mark === null && proposal.open !== null ? openReasonTexts[proposal.open] : null,
      },
    ]),
  );
}

/** Tốt, Khá, Trung bình or Kém. */
export const gradeName = (grade: Grade): Bilingual => gradeTexts[grade];

/** Titles by criterion, for a sentence that names one. */
export const criterionTitles = (sheet: ScoreSheet): Map<string, Bilingual> =>
  new Map(criteriaOf(sheet).map((criterion) => [criterion.id, criterion.title]));

/** What these marks come to; null while one is missing, too high, or of the wrong kind. */
export function outcomeOf(sheet: ScoreSheet, marks: Record<string, Mark>): ScoreOutcome | null {
  const isWhole = criteriaOf(sheet).every(({ id, max }) => {
    const mark = marks[id];
    return mark !== undefined && (typeof mark !== 'number' || (mark >= 0 && mark <= max));
  });
  const total = isWhole ? totalScore(sheet, marks) : null;
  return total?.ok ? total.value : null;
}
