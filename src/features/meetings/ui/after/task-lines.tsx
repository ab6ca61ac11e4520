import { formatCivilDate, formatYearMonth } from '#kernel/civil-date.ts';
import type { MinutesTask, MinutesTaskResult } from '../../domain/minutes.ts';
import { TASK_STATE_KEYS, useAfterText } from './text.ts';

/** A task in one sentence: what, who, with whom, the output, until when, reported where. */
export function TaskLine({ task }: { task: MinutesTask }) {
  const t = useAfterText();
  return (
    <li>
      <strong>{task.title}.</strong> {t('owner')}: {task.owner || t('unknownPerson')}
      {task.helpers.length > 0 && `; ${t('helpers')}: ${task.helpers.join(', ')}`}; {t('output')}:{' '}
      {task.output}; {t('dueOn')}: {formatCivilDate(task.dueOn)}; {t('reportAt')}:{' '}
      {formatYearMonth(task.reportMonth)}.
    </li>
  );
}

/** A task of last month with what the meeting found. */
export function TaskResultLine({ task }: { task: MinutesTaskResult }) {
  const t = useAfterText();
  return (
    <li>
      {task.title} ({task.owner || t('unknownPerson')}):{' '}
      <strong>{task.result === null ? t('notJudged') : t(TASK_STATE_KEYS[task.result])}</strong>
      {task.percent !== null && ` ${task.percent}%`}
      {task.cause && `. ${task.cause}`}
      {task.evidence && `. ${task.evidence}`}
    </li>
  );
}
