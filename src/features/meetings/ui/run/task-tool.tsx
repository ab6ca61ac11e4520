import { useMemo, useState } from 'react';
import { addMonths, formatCivilDate, formatYearMonth } from '#kernel/civil-date.ts';
import { newId } from '#kernel/ids.ts';
import { Button } from '#ui-kit/actions.tsx';
import { ConfirmDialog } from '#ui-kit/dialog.tsx';
import { DateField, SelectField, TextArea, TextField } from '#ui-kit/fields.tsx';
import { IconCross, IconPlus } from '#ui-kit/icons.tsx';
import { Section } from '#ui-kit/page-frame.tsx';
import { PickField } from '#ui-kit/pick-field.tsx';
import type { AssignedTask } from '../../domain/fold.ts';
import { useAgendaTitle } from '../agenda-title.tsx';
import { useDraft } from '../journal/use-draft.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { useMeetingsText } from '../text.ts';
import { memberOptions } from './member-options.ts';
import { namesIn } from './people.ts';
import type { ToolProps } from './step-tool.tsx';
import { useTaskText } from './task-text.ts';
import { useWriter } from './use-writer.ts';

/** Tasks of this meeting: who, what output, by when, reported where. */
export function TaskTool({ meeting }: ToolProps) {
  const t = useTaskText();
  const write = useWriter(meeting.journal);
  const { state, view } = meeting;
  const name = namesIn(view.context, state);
  const [editing, setEditing] = useState<string | null>(null);
  const [withdrawing, setWithdrawing] = useState<AssignedTask | null>(null);
  return (
    <>
      <Section
        plain
        level={3}
        title={t('given')}
        lead={<span role="status">{t('givenCount', { count: state.tasks.length })}</span>}
      >
        {state.tasks.length === 0 && <p className="k-soft">{t('givenNone')}</p>}
        <ul className="run-list">
          {state.tasks.map((task) => (
            <li key={task.taskId} className="run-item">
              {editing === task.taskId ? (
                <TaskForm meeting={meeting} task={task} onDone={() => setEditing(null)} />
              ) : (
                <>
                  <div className="run-item-head">
                    <strong>{task.title}</strong>
                    <span className="run-tools">
                      <Button
                        kind="plain"
                        label={t('editOf', { title: task.title })}
                        onClick={() => setEditing(task.taskId)}
                      >
                        {t('edit')}
                      </Button>
                      <Button
                        kind="plain"
                        label={t('withdrawOf', { title: task.title })}
                        onClick={() => setWithdrawing(task)}
                      >
                        {t('withdraw')}
                      </Button>
                    </span>
                  </div>
                  <p className="k-soft k-small">
                    {t('owner', { name: name(task.ownerId) })}
                    {task.helperIds.length > 0 &&
                      ` · ${t('helpers', { names: task.helperIds.map(name).join(', ') })}`}
                    <br />
                    {t('output', { output: task.output })} · {t('due', { date: formatCivilDate(task.dueOn) })}{' '}
                    · {t('reportedAt', { month: formatYearMonth(task.reportMonth) })}
                  </p>
                </>
              )}
            </li>
          ))}
        </ul>
        {view.context.lastMonthTasks.length > 0 && <p className="k-soft k-small">{t('fromOld')}</p>}
      </Section>
      <Section plain level={3} title={t('give')}>
        <TaskForm meeting={meeting} task={null} />
      </Section>
      <ConfirmDialog
        open={withdrawing !== null}
        title={t('withdrawTitle')}
        confirmLabel={t('withdraw')}
        danger
        onClose={() => setWithdrawing(null)}
        onConfirm={() => {
          const taskId = withdrawing?.taskId;
          setWithdrawing(null);
          if (taskId !== undefined)
            void write(`withdraw ${taskId}`, (j) => j.append('task-withdrawn', { taskId }));
        }}
      >
        <p>
          <strong>{withdrawing?.title}</strong>
        </p>
        <p>{t('withdrawText')}</p>
      </ConfirmDialog>
    </>
  );
}

