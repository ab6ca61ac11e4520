import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { fillFacts } from '#kernel/error-table.ts';
import { newId } from '#kernel/ids.ts';
import { Button, LinkButton } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { Badge, type BadgeTone, EmptyState, LoadingState, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { Checkbox, FileDrop, Segmented, SelectField } from '#ui-kit/fields.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Grid, Page, Section, Stack } from '#ui-kit/page-frame.tsx';
import { StatTile } from '#ui-kit/show.tsx';
import { useLanguage } from '#ui-kit/text.ts';
import type {
  ColumnGuess,
  ImportCounts,
  ImportField,
  ImportMapping,
  JudgedList,
  RowVerdict,
} from '../contract.ts';
import { importErrors } from '../domain/import/import-errors.ts';
import { type FieldChange, type ImportedDate, importFields } from '../domain/import/import-types.ts';
import { applyList, previewList } from './queries.ts';
import { showLooseDate } from './record-facts.tsx';
import { STATUS_KEYS, useFieldText, useMembersText } from './text.ts';

const MOST_BYTES = 10 * 1024 * 1024;

const VERDICTS = {
  new: ['verdictNew', 'success'],
  changed: ['verdictChanged', 'info'],
  same: ['verdictSame', 'neutral'],
  left: ['verdictLeft', 'warn'],
  refused: ['verdictRefused', 'danger'],
} as const satisfies Record<RowVerdict['verdict'], readonly [string, BadgeTone]>;

const countsText = (c: ImportCounts) => [c.accepted, c.changed, c.same, c.refused, c.left].join(',');

function ColumnChoice({
  column,
  onChange,
}: {
  column: ColumnGuess;
  onChange: (field: ImportField | null) => void;
}) {
  const t = useMembersText();
  const f = useFieldText();
  return (
    <div className="k-stack" data-gap="small">
      <SelectField<string>
        label={`${t('column', { letter: column.letter })}: ${column.header || '—'}`}
        hint={
          <>
            {column.samples.length > 0 && t('samples', { samples: column.samples.join(' · ') })}
            {column.field && ` (${t(column.confidence)})`}
          </>
        }
        value={column.field ?? ''}
        onChange={(value) => onChange(value === '' ? null : (value as ImportField))}
        options={[
          { value: '', label: t('notRead') },
          ...importFields.map((field) => ({ value: field, label: f(field) })),
        ]}
      />
    </div>
  );
}

function Details({ row }: { row: RowVerdict }) {
  const t = useMembersText();
  const f = useFieldText();
  const { language } = useLanguage();
  const shown = (value: FieldChange['before']): string => {
    if (value === null) return t('nothing');
    if (typeof value === 'string')
      return value in STATUS_KEYS ? t(STATUS_KEYS[value as keyof typeof STATUS_KEYS]) : value;
    return showLooseDate(value as ImportedDate) ?? '';
  };
  if (row.verdict === 'refused')
    return (
      <ul className="k-plain-list">
        {row.refusals.map((refusal, i) => {
          const text = importErrors[refusal.code as keyof typeof importErrors];
          return (
            <li key={`${refusal.code}${i}`}>
              {text ? fillFacts(text[language], refusal.facts) : refusal.code}{' '}
              {text?.wayOut && <span className="k-soft">{text.wayOut[language]}</span>}
            </li>
          );
        })}
      </ul>
    );
  if (row.verdict === 'changed')
    return (
      <ul className="k-plain-list">
        {row.changes.map((change) => (
          <li key={change.field}>
            {t('becomes', {
              field: f(change.field as ImportField),
              before: shown(change.before),
              after: shown(change.after),
            })}
          </li>
        ))}
      </ul>
    );
  if (row.verdict === 'left') return <>{t(row.leaving?.effect === 'end' ? 'leavesToday' : 'leftAlready')}</>;
  return null;
}

function Verdicts({ preview }: { preview: JudgedList }) {
  const t = useMembersText();
  const [wanted, setWanted] = useState<RowVerdict['verdict'] | 'all'>(
    preview.counts.refused > 0 ? 'refused' : 'all',
  );
  const rows = wanted === 'all' ? preview.rows : preview.rows.filter((row) => row.verdict === wanted);
  const present = (Object.keys(VERDICTS) as RowVerdict['verdict'][]).filter((v) =>
    preview.rows.some((row) => row.verdict === v),
  );
  const columns: Column<RowVerdict>[] = [
    {
      key: 'name',
      header: t('name'),
      text: (row) => row.draft?.fullName ?? '—',
      primary: true,
    },
    {
      key: 'row',
      header: t('row'),
      text: (row) => row.rowNumbers.join(', '),
      sortKey: (row) => row.rowNumber,
      align: 'end',
    },
    {
      key: 'verdict',
      header: t('verdict'),
      text: (row) => t(VERDICTS[row.verdict][0]),
      cell: (row) => <Badge tone={VERDICTS[row.verdict][1]}>{t(VERDICTS[row.verdict][0])}</Badge>,
    },
    {
      key: 'details',
      header: t('details'),
      text: (row) => row.refusals.map((r) => r.code).join(' '),
      cell: (row) => <Details row={row} />,
    },
  ];
  return (
    <Section title={t('verdicts')}>
      <Segmented<RowVerdict['verdict'] | 'all'>
        label={t('verdict')}
        labelHidden
        value={wanted}
        onChange={setWanted}
        options={[
          { value: 'all', label: t('all') },
          ...present.map((v) => ({ value: v, label: t(VERDICTS[v][0]) })),
        ]}
      />
      <DataTable
        caption={t('verdicts')}
        name="import-verdicts"
        columns={columns}
        rows={rows}
        rowKey={(row) => String(row.rowNumber)}
        initialSort={{ key: 'row', direction: 'ascending' }}
        searchLabel={t('search')}
        empty={<EmptyState title={t('nothingToWrite')} />}
      />
    </Section>
  );
}

/** From the file that exists to the list in Gốc: upload, correct the columns, see every row, write all or nothing. */
export function ImportPage() {
  const t = useMembersText();
  const queries = useQueryClient();
  const { branchId } = usePageParams<'branchId'>();
  const [file, setFile] = useState<File | null>(null);
  const [mapping, setMapping] = useState<ImportMapping | null>(null);
  const [preview, setPreview] = useState<JudgedList | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState<'reading' | 'applying' | null>(null);
  const [skipRefused, setSkipRefused] = useState(false);
  const [done, setDone] = useState<ImportCounts | null>(null);
  const requestKey = useRef(newId());
  const latest = useRef(0);

  const judge = async (chosen: File, wanted: ImportMapping | null) => {
    const mine = ++latest.current;
    setBusy('reading');
    setError(null);
    try {
      const judged = await previewList(branchId, chosen, wanted);
      if (mine === latest.current) setPreview(judged);
    } catch (reason) {
      if (mine === latest.current) setError(reason);
    } finally {
      if (mine === latest.current) setBusy(null);
    }
  };
  const choose = (files: File[]) => {
    const chosen = files[0];
    if (!chosen) return;
    setPreview(null);
    setMapping(null);
    setDone(null);
    setSkipRefused(false);
    setError(null);
    if (chosen.size > MOST_BYTES) {
      setFile(null);
      setProblem(t('tooLarge', { size: Math.round(chosen.size / 1024 / 1024) }));
      return;
    }
    setProblem(undefined);
    setFile(chosen);
    void judge(chosen, null);
  };
  const remap = (next: ImportMapping) => {
    setMapping(next);
    requestKey.current = newId();
    if (file) void judge(file, next);
  };
  const apply = async () => {
    if (!file || !preview || busy) return;
    setBusy('applying');
    setError(null);
    try {
      const counts = await applyList(branchId, file, mapping, {
        expect: countsText(preview.counts),
        skipRefused,
        requestKey: requestKey.current,
      });
      setDone(counts);
      await queries.invalidateQueries({ queryKey: ['members', branchId] });
    } catch (reason) {
      setError(reason);
      requestKey.current = newId();
    } finally {
      setBusy(null);
    }
  };

  const counts = preview?.counts;
  const writes = counts ? counts.accepted + counts.changed + counts.left : 0;
  return (
    <Page
      title={t('importTitle')}
      lead={t('importLead')}
      back={{ to: `/branches/${branchId}/members`, label: t('backToMembers') }}
      width="wide"
    >
      {done ? (
        <Section>
          <Notice
            tone="success"
            title={t('doneTitle')}
            urgent
            action={
              <LinkButton kind="main" to={`/branches/${branchId}/members`}>
                {t('toMembers')}
              </LinkButton>
            }
          >
            {t('doneText', done)}
          </Notice>
        </Section>
      ) : (
        <>
          <Section>
            <FileDrop
              label={t('chooseFile')}
              hint={t('chooseFileHint')}
              accept=".xlsx,.xls,.csv,.tsv,.txt"
              busy={busy !== null}
              {...(problem ? { error: problem } : {})}
              {...(file ? { buttonLabel: t('otherFile') } : {})}
              onFiles={choose}
            />
            {file && <p className="k-soft">{file.name}</p>}
          </Section>
          {error !== null && (
            <RefusalNotice
              refusal={error}
              {...(file && !preview ? { onRetry: () => void judge(file, mapping) } : {})}
            />
          )}
          {busy === 'reading' && !preview && <LoadingState lines={5} label={t('reading')} />}
          {preview && counts && (
            <>
              <Grid cell={8}>
                <StatTile label={t('verdictNew')} value={counts.accepted} tone="success" />
                <StatTile label={t('verdictChanged')} value={counts.changed} tone="info" />
                <StatTile label={t('verdictSame')} value={counts.same} tone="neutral" />
                <StatTile label={t('verdictLeft')} value={counts.left} tone="warn" />
                <StatTile
                  label={t('verdictRefused')}
                  value={counts.refused}
                  tone={counts.refused ? 'danger' : 'neutral'}
                />
              </Grid>
              <Section title={t('columns')} lead={t('columnsLead')}>
                {preview.sheets.length > 1 && (
                  <SelectField<string>
                    label={t('sheet')}
                    value={preview.sheet}
                    onChange={(sheet) => remap({ sheet })}
                    options={preview.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
                  />
                )}
                <Grid cell={18}>
                  {preview.columns.map((column) => (
                    <ColumnChoice
                      key={column.index}
                      column={column}
                      onChange={(field) =>
                        remap({ ...mapping, columns: { ...mapping?.columns, [column.index]: field } })
                      }
                    />
                  ))}
                </Grid>
              </Section>
              <Verdicts key={countsText(counts)} preview={preview} />
              <Section>
                <Stack>
                  {preview.alikeRows.length > 0 && (
                    <Notice tone="warn" title={t('alikeNotice', { count: preview.alikeRows.length })}>
                      {t('alikeText', { rows: preview.alikeRows.join(', ') })}
                    </Notice>
                  )}
                  {counts.refused > 0 && (
                    <Notice tone="warn" title={t('refusedNotice', { count: counts.refused })}>
                      <p>{t('refusedNoticeText')}</p>
                      <Checkbox label={t('skipRefused')} checked={skipRefused} onChange={setSkipRefused} />
                    </Notice>
                  )}
                  {writes === 0 && <p>{t('nothingToWrite')}</p>}
                  <Button
                    kind="main"
                    size="large"
                    busy={busy === 'applying'}
                    disabled={busy === 'reading' || writes === 0 || (counts.refused > 0 && !skipRefused)}
                    onClick={() => void apply()}
                  >
                    {busy === 'applying' ? t('applying') : t('apply')}
                  </Button>
                </Stack>
              </Section>
            </>
          )}
        </>
      )}
    </Page>
  );
}
