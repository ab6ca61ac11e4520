import { memo, useCallback, useState } from 'react';
import { type CivilDate, daysBetween, formatCivilDate } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { EmptyState, StatusDot } from '#ui-kit/feedback.tsx';
import { NumberField, TextArea } from '#ui-kit/fields.tsx';
import { IconCheck } from '#ui-kit/icons.tsx';
import { Section } from '#ui-kit/page-frame.tsx';
import type { TaskState } from '../../domain/entry.ts';
import { useDraft } from '../journal/use-draft.ts';
import { namesIn } from './people.ts';
import type { ToolProps } from './step-tool.tsx';
import { useTaskText } from './task-text.ts';
import { useWriter } from './use-writer.ts';

export const RESULT_KEYS = {
  done: 'done',
  'done-late': 'doneLate',
  'in-progress': 'inProgress',
  'not-done': 'notDone',
  'cannot-be-done': 'cannot',
} as const satisfies Record<TaskState, string>;

const STATES = Object.keys(RESULT_KEYS) as TaskState[];

type Result = { state: TaskState; percent?: number; cause?: string; evidence?: string };

/** Last month's tasks one by one, each with its result. */
export function TaskReviewTool({ meeting }: ToolProps) {
  const t = useTaskText();
  const write = useWriter(meeting.journal);
  const { state, view } = meeting;
  const tasks = view.context.lastMonthTasks;
  const name = namesIn(view.context, state);
  const heldOn = state.started?.heldOn ?? view.context.meeting.plannedOn;
  const results = new Map(state.taskResults.map((result) => [result.taskId, result]));
  const save = useCallback(
    (taskId: string, result: Result) =>
      write(`result ${taskId} ${JSON.stringify(result)}`, (j) =>
        j.append('task-result-recorded', { taskId, ...result }),
      ),
    [write],
  );
  if (tasks.length === 0) return <EmptyState title={t('nothingToJudge')} />;
  const judged = tasks.filter((task) => results.has(task.taskId) || task.state !== 'open').length;
  return (
    <Section
      plain
      level={3}
      title={t('lastMonth')}
      lead={<span role="status">{t('judged', { done: judged, count: tasks.length })}</span>}
    >
      <ul className="run-list">
        {tasks.map((task) => {
          const result = results.get(task.taskId);
          return (
            <TaskRow
              key={task.taskId}
              taskId={task.taskId}
              title={task.title}
              owner={name(task.ownerId)}
              helpers={task.helperIds.map(name).join(', ')}
              output={task.output}
              dueOn={task.dueOn}
              heldOn={heldOn}
              before={task.state}
              state={result?.state ?? null}
              percent={result?.percent ?? null}
              cause={result?.cause ?? ''}
              evidence={result?.evidence ?? ''}
              onSave={save}
            />
          );
        })}
      </ul>
    </Section>
  );
}

type RowProps = {
  taskId: string;
  title: string;
  owner: string;
  helpers: string;
  output: string;
  dueOn: CivilDate;
  heldOn: CivilDate;
  before: TaskState | 'open';
  state: TaskState | null;
  percent: number | null;
  cause: string;
  evidence: string;
  onSave: (taskId: string, result: Result) => Promise<boolean>;
};

const TaskRow = memo(function TaskRow(props: RowProps) {
  const t = useTaskText();
  const { taskId, state, onSave } = props;
  const [cause, setCause] = useDraft(`result.${taskId}.cause`, props.cause);
  const [evidence, setEvidence] = useDraft(`result.${taskId}.evidence`, props.evidence);
  const [percent, setPercent] = useState(props.percent);
  const [wanted, setWanted] = useState<TaskState | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const over = daysBetween(props.dueOn, props.heldOn);
  const isUnfinished =
    state !== 'done' && state !== 'done-late' && props.before !== 'done' && props.before !== 'done-late';
  const isCauseMissing = wanted === 'cannot-be-done' && cause.trim() === '';
  const resultOf = (next: TaskState): Result => ({
    state: next,
    ...(percent === null || next === 'done' || next === 'done-late' ? {} : { percent }),
    ...(cause.trim() === '' ? {} : { cause: cause.trim() }),
    ...(evidence.trim() === '' ? {} : { evidence: evidence.trim() }),
  });
  const choose = (next: TaskState) => {
    if (next === 'cannot-be-done' && cause.trim() === '') {
      setWanted(next);
      setIsOpen(true);
      return;
    }
    setWanted(null);
    void onSave(taskId, resultOf(next));
  };
  const current = wanted ?? state;
  return (
    <li className="run-item">
      <strong>{props.title}</strong>
      <p className="k-soft k-small">
        {t('owner', { name: props.owner })}
        {props.helpers !== '' && ` · ${t('helpers', { names: props.helpers })}`}
        <br />
        {t('output', { output: props.output })} · {t('due', { date: formatCivilDate(props.dueOn) })}
      </p>
      {isUnfinished && over > 0 && <StatusDot tone="warn">{t('overdue', { count: over })}</StatusDot>}
      {state === null && props.before !== 'open' && (
        <StatusDot tone="info">
          {t('reportedBefore')}: {t(RESULT_KEYS[props.before])}
        </StatusDot>
      )}
      <fieldset className="run-chips" aria-label={t('result', { title: props.title })}>
        {STATES.map((value) => (
          <button
            key={value}
            type="button"
            className="run-chip"
            aria-pressed={current === value}
            onClick={() => choose(value)}
          >
            {current === value && <IconCheck size={1} />}
            {t(RESULT_KEYS[value])}
          </button>
        ))}
      </fieldset>
      <details open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary>{t('details')}</summary>
        {isOpen && (
          <div className="run-form">
            {current !== 'done' && current !== 'done-late' && (
              <NumberField
                label={t('percent')}
                unit="%"
                min={0}
                max={100}
                step={10}
                value={percent}
                onChange={setPercent}
              />
            )}
            <TextArea
              label={t('cause')}
              lines={2}
              maxLength={2000}
              value={cause}
              onChange={setCause}
              error={isCauseMissing ? t('causeNeeded') : undefined}
            />
            <TextArea
              label={t('evidence')}
              hint={t('evidenceHint')}
              lines={2}
              maxLength={2000}
              value={evidence}
              onChange={setEvidence}
            />
            <div>
              <Button
                disabled={
                  current === null || isCauseMissing || (percent !== null && (percent < 0 || percent > 100))
                }
                onClick={() => current !== null && choose(current)}
              >
                {t('saveDetails')}
              </Button>
            </div>
          </div>
        )}
      </details>
    </li>
  );
});
