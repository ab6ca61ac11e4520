import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { Dialog } from '#ui-kit/dialog.tsx';
import { EmptyState, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { Checkbox, RadioCards, TextArea } from '#ui-kit/fields.tsx';
import { IconCheckRing } from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { AlikeRecord, mergePeople, tellApart } from '../contract.ts';
import { OpenUnitList } from './open-record.tsx';
import { type AlikePair, duplicatesQuery } from './queries.ts';
import { shownValue } from './shown-value.ts';
import { useFieldText, useMembersText } from './text.ts';

type Field = AlikeRecord['fields'][number]['field'];

const textOf = (record: AlikeRecord, field: Field) =>
  record.fields.find((each) => each.field === field)?.text ?? null;
const branchesOf = (record: AlikeRecord) =>
  [...new Set(record.memberships.map((each) => each.branchName))].join(', ');

/** Records of a unit that may be of one person. */
export function DuplicatesPage() {
  const t = useMembersText();
  const { unitId } = usePageParams<'unitId'>();
  const list = useQuery(duplicatesQuery(unitId));
  const [compared, setCompared] = useState<AlikePair | null>(null);
  const columns: Column<AlikePair>[] = [
    { key: 'name', header: t('name'), text: (pair) => pair.first.fullName, primary: true },
    { key: 'birth', header: t('birth'), text: (pair) => textOf(pair.first, 'birth') ?? '' },
    {
      key: 'because',
      header: t('why'),
      text: (pair) => t(pair.because === 'name' ? 'becauseName' : 'becausePhone'),
    },
    { key: 'first', header: t('firstRecord'), text: (pair) => branchesOf(pair.first) },
    {
      key: 'second',
      header: t('secondRecord'),
      text: (pair) =>
        pair.second.fullName === pair.first.fullName
          ? branchesOf(pair.second)
          : `${pair.second.fullName} – ${branchesOf(pair.second)}`,
    },
    {
      key: 'compare',
      header: t('compare'),
      text: () => '',
      isAction: true,
      cell: (pair) => <Button onClick={() => setCompared(pair)}>{t('compare')}</Button>,
    },
  ];
  return (
    <Page
      title={t('duplicates')}
      lead={t('duplicatesLead')}
      back={{ to: `/units/${unitId}`, label: list.data?.unitName ?? t('duplicates') }}
      width="wide"
    >
      {list.data?.isCut && <Notice>{t('duplicatesCut')}</Notice>}
      {list.data?.names === 'after-reason' && list.data.count > 0 ? (
        <OpenUnitList unitId={unitId} lead={t('duplicatesAsk', { count: list.data.count })} />
      ) : (
        <DataTable
          caption={t('duplicates')}
          name="duplicates"
          columns={columns}
          rows={list.data?.pairs}
          rowKey={(pair) => `${pair.first.personId}${pair.second.personId}`}
          error={list.error ?? undefined}
          onRetry={() => list.refetch()}
          searchLabel={t('search')}
          empty={<EmptyState title={t('noDuplicates')} icon={IconCheckRing} />}
        />
      )}
      {compared && <CompareDialog unitId={unitId} pair={compared} onClose={() => setCompared(null)} />}
    </Page>
  );
}

function CompareDialog({ unitId, pair, onClose }: { unitId: string; pair: AlikePair; onClose: () => void }) {
  const t = useMembersText();
  const words = useFieldText();
  const { first, second } = pair;
  // Nobody may be shut out: the record with an account stays unless somebody chooses otherwise.
  const [keeps, setKeeps] = useState<'first' | 'second'>(
    second.hasAccount && !first.hasAccount ? 'second' : 'first',
  );
  const [take, setTake] = useState<readonly Field[]>([]);
  const [reason, setReason] = useState('');
  const done = (text: string) => () => {
    showToast({ text });
    onClose();
  };
  const invalidates = [['duplicates'], ['members']];
  const merge = useWrite<typeof mergePeople>('POST /api/units/:unitId/duplicates/merge', {
    invalidates,
    onDone: done(t('merged')),
  });
  const apart = useWrite<typeof tellApart>('POST /api/units/:unitId/duplicates/tell-apart', {
    invalidates,
    onDone: done(t('toldApart')),
  });
  const [kept, gone] = keeps === 'first' ? [first, second] : [second, first];
  const differing = gone.fields.filter(
    ({ field, text }) => text !== null && textOf(kept, field) !== null && textOf(kept, field) !== text,
  );
  const isBusy = merge.isPending || apart.isPending;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('compare')}
      size="large"
      busy={isBusy}
      actions={
        <>
          <Button onClick={onClose} disabled={isBusy}>
            {t('cancel')}
          </Button>
          <Button
            busy={apart.isPending}
            onClick={() =>
              apart.mutate({
                params: { unitId },
                body: { firstId: first.personId, secondId: second.personId },
              })
            }
          >
            {t('twoPeople')}
          </Button>
          <Button
            kind="main"
            busy={merge.isPending}
            disabled={reason.trim().length < 3}
            onClick={() =>
              merge.mutate({
                params: { unitId },
                body: { keptId: kept.personId, goneId: gone.personId, take: [...take], reason },
              })
            }
          >
            {t('mergeIt')}
          </Button>
        </>
      }
    >
      <Stack>
        {(merge.error || apart.error) && <RefusalNotice refusal={merge.error ?? apart.error} />}
        <RadioCards
          label={t('keepWhich')}
          value={keeps}
          onChange={(next) => {
            setKeeps(next);
            setTake([]);
          }}
          options={[
            { value: 'first', label: t('keepFirst'), note: <RecordNote record={first} other={second} /> },
            { value: 'second', label: t('keepSecond'), note: <RecordNote record={second} other={first} /> },
          ]}
        />
        {differing.length > 0 && (
          <Section plain level={3} title={t('whichIsRight')}>
            {differing.map(({ field, text }) => (
              <Checkbox
                key={field}
                label={t('takeOther', { field: words(field), text: shownValue(text, t) })}
                checked={take.includes(field)}
                onChange={(checked) =>
                  setTake(checked ? [...take, field] : take.filter((each) => each !== field))
                }
              />
            ))}
          </Section>
        )}
        <p>{t('mergeText')}</p>
        <TextArea
          label={t('why')}
          hint={t('mergeWhyHint')}
          value={reason}
          onChange={setReason}
          maxLength={500}
          lines={2}
          required
        />
      </Stack>
    </Dialog>
  );
}

/** What a record says: everything that the two do not share, and where the person belonged. */
function RecordNote({ record, other }: { record: AlikeRecord; other: AlikeRecord }) {
  const t = useMembersText();
  const words = useFieldText();
  const shown = record.fields.filter(
    ({ field, text }) =>
      text !== null && (field === 'fullName' || field === 'birth' || textOf(other, field) !== text),
  );
  return (
    <Row gap="small">
      {shown.map(({ field, text }) => (
        <span key={field}>
          {words(field)}: <strong>{shownValue(text, t)}</strong>
        </span>
      ))}
      {record.memberships.map((each) => (
        <span key={`${each.nature}${each.from}`}>
          {each.branchName}{' '}
          {each.to
            ? t('fromTo', { from: formatCivilDate(each.from), to: formatCivilDate(each.to) })
            : t('since', { from: formatCivilDate(each.from) })}
        </span>
      ))}
      {record.hasAccount && <span>{t('hasAccountMark')}</span>}
    </Row>
  );
}
