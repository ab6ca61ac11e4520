import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { newId } from '#kernel/ids.ts';
import { Button } from '#ui-kit/actions.tsx';
import { ConfirmDialog } from '#ui-kit/dialog.tsx';
import { EmptyState, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { Checkbox, FileDrop } from '#ui-kit/fields.tsx';
import { Fold, FoldIf } from '#ui-kit/fold.tsx';
import { IconCross, IconPlus } from '#ui-kit/icons.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { fitLevels, writeSteps } from '../contract.ts';
import { PLANS, type PlanView, sendTable } from './queries.ts';
import { StepDialog } from './step-dialog.tsx';
import { TableFaults } from './table-faults.tsx';
import { usePlansText } from './text.ts';

/** Steps in sight at once; more unfold. */
const MOST_STEPS = 20;
const MOST_ON_PHONE = 4;
const MOST_PROBLEMS = 3;
const MOST_PROBLEMS_ON_PHONE = 1;

/** What the plan does, step by step, with what is wrong; steps come one by one or from a conversion table. */
export function PlanSteps({ unitId, view }: { unitId: string; view: PlanView }) {
  const t = usePlansText();
  const { plan, steps, abilities } = view;
  const isNarrow = useIsNarrow();
  const [isAdding, setIsAdding] = useState(false);
  const [removing, setRemoving] = useState<number | null>(null);
  const write = useWrite<typeof writeSteps>('POST /api/units/:unitId/plans/:planId/steps', {
    invalidates: [[...PLANS]],
  });
  const fit = useWrite<typeof fitLevels>('POST /api/units/:unitId/plans/:planId/levels', {
    invalidates: [[...PLANS]],
    onDone: (answer) => showToast({ text: t('levelsFitted', answer) }),
  });
  const save = (next: PlanView['steps'][number]['step'][]) =>
    write.mutate({
      params: { unitId, planId: plan.id },
      body: { title: plan.title, on: plan.on, steps: next },
    });
  const written = steps.map((each) => each.step);
  // What is wrong is never folded away.
  let room = isNarrow ? MOST_ON_PHONE : MOST_STEPS;
  const shown: number[] = [];
  const hidden: number[] = [];
  for (const [at, { problems }] of steps.entries())
    if (problems.length > 0 || room-- > 0) shown.push(at);
    else hidden.push(at);
  return (
    <Section
      title={t('steps')}
      lead={t('stepsLead')}
      action={
        abilities.edit && (
          <Button kind="main" icon={<IconPlus />} busy={write.isPending} onClick={() => setIsAdding(true)}>
            {t('addStep')}
          </Button>
        )
      }
    >
      <Stack>
        {write.error && <RefusalNotice refusal={write.error} />}
        {abilities.edit && view.levelFixes > 0 && (
          <Notice
            tone="warn"
            title={t('levelFixes', { count: view.levelFixes })}
            action={
              <Button
                busy={fit.isPending}
                onClick={() => fit.mutate({ params: { unitId, planId: plan.id }, body: {} })}
              >
                {t('fitLevels')}
              </Button>
            }
          >
            <p>{t('levelFixesText')}</p>
            {fit.error && <RefusalNotice refusal={fit.error} />}
          </Notice>
        )}
        {steps.length === 0 && (
          <EmptyState title={t('noSteps')}>{abilities.edit ? t('noStepsHow') : undefined}</EmptyState>
        )}
        <StepList view={view} shown={shown} onRemove={setRemoving} isBusy={write.isPending} />
        {hidden.length > 0 && (
          <Fold label={t('moreSteps', { count: hidden.length })}>
            <StepList view={view} shown={hidden} onRemove={setRemoving} isBusy={write.isPending} />
          </Fold>
        )}
        {view.problems.map((problem) => (
          <div key={problem.message} data-wrong="" tabIndex={-1}>
            <Notice tone="danger" title={problem.message}>
              {problem.wayOut}
            </Notice>
          </div>
        ))}
        {abilities.edit && (
          <FoldIf when={steps.length > 0} label={t('fromTable')}>
            <TableDrop unitId={unitId} planId={plan.id} />
          </FoldIf>
        )}
      </Stack>
      {isAdding && (
        <StepDialog
          root={{ id: unitId, name: view.unitName }}
          view={view}
          onDone={(step) => {
            setIsAdding(false);
            save([...written, step]);
          }}
          onClose={() => setIsAdding(false)}
        />
      )}
      <ConfirmDialog
        open={removing !== null}
        title={t('removeAsk', { n: (removing ?? 0) + 1 })}
        confirmLabel={t('remove')}
        onConfirm={() => {
          save(written.filter((_, at) => at !== removing));
          setRemoving(null);
        }}
        onClose={() => setRemoving(null)}
      >
        {steps[removing ?? 0]?.text}
      </ConfirmDialog>
    </Section>
  );
}

type StepListProps = {
  view: PlanView;
  /** Places in the plan, from nought. */
  shown: readonly number[];
  onRemove: (at: number) => void;
  isBusy: boolean;
};

function StepList({ view, shown, onRemove, isBusy }: StepListProps) {
  const t = usePlansText();
  return (
    <ol className="plan-steps">
      {shown.map((at) => {
        const { text, problems } = view.steps[at]!;
        const isWrong = problems.length > 0;
        return (
          <li
            key={at}
            value={at + 1}
            data-wrong={isWrong ? '' : undefined}
            tabIndex={isWrong ? -1 : undefined}
          >
            <div className="plan-step">
              <span>{text}</span>
              {view.abilities.edit && (
                <Button
                  icon={<IconCross />}
                  label={t('removeStep', { n: at + 1 })}
                  busy={isBusy}
                  onClick={() => onRemove(at)}
                />
              )}
            </div>
            {isWrong && <StepProblems problems={problems} />}
          </li>
        );
      })}
    </ol>
  );
}

/** Everything that is wrong with a step in one notice; the same way out is told once. */
function StepProblems({ problems }: { problems: PlanView['problems'] }) {
  const t = usePlansText();
  const most = useIsNarrow() ? MOST_PROBLEMS_ON_PHONE : MOST_PROBLEMS;
  const [first, ...others] = problems;
  const waysOut = [...new Set(problems.flatMap(({ wayOut }) => wayOut ?? []))];
  if (!first) return null;
  const rest = problems.slice(most);
  return (
    <Notice
      tone="danger"
      title={others.length === 0 ? first.message : t('wrongInStep', { count: problems.length })}
    >
      {others.length > 0 && (
        <ul className="plan-problems">
          {problems.slice(0, most).map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
      {rest.length > 0 && (
        <Fold label={t('moreWrong', { count: rest.length })}>
          <ul className="plan-problems">
            {rest.map(({ message }) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </Fold>
      )}
      {waysOut.map((wayOut) => (
        <p key={wayOut}>{wayOut}</p>
      ))}
    </Notice>
  );
}

function TableDrop({ unitId, planId }: { unitId: string; planId: string }) {
  const t = usePlansText();
  const queries = useQueryClient();
  const requestKey = useRef(newId());
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [faults, setFaults] = useState<readonly { row: number; message: string }[]>([]);
  const [endsLevel, setEndsLevel] = useState(false);
  const take = async (file: File) => {
    setIsBusy(true);
    setError(null);
    try {
      const answer = await sendTable(unitId, planId, file, endsLevel, requestKey.current);
      setFaults(answer.faults);
      if (answer.faults.length === 0) showToast({ text: t('tableTaken', { count: answer.steps }) });
      await queries.invalidateQueries({ queryKey: [...PLANS] });
    } catch (reason) {
      setError(reason);
    } finally {
      requestKey.current = newId();
      setIsBusy(false);
    }
  };
  return (
    <div className="k-no-print">
      <Checkbox
        label={t('endsLevel')}
        note={t('endsLevelHint')}
        checked={endsLevel}
        onChange={setEndsLevel}
      />
      <FileDrop
        label={t('fromTable')}
        hint={t('fromTableHint')}
        accept=".xlsx,.xls,.csv,.tsv,.txt"
        busy={isBusy}
        onFiles={([file]) => file && void take(file)}
      />
      {error !== null && <RefusalNotice refusal={error} />}
      <TableFaults faults={faults} />
    </div>
  );
}
