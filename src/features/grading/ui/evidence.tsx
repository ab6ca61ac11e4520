import type { GradingEvidence } from '#features/rulebooks/contract.ts';
import { TextLink } from '#ui-kit/actions.tsx';
import type { Fact } from '#ui-kit/show.tsx';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { Evidence, WorkDone } from '../contract.ts';
import type { useGradingText } from './text.ts';

type Translate = ReturnType<typeof useGradingText>;

const percent = (part: number, whole: number) => formatNumber((part / whole) * 100, 1);

function workWords(t: Translate, { inTime, late, overdue, cannot }: WorkDone): string {
  const due = inTime + late + overdue;
  if (due + cannot === 0) return t('evNone');
  return [
    t('evWork', { done: inTime + late, due, inTime }),
    ...(late > 0 ? [t('evLate', { count: late })] : []),
    ...(overdue > 0 ? [t('evOverdue', { count: overdue })] : []),
    ...(cannot > 0 ? [t('evCannot', { count: cannot })] : []),
  ].join(', ');
}

/** What one source of the records says, in words. */
export function evidenceWords(t: Translate, key: GradingEvidence, evidence: Evidence): string {
  switch (key) {
    case 'meetings': {
      const { meetingsHeld: held, meetingsDue: due, longestGap: count } = evidence;
      const words = due === 0 ? t('evNone') : t('evMeetingsValue', { held, due });
      return count > 1 ? `${words}; ${t('evGap', { count })}` : words;
    }
    case 'thematic':
      return t('evThematicValue', {
        count: evidence.thematic,
        met: evidence.quartersThematic,
        quarters: evidence.quarters,
      });
    case 'attendance': {
      const { present, base } = evidence;
      return base === 0
        ? t('evNone')
        : t('evAttendanceValue', { percent: percent(present, base), present, base });
    }
    case 'meeting-scores':
      return evidence.meanScore === null
        ? t('evNone')
        : t('evScoresValue', { mean: formatNumber(evidence.meanScore / 100, 1), count: evidence.scored });
    case 'tasks':
      return workWords(t, evidence.tasks);
    case 'duties':
      return workWords(t, evidence.duties);
    case 'papers': {
      const { received, opened, takenUp } = evidence.papers;
      return received === 0 ? t('evNone') : t('evPapersValue', { received, opened, takenUp });
    }
  }
}

export const EVIDENCE_KEYS = {
  meetings: 'evMeetings',
  thematic: 'evThematic',
  attendance: 'evAttendance',
  'meeting-scores': 'evScores',
  tasks: 'evTasks',
  duties: 'evDuties',
  papers: 'evPapers',
} as const satisfies Record<GradingEvidence, string>;

/** Where each source is read line by line. */
export const evidencePage = (key: GradingEvidence, unitId: string): string => {
  switch (key) {
    case 'tasks':
      return `/branches/${unitId}/tasks?show=all`;
    case 'duties':
      return `/units/${unitId}/duties`;
    case 'papers':
      return `/units/${unitId}/inbox`;
    default:
      return `/branches/${unitId}/meetings`;
  }
};

const ALL = Object.keys(EVIDENCE_KEYS) as GradingEvidence[];

/** All that the records say, each opening down to its source. */
export const evidenceFacts = (t: Translate, evidence: Evidence, unitId: string): Fact[] =>
  ALL.map((key) => ({
    key,
    label: t(EVIDENCE_KEYS[key]),
    value: <TextLink to={evidencePage(key, unitId)}>{evidenceWords(t, key, evidence)}</TextLink>,
  }));

/** In a few words for a list. */
export function evidenceInBrief(t: Translate, evidence: Evidence): string {
  const { meetingsHeld: held, meetingsDue: due, base, present, tasks, duties } = evidence;
  const done = tasks.inTime + tasks.late + duties.inTime + duties.late;
  const work = done + tasks.overdue + duties.overdue;
  return [
    ...(due > 0 ? [t('held', { held, due })] : []),
    ...(base > 0 ? [t('attended', { percent: percent(present, base) })] : []),
    ...(work > 0 ? [t('tasksDone', { done, due: work })] : []),
  ].join(' · ');
}
