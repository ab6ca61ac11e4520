import {
  criteriaOf,
  type Mark,
  type MeetingEvidence,
  proposeScore,
  type ScoreOutcome,
  type ScoreSheet,
  totalScore,
} from '#features/rulebooks/contract.ts';
import type { Random } from '../random.ts';
import { clamp } from './draw.ts';

export type GivenScore = { marks: Record<string, Mark>; outcome: ScoreOutcome };

const resultOf = (sheet: ScoreSheet, marks: Record<string, Mark>): ScoreOutcome => {
  const total = totalScore(sheet, marks);
  if (!total.ok) throw new Error(`An invented score does not fit its sheet: ${total.refusal.code}`);
  return total.value;
};

/** The branch scores its meeting: what the record proves, and for the rest what it thinks of itself. */
export function scoreMeeting(
  sheet: ScoreSheet,
  evidence: MeetingEvidence,
  quality: number,
  random: Random,
): GivenScore {
  const chance = clamp(0.86 + 0.12 * quality, 0.3, 0.99);
  const marks: Record<string, Mark> = {};
  for (const { criterionId, max, mark } of proposeScore(sheet, evidence)) {
    if (mark !== null) marks[criterionId] = mark;
    else if (sheet.kind === 'pass-criteria') marks[criterionId] = random.chance(chance) ? 'met' : 'not-met';
    else marks[criterionId] = random.chance(chance) ? max : Math.floor(max * (0.4 + 0.4 * random.next()));
  }
  return { marks, outcome: resultOf(sheet, marks) };
}

/** The follower lowers one mark that the branch was too kind about. Null when there is none to lower. */
export function amendScore(
  sheet: ScoreSheet,
  given: Pick<GivenScore, 'marks'>,
  random: Random,
): { criterionId: string; points: number; outcome: ScoreOutcome } | null {
  if (sheet.kind !== 'points') return null;
  const high = criteriaOf(sheet).filter(
    ({ id }) => typeof given.marks[id] === 'number' && (given.marks[id] as number) >= 2,
  );
  if (high.length === 0) return null;
  const { id } = random.pick(high);
  const points = Math.max(0, (given.marks[id] as number) - random.between(1, 3));
  return { criterionId: id, points, outcome: resultOf(sheet, { ...given.marks, [id]: points }) };
}

export const pointsOf = (outcome: ScoreOutcome): number | null =>
  outcome.kind === 'points' ? outcome.scaled : null;
