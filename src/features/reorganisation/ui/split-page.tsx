import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { EmptyState, ErrorState, RefusalNotice } from '#ui-kit/feedback.tsx';
import { Checkbox, SelectField, TextField } from '#ui-kit/fields.tsx';
import { IconCheckRing } from '#ui-kit/icons.tsx';
import { useGo, usePageParams } from '#ui-kit/page.ts';
import { Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { assign } from '../contract.ts';
import { fitsWords } from '../domain/fits-words.ts';
import { PLANS, type Subject, splitQuery } from './queries.ts';
import { usePlansText } from './text.ts';

/** Where each unit and member of a unit that is shared out goes. */
export function SplitPage() {
  const t = usePlansText();
  const go = useGo();
  const { unitId, planId, splitId } = usePageParams<'unitId' | 'planId' | 'splitId'>();
  const split = useQuery(splitQuery(unitId, planId, splitId));
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [onlyOpen, setOnlyOpen] = useState(true);
  const [words, setWords] = useState('');
  const save = useWrite<typeof assign>('POST /api/units/:unitId/plans/:planId/assignments', {
    invalidates: [[...PLANS]],
    onDone: ({ open }) => {
      showToast({ text: t('assigned') });
      setChosen({});
      if (open === 0) go(`/units/${unitId}/plans/${planId}`);
    },
  });
  const { data } = split;
  const subjects = data?.subjects ?? [];
  const shown = subjects.filter(
    (each) =>
      (!onlyOpen || each.intoId === null) &&
      (words.trim() === '' || fitsWords(words, `${each.name} ${each.address ?? ''}`)),
  );
  // What was chosen a moment ago stays where it was sent, as long as only what is open is asked for.
  const free = shown.filter((each) => !each.isFixed && !(onlyOpen && chosen[each.subjectId]));
  const open = subjects.filter((each) => each.intoId === null && !chosen[each.subjectId]).length;
  const options = (data?.choices ?? []).map((each) => ({ value: each.id, label: each.name }));
  const goesTo = (subject: Subject) => chosen[subject.subjectId] ?? subject.intoId ?? '';
  const columns: Column<Subject>[] = [
    {
      key: 'name',
      header: t('subject'),
      text: (each) => (each.what === 'arrival' ? t('arriving', { name: each.name }) : each.name),
      primary: true,
    },
    { key: 'address', header: t('address'), text: (each) => each.address ?? '' },
    {
      key: 'goes',
      header: t('goesTo'),
      text: (each) => options.find((option) => option.value === goesTo(each))?.label ?? '',
      cell: (each) =>
        each.isFixed ? (
          <span>
            {options.find((option) => option.value === goesTo(each))?.label}{' '}
            <span className="k-soft">({t('fixed')})</span>
          </span>
        ) : (
          <SelectField<string>
            label={`${t('goesTo')}: ${each.name}`}
            labelHidden
            value={goesTo(each)}
            onChange={(intoId) => setChosen({ ...chosen, [each.subjectId]: intoId })}
            options={[{ value: '', label: t('choose'), disabled: true }, ...options]}
          />
        ),
    },
  ];
  const assigned = Object.entries(chosen).map(([subjectId, intoId]) => ({ subjectId, intoId }));
  return (
    <Page
      title={t('splitTitle', { name: data?.name ?? '…' })}
      lead={t('splitLead')}
      back={{ to: `/units/${unitId}/plans/${planId}`, label: t('toPlan') }}
      width="wide"
    >
      {split.isError && <ErrorState error={split.error} onRetry={() => split.refetch()} />}
      <Section>
        <Stack>
          <Row align="spread">
            <strong role="status">{open === 0 ? t('allSettled') : t('openLeft', { count: open })}</strong>
            <Checkbox label={t('onlyOpen')} checked={onlyOpen} onChange={setOnlyOpen} />
          </Row>
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
              onChange={(intoId) =>
                setChosen({
                  ...chosen,
                  ...Object.fromEntries(free.map((each) => [each.subjectId, intoId])),
                })
              }
              options={[{ value: '', label: t('choose'), disabled: true }, ...options]}
            />
          )}
          {save.error && <RefusalNotice refusal={save.error} />}
          <Row>
            <Button
              kind="main"
              busy={save.isPending}
              disabled={assigned.length === 0}
              onClick={() => save.mutate({ params: { unitId, planId }, body: { assigned } })}
            >
              {t('apply')}
            </Button>
          </Row>
        </Stack>
      </Section>
      <DataTable
        caption={t('splitTitle', { name: data?.name ?? '' })}
        name="split"
        columns={columns}
        rows={data && shown}
        rowKey={(each) => each.subjectId}
        searchLabel={t('search')}
        empty={
          words.trim() === '' ? (
            <EmptyState title={t('allSettled')} icon={IconCheckRing} />
          ) : (
            <EmptyState title={t('noneFits')} />
          )
        }
      />
    </Page>
  );
}