function TaskForm({
  meeting,
  task,
  onDone,
}: {
  meeting: OpenMeeting;
  task: AssignedTask | null;
  onDone?: () => void;
}) {
  const t = useTaskText();
  const words = useMeetingsText();
  const write = useWriter(meeting.journal);
  const { state, view } = meeting;
  const { roll } = view.context;
  const titleOf = useAgendaTitle(view.context);
  const { month } = view.context.meeting;
  const heldOn = state.started?.heldOn ?? view.context.meeting.plannedOn;
  const draft = task === null ? `${view.meeting.id}.task` : `task.${task.taskId}`;
  const [title, setTitle, clearTitle] = useDraft(`${draft}.title`, task?.title);
  const [owner, setOwner, clearOwner] = useDraft(`${draft}.owner`, task?.ownerId);
  const [helpers, setHelpers, clearHelpers] = useDraft(`${draft}.helpers`, task?.helperIds.join(' '));
  const [output, setOutput, clearOutput] = useDraft(`${draft}.output`, task?.output);
  const [due, setDue, clearDue] = useDraft(`${draft}.due`, task?.dueOn);
  const [report, setReport, clearReport] = useDraft(`${draft}.report`, task?.reportMonth);
  const [itemId, setItemId, clearItem] = useDraft(`${draft}.item`, task?.itemId ?? '');
  const [directive, setDirective, clearDirective] = useDraft(`${draft}.directive`, task?.directiveId ?? '');
  const [isAsked, setIsAsked] = useState(false);
  const options = useMemo(() => memberOptions(roll, words), [roll, words]);
  const name = namesIn(view.context, state);
  const helperIds = helpers.split(' ').filter((id) => id !== '' && id !== owner);
  const item = state.agenda.some((each) => each.itemId === itemId) ? itemId : '';
  const months = [1, 2, 3].map((n) => addMonths(month, n));
  const reportMonth = report === '' ? months[0]! : report;
  const directives = state.agenda.filter((each) => each.source === 'directive' && each.ref !== null);
  const isDuePast = due !== '' && due < heldOn;

  const finish = () => {
    for (const clear of [
      clearTitle,
      clearOwner,
      clearHelpers,
      clearOutput,
      clearDue,
      clearReport,
      clearItem,
      clearDirective,
    ])
      clear();
    setIsAsked(false);
    onDone?.();
  };
  const save = async () => {
    setIsAsked(true);
    if (title.trim() === '' || owner === '' || output.trim() === '' || due === '' || isDuePast) return;
    const isWritten = await write(`task ${draft} ${title} ${owner} ${due} ${output}`, (j) =>
      j.append('task-assigned', {
        taskId: task?.taskId ?? newId(),
        title: title.trim(),
        ownerId: owner,
        helperIds,
        output: output.trim(),
        dueOn: due,
        reportMonth,
        ...(item === '' ? {} : { itemId: item }),
        ...(directive === '' ? {} : { directiveId: directive }),
      }),
    );
    if (isWritten) finish();
  };

  return (
    <form
      className="run-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {task === null && directives.length > 0 && (
        <fieldset className="k-field">
          <legend className="k-label">{t('fromDirectives')}</legend>
          <div className="run-chips">
            {directives.map((each) => (
              <button
                key={each.itemId}
                type="button"
                className="run-chip"
                aria-pressed={directive === each.ref}
                onClick={() => {
                  if (directive === each.ref) {
                    clearDirective();
                    clearItem();
                    return;
                  }
                  setDirective(each.ref ?? '');
                  setItemId(each.itemId);
                  if (title.trim() === '') setTitle(each.title.slice(0, 300));
                }}
              >
                {t('fromDirective', { title: each.title })}
              </button>
            ))}
          </div>
        </fieldset>
      )}
      <TextField
        label={t('title')}
        value={title}
        maxLength={300}
        required
        onChange={setTitle}
        error={isAsked && title.trim() === '' ? t('neededTitle') : undefined}
      />
      <PickField
        label={t('ownerPick')}
        required
        value={owner === '' ? null : owner}
        options={options}
        onChange={(id) => setOwner(id ?? '')}
        error={isAsked && owner === '' ? t('neededOwner') : undefined}
      />
      <TextArea
        label={t('outputField')}
        hint={t('outputHint')}
        required
        lines={2}
        maxLength={2000}
        value={output}
        onChange={setOutput}
        error={isAsked && output.trim() === '' ? t('neededOutput') : undefined}
      />
      <div className="run-pair">
        <DateField
          label={t('dueField')}
          required
          value={due === '' ? null : due}
          min={heldOn}
          onChange={(date) => setDue(date ?? '')}
          error={isDuePast ? t('duePast') : isAsked && due === '' ? t('neededDue') : undefined}
        />
        <SelectField
          label={t('report')}
          value={reportMonth}
          onChange={setReport}
          options={[...new Set([...months, reportMonth])].map((value) => ({
            value,
            label: formatYearMonth(value),
          }))}
        />
      </div>
      <PickField
        label={t('helperAdd')}
        value={null}
        options={options.filter((option) => option.value !== owner && !helperIds.includes(option.value))}
        onChange={(id) => id !== null && setHelpers([...helperIds, id].join(' '))}
      />
      {helperIds.length > 0 && (
        <ul className="run-chips" aria-label={t('helpersPick')}>
          {helperIds.map((id) => (
            <li key={id}>
              <button
                type="button"
                className="run-chip"
                aria-label={t('helperRemove', { name: name(id) })}
                onClick={() => setHelpers(helperIds.filter((each) => each !== id).join(' '))}
              >
                {name(id)} <IconCross size={1} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {state.agenda.length > 0 && (
        <SelectField
          label={t('about')}
          value={item}
          onChange={setItemId}
          options={[
            { value: '', label: t('aboutNone') },
            ...state.agenda.map((each) => ({ value: each.itemId, label: titleOf(each) })),
          ]}
        />
      )}
      <div className="run-tools">
        <Button type="submit" kind="main" icon={task === null ? <IconPlus /> : undefined}>
          {t(task === null ? 'save' : 'saveEdit')}
        </Button>
        {onDone && (
          <Button kind="plain" onClick={finish}>
            {t('cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}
