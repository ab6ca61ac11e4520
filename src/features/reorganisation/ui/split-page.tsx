import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { ConfirmDialog } from '#ui-kit/dialog.tsx';
import { EmptyState, ErrorState, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { Checkbox, SelectField, TextField } from '#ui-kit/fields.tsx';
import { Fold } from '#ui-kit/fold.tsx';
import { IconCheckRing } from '#ui-kit/icons.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { useGo, usePageParams } from '#ui-kit/page.ts';
import { Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { assign } from '../contract.ts';
import { fitsWords } from '../domain/fits-words.ts';
import { usableChoices } from '../domain/kept-choices.ts';
import { toldApart } from '../domain/told-apart.ts';
import { PLANS, type Subject, splitQuery } from './queries.ts';
import { usePlansText } from './text.ts';
import { useKeptChoices } from './use-kept-choices.ts';
import './plan.css';

type SplitOf = { unitId: string; planId: string; splitId: string };

/** Where each unit and member of a unit that is shared out goes. */
export function SplitPage() {
  const of = usePageParams<'unitId' | 'planId' | 'splitId'>();
  return <Split key={`${of.planId}${of.splitId}`} {...of} />;
}

function Split({ unitId, planId, splitId }: SplitOf) {
  const t = usePlansText();
  const go = useGo();
  const split = useQuery(splitQuery(unitId, planId, splitId));
  const [kept, keep] = useKeptChoices(planId, splitId);
  const [onlyOpen, setOnlyOpen] = useState(true);
  const [words, setWords] = useState('');
  const [isDropping, setIsDropping] = useState(false);
  const isNarrow = useIsNarrow();
  const save = useWrite<typeof assign>('POST /api/units/:unitId/plans/:planId/assignments', {
    invalidates: [[...PLANS]],
    onDone: ({ open }, { body }) => {
      showToast({ text: t('assigned') });
      // What was chosen differently while this one was on its way still waits.
      const sent = new Map(body.assigned.map(({ subjectId, intoId }) => [subjectId, intoId]));
      keep(
        Object.fromEntries(
          Object.entries(kept)
            .filter(([id, { into }]) => sent.get(id) !== into)
            .map(([id, { into, was }]) => [id, { into, was: sent.get(id) ?? was }]),
        ),
      );
      if (open === 0) go(`/units/${unitId}/plans/${planId}`);
    },
  });
  const { data } = split;
  const subjects = data?.subjects ?? [];
  const chosen = usableChoices(kept, subjects, data?.choices ?? []);
  const waiting = Object.keys(chosen).length;
  // What has just been recorded is no longer waiting, and nobody else's doing.
  const fellAway = data && !save.isPending ? Object.keys(kept).length - waiting : 0;
  const choose = (each: readonly Subject[], into: string) => {
    const next = { ...chosen };
    for (const { subjectId, intoId } of each)
      if (into === intoId) delete next[subjectId];
      else next[subjectId] = { into, was: intoId };
    keep(next);
  };
  const shown = subjects.filter(
    (each) =>
      (!onlyOpen || each.intoId === null || chosen[each.subjectId]) &&
      (words.trim() === '' || fitsWords(words, `${each.name} ${each.address ?? ''}`)),
  );
  // What was chosen a moment ago stays where it was sent, as long as only what is open is asked for.
  const free = shown.filter((each) => !each.isFixed && !(onlyOpen && chosen[each.subjectId]));
  const open = subjects.filter((each) => each.intoId === null && !chosen[each.subjectId]).length;
  const places = data?.choices ?? [];
  const short = toldApart(places.map(({ name }) => name));
  const options = places.map(({ id, name }, at) => ({ value: id, label: isNarrow ? short[at]! : name }));
  const goesTo = (subject: Subject) => chosen[subject.subjectId]?.into ?? subject.intoId ?? '';
  const columns: Column<Subject>[] = [
    {
      key: 'name',
      header: t('subject'),
      text: (each) => (each.what === 'arrival' ? t('arriving', { name: each.name }) : each.name),
      primary: true,
    },
    {
      key: 'address',
      header: t('address'),
      text: (each) => each.address ?? '',
      brief: (each) => each.address && <span className="k-soft">{each.address}</span>,
    },
    {
      key: 'goes',
      header: t('goesTo'),
      brief: 'plain',
      text: (each) => options.find((option) => option.value === goesTo(each))?.label ?? '',
      cell: (each) =>
        each.isFixed ? (
          <span>
            {options.find((option) => option.value === goesTo(each))?.label}{' '}
            <span className="k-soft">({t('fixed')})</span>
          </span>
        ) : (
          <div className="plan-goes" data-waits={chosen[each.subjectId] ? '' : undefined}>
            <SelectField<string>
              label={`${t('goesTo')}: ${each.name}`}
              labelHidden
              value={goesTo(each)}
              onChange={(into) => choose([each], into)}
              options={[{ value: '', label: t('choose'), disabled: true }, ...options]}
            />
          </div>
        ),
    },
  ];
  const recorded = subjects.filter(({ intoId }) => intoId !== null).length;
  const assigned = Object.entries(chosen).map(([subjectId, { into }]) => ({ subjectId, intoId: into }));
  const many = (
    <Stack>
      <TextField
        label={t('byWords')}
        hint={t('byWordsHint')}
        value={words}
        onChange={setWords}
        maxLength={500}
      />
      {free.length > 0 && (
        <SelectField<string>
          label={t('goAll', { count: free.length })}
          value=""
          onChange={(into) => choose(free, into)}
          options={[{ value: '', label: t('choose'), disabled: true }, ...options]}
        />
      )}
    </Stack>
  );
  return (
    <Page
      title={t('splitTitle', { name: data?.name ?? '…' })}
      lead={t('splitLead')}
      back={{ to: `/units/${unitId}/plans/${planId}`, label: t('toPlan') }}
      width="wide"
    >
      {split.isError && <ErrorState error={split.error} onRetry={() => split.refetch()} />}
      {fellAway > 0 && (
        <Notice
          title={t('fellAway', { count: fellAway })}
          action={<Button onClick={() => keep(chosen)}>{t('seen')}</Button>}
        >
          {t('fellAwayText')}
        </Notice>
      )}
      <Section>
        <Stack>
          <Row align="spread">
            {data && <span>{t('recordedOf', { recorded, count: subjects.length })}</span>}
            <Checkbox label={t('onlyOpen')} checked={onlyOpen} onChange={setOnlyOpen} />
          </Row>
          {isNarrow ? <Fold label={t('manyAtOnce')}>{many}</Fold> : many}
          {waiting > 0 && (
            <Row>
              <Button kind="plain" disabled={save.isPending} onClick={() => setIsDropping(true)}>
                {t('dropChoices', { count: waiting })}
              </Button>
            </Row>
          )}
        </Stack>
      </Section>
      <DataTable
        caption={t('splitTitle', { name: data?.name ?? '' })}
        name="split"
        columns={columns}
        rows={data && shown}
        rowKey={(each) => each.subjectId}
        searchLabel={t('search')}
        // The words above find names too; a phone has no room to ask twice.
        bare={isNarrow}
        empty={
          words.trim() === '' ? (
            <EmptyState title={t('allSettled')} icon={IconCheckRing} />
          ) : (
            <EmptyState title={t('noneFits')} />
          )
        }
      />
      <div className="plan-record k-no-print">
        {save.error && <RefusalNotice refusal={save.error} />}
        <div className="plan-record-line">
          <div role="status">
            <strong>{data && (open === 0 ? t('allChosen') : t('openLeft', { count: open }))}</strong>
            {waiting > 0 && <div className="k-small">{t('waiting', { count: waiting })}</div>}
          </div>
          <Button
            kind="main"
            busy={save.isPending}
            disabled={waiting === 0}
            onClick={() => save.mutate({ params: { unitId, planId }, body: { assigned } })}
          >
            {waiting === 0 ? t('apply') : t(isNarrow ? 'applyShort' : 'applyCount', { count: waiting })}
          </Button>
        </div>
      </div>
      <ConfirmDialog
        open={isDropping}
        title={t('dropAsk', { count: waiting })}
        confirmLabel={t('dropChoices', { count: waiting })}
        onConfirm={() => {
          keep({});
          setIsDropping(false);
        }}
        onClose={() => setIsDropping(false)}
      >
        {t('dropText')}
      </ConfirmDialog>
    </Page>
  );
}
