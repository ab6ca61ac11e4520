import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type CivilDate, formatCivilDate, weekday } from '#kernel/civil-date.ts';
import { Button, PrintButton } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { ConfirmDialog, Dialog } from '#ui-kit/dialog.tsx';
import { Badge, EmptyState, fieldRefusal, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { DateField, SelectField, TextField } from '#ui-kit/fields.tsx';
import { IconPlus } from '#ui-kit/icons.tsx';
import { Page, Row, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { useSay } from '#ui-kit/text.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { removeDayOff, setDayOff } from '../contract.ts';
import { DAY_OFF_KINDS, type DayOffKind } from '../domain/day-off.ts';
import { type DaysOff, daysOffQuery } from './queries.ts';
import { useRulebooksText } from './text.ts';

type Day = DaysOff['days'][number];

/** The calendar of a year by which terms in working days are counted. */
export function DaysOffPage() {
  const t = useRulebooksText();
  const say = useSay();
  const [year, setYear] = useState<number | null>(null);
  const { data, error, refetch } = useQuery({ ...daysOffQuery(year), placeholderData: keepPreviousData });
  const [editing, setEditing] = useState<Day | 'new' | null>(null);
  const [removing, setRemoving] = useState<Day | null>(null);
  const unitId = data?.changesThrough ?? null;
  const shownYear = year ?? data?.year ?? null;
  const years = [...new Set([...(data?.years ?? []), ...(data ? [data.year] : [])])].toSorted(
    (a, b) => a - b,
  );
  const next = (years.at(-1) ?? 0) + 1;
  const columns: Column<Day>[] = [
    {
      key: 'day',
      header: t('day'),
      text: (d) => formatCivilDate(d.day),
      sortKey: (d) => d.day,
      primary: true,
    },
    {
      key: 'weekday',
      header: t('weekday'),
      text: (d) => t(`weekday_${weekday(d.day) as 1}`),
      sortKey: (d) => weekday(d.day),
    },
    { key: 'name', header: t('dayName'), text: (d) => say(d.name) },
    { key: 'kind', header: t('dayKind'), text: (d) => t(`kind_${d.kind}`) },
    {
      key: 'source',
      header: t('daySource'),
      text: (d) => d.source.document,
      cell: (d) => (
        <>
          {d.source.document}
          {!d.source.verified && (
            <>
              {' '}
              <Badge tone="warn">{say({ vi: 'chưa kiểm chứng', en: 'not verified' })}</Badge>
            </>
          )}
        </>
      ),
    },
    ...(unitId
      ? [
          {
            key: 'change',
            header: t('change'),
            text: () => '',
            isAction: true,
            cell: (d: Day) => (
              <Row gap="small">
                <Button label={t('changeDay', { day: formatCivilDate(d.day) })} onClick={() => setEditing(d)}>
                  {t('edit')}
                </Button>
                <Button
                  kind="plain"
                  label={t('removeDay', { day: formatCivilDate(d.day) })}
                  onClick={() => setRemoving(d)}
                >
                  {t('remove')}
                </Button>
              </Row>
            ),
          },
        ]
      : []),
  ];
  const addButton = unitId && (
    <Button kind="main" icon={<IconPlus />} onClick={() => setEditing('new')}>
      {t('addDay')}
    </Button>
  );
  return (
    <Page title={t('daysOff')} lead={t('daysOffLead')} action={addButton || <PrintButton />} width="wide">
      <Stack gap="large">
        {data && (
          <SelectField
            label={t('year')}
            value={String(shownYear)}
            onChange={(chosen) => setYear(Number(chosen))}
            options={[...years, next].map((one) => ({ value: String(one), label: String(one) }))}
          />
        )}
        {data && !unitId && <Notice>{t('onlyTop')}</Notice>}
        <DataTable
          caption={t('daysOff')}
          name="days-off"
          columns={columns}
          rows={data?.days}
          rowKey={(d) => d.day}
          error={error ?? undefined}
          onRetry={() => refetch()}
          initialSort={{ key: 'day', direction: 'ascending' }}
          exportName={`lich-nghi-${shownYear}`}
          empty={
            <EmptyState title={t('noDays')} action={addButton || undefined}>
              {t('noDaysText')}
            </EmptyState>
          }
        />
      </Stack>
      {editing && unitId && (
        <DayDialog
          unitId={unitId}
          day={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
      {removing && unitId && (
        <RemoveDialog unitId={unitId} day={removing} onClose={() => setRemoving(null)} />
      )}
    </Page>
  );
}

function DayDialog({ unitId, day, onClose }: { unitId: string; day: Day | null; onClose: () => void }) {
  const t = useRulebooksText();
  const say = useSay();
  const [on, setOn] = useState<CivilDate | null>(day?.day ?? null);
  const [kind, setKind] = useState<DayOffKind | null>(day?.kind ?? null);
  const [name, setName] = useState(day ? say(day.name) : '');
  const [document, setDocument] = useState(day?.source.verified ? day.source.document : '');
  const [documentOn, setDocumentOn] = useState<CivilDate | null>(day?.source.on ?? null);
  const save = useWrite<typeof setDayOff>('PUT /api/units/:unitId/days-off/:day', {
    invalidates: [['days-off']],
    onDone: () => {
      showToast({ text: t('daySaved') });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={day ? t('changeDay', { day: formatCivilDate(day.day) }) : t('addDay')}
      busy={save.isPending}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            kind="main"
            busy={save.isPending}
            disabled={!on || !kind || !name.trim() || !document.trim()}
            onClick={() =>
              on &&
              kind &&
              save.mutate({ params: { unitId, day: on }, body: { kind, name, document, documentOn } })
            }
          >
            {t('saveDay')}
          </Button>
        </>
      }
    >
      <Stack>
        <DateField label={t('day')} value={on} onChange={setOn} disabled={day !== null} required />
        <SelectField
          label={t('dayKind')}
          value={kind}
          onChange={setKind}
          options={DAY_OFF_KINDS.map((one) => ({ value: one, label: t(`kind_${one}`) }))}
          error={fieldRefusal(save.error, 'kind')}
          required
        />
        <TextField label={t('dayName')} value={name} onChange={setName} maxLength={200} required />
        <TextField
          label={t('dayDocument')}
          value={document}
          onChange={setDocument}
          maxLength={200}
          error={fieldRefusal(save.error, 'document')}
          required
        />
        <DateField label={t('documentOn')} value={documentOn} onChange={setDocumentOn} />
        <RefusalNotice refusal={save.error} />
      </Stack>
    </Dialog>
  );
}

function RemoveDialog({ unitId, day, onClose }: { unitId: string; day: Day; onClose: () => void }) {
  const t = useRulebooksText();
  const remove = useWrite<typeof removeDayOff>('DELETE /api/units/:unitId/days-off/:day', {
    invalidates: [['days-off']],
    onDone: () => {
      showToast({ text: t('dayRemoved') });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      title={t('removeDay', { day: formatCivilDate(day.day) })}
      confirmLabel={t('remove')}
      danger
      busy={remove.isPending}
      notice={<RefusalNotice refusal={remove.error} />}
      onClose={onClose}
      onConfirm={() => remove.mutate({ params: { unitId, day: day.day } })}
    >
      {t('removeDayText')}
    </ConfirmDialog>
  );
}
