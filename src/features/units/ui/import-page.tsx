import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { CivilDate } from '#kernel/civil-date.ts';
import { type ErrorTable, fillFacts } from '#kernel/error-table.ts';
import { newId } from '#kernel/ids.ts';
import { Button, LinkButton } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { Badge, type BadgeTone, EmptyState, LoadingState, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { DateField, FileDrop, Segmented, TextField } from '#ui-kit/fields.tsx';
import { IconDownload } from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Grid, Page, Section, Stack } from '#ui-kit/page-frame.tsx';
import { StatTile } from '#ui-kit/show.tsx';
import type { ListCounts, ListedChange, ListPreview, ListVerdict } from '../contract.ts';
import { sampleList } from '../domain/import/sample-list.ts';
import { inWords, kindInWords } from '../domain/words.ts';
import { errors } from '../errors.ts';
import { useKindWords } from './kind-words.ts';
import { applyList, previewList, UNITS, unitQuery } from './queries.ts';
import { useUnitsText } from './text.ts';

const MOST_BYTES = 10 * 1024 * 1024;
const SHOWN = 1_000;

const TONES = {
  new: 'success',
  changed: 'info',
  same: 'neutral',
  refused: 'danger',
} as const satisfies Record<ListVerdict['verdict'], BadgeTone>;

function useChangeWords(): (change: ListedChange) => string {
  const t = useUnitsText();
  const { language } = useKindWords();
  return (change) => {
    if (change.field === 'area') return t('areaChange');
    if (change.field === 'kind')
      return t('becomes', {
        field: t('kind'),
        before: kindInWords(change.before, language),
        after: kindInWords(change.after, language),
      });
    if (change.field === 'parent')
      return t('becomes', { field: t('parent'), before: '…', after: change.after });
    return t('becomes', { field: t('name'), before: change.before, after: change.after });
  };
}

function Details({ verdict }: { verdict: ListVerdict }) {
  const t = useUnitsText();
  const { language } = useKindWords();
  const words = useChangeWords();
  if (verdict.verdict === 'refused')
    return (
      <ul className="k-plain-list">
        {verdict.refusals.map((refusal) => {
          const told = inWords(refusal, language);
          const row = (errors as ErrorTable)[refusal.code];
          return (
            <li key={refusal.code}>
              {row ? fillFacts(row[language], told.facts) : refusal.code}{' '}
              {row?.wayOut && <span className="k-soft">{row.wayOut[language]}</span>}
            </li>
          );
        })}
      </ul>
    );
  if (verdict.verdict === 'changed')
    return (
      <ul className="k-plain-list">
        {verdict.changes.map((change) => (
          <li key={change.field}>{words(change)}</li>
        ))}
      </ul>
    );
  return verdict.parentName ? t('under', { unit: verdict.parentName }) : null;
}

function Verdicts({ preview }: { preview: ListPreview }) {
  const t = useUnitsText();
  const words = useKindWords();
  const [wanted, setWanted] = useState<ListVerdict['verdict'] | 'all'>(
    preview.counts.refused > 0 ? 'refused' : 'all',
  );
  const present = (['new', 'changed', 'refused'] as const).filter((each) =>
    preview.verdicts.some(({ verdict }) => verdict === each),
  );
  const rows =
    wanted === 'all' ? preview.verdicts : preview.verdicts.filter(({ verdict }) => verdict === wanted);
  const columns: Column<ListVerdict>[] = [
    { key: 'name', header: t('name'), text: (row) => row.name || '—', primary: true },
    { key: 'row', header: t('row'), text: (row) => String(row.row), sortKey: (row) => row.row, align: 'end' },
    { key: 'code', header: t('code'), text: (row) => row.code ?? '' },
    { key: 'kind', header: t('kind'), text: (row) => (row.kind ? words.kind(row.kind) : '') },
    {
      key: 'verdict',
      header: t('verdict'),
      text: (row) => t(`verdict.${row.verdict}`),
      cell: (row) => <Badge tone={TONES[row.verdict]}>{t(`verdict.${row.verdict}`)}</Badge>,
    },
    {
      key: 'details',
      header: t('details'),
      text: (row) => row.refusals.map((refusal) => refusal.code).join(' '),
      cell: (row) => <Details verdict={row} />,
    },
  ];
  return (
    <Section title={t('verdicts')}>
      {present.length > 1 && (
        <Segmented<ListVerdict['verdict'] | 'all'>
          label={t('verdict')}
          labelHidden
          value={wanted}
          onChange={setWanted}
          options={[
            { value: 'all', label: t('all') },
            ...present.map((each) => ({ value: each, label: t(`verdict.${each}`) })),
          ]}
        />
      )}
      {Math.max(preview.counts.accepted, preview.counts.changed, preview.counts.refused) > SHOWN && (
        <p>{t('shownCut')}</p>
      )}
      <DataTable
        caption={t('verdicts')}
        name="units-import"
        columns={columns}
        rows={rows}
        rowKey={(row) => `${row.row} ${row.code} ${row.name}`}
        initialSort={{ key: 'row', direction: 'ascending' }}
        searchLabel={t('searchChildren')}
        empty={<EmptyState title={t('nothingToWrite')} />}
      />
    </Section>
  );
}

function Counts({ counts }: { counts: ListCounts }) {
  const t = useUnitsText();
  return (
    <Grid cell={9}>
      <StatTile label={t('verdict.new')} value={counts.accepted} tone="success" />
      <StatTile label={t('verdict.changed')} value={counts.changed} tone="info" />
      <StatTile label={t('verdict.same')} value={counts.same} tone="neutral" />
      <StatTile
        label={t('verdict.refused')}
        value={counts.refused}
        tone={counts.refused ? 'danger' : 'neutral'}
      />
      <StatTile label={t('absent')} value={counts.absent} tone="neutral" />
    </Grid>
  );
}

type Done = { accepted: number; same: number; changed: number };

/** From the list that exists to the tree: choose, see every row, write all of it or nothing. */
export function ImportPage() {
  const t = useUnitsText();
  const queries = useQueryClient();
  const { unitId } = usePageParams<'unitId'>();
  const unit = useQuery(unitQuery(unitId, undefined));
  const [file, setFile] = useState<File | null>(null);
  const [from, setFrom] = useState<CivilDate | null>(null);
  const [decision, setDecision] = useState('');
  const [preview, setPreview] = useState<ListPreview | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState<'reading' | 'applying' | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const { language } = useKindWords();
  const requestKey = useRef(newId());
  const latest = useRef(0);

  const saveSample = () => {
    const link = document.createElement('a');
    const url = URL.createObjectURL(new Blob([sampleList(language)], { type: 'text/csv;charset=utf-8' }));
    link.href = url;
    link.download = t('sampleName');
    link.click();
    URL.revokeObjectURL(url);
  };
  const judge = async (chosen: File, day: CivilDate | null) => {
    const mine = ++latest.current;
    setBusy('reading');
    setError(null);
    requestKey.current = newId();
    try {
      const judged = await previewList(unitId, chosen, day);
      if (mine === latest.current) setPreview(judged);
    } catch (reason) {
      if (mine === latest.current) setError(reason);
    } finally {
      if (mine === latest.current) setBusy(null);
    }
  };
  const choose = (files: File[]) => {
    const [chosen] = files;
    if (!chosen) return;
    setPreview(null);
    setError(null);
    const isTooLarge = chosen.size > MOST_BYTES;
    setProblem(isTooLarge ? t('tooLarge', { size: Math.round(chosen.size / 1024 / 1024) }) : undefined);
    setFile(isTooLarge ? null : chosen);
    if (!isTooLarge) void judge(chosen, from);
  };
  const apply = async () => {
    if (!file || !preview || busy) return;
    setBusy('applying');
    setError(null);
    const { accepted, same, changed } = preview.counts;
    try {
      setDone(
        await applyList(unitId, file, {
          from,
          expect: [accepted, same, changed].join(','),
          decision,
          requestKey: requestKey.current,
        }),
      );
      await queries.invalidateQueries({ queryKey: [...UNITS] });
    } catch (reason) {
      setError(reason);
      requestKey.current = newId();
    } finally {
      setBusy(null);
    }
  };
  const counts = preview?.counts;
  const writes = counts ? counts.accepted + counts.changed : 0;
  return (
    <Page
      title={t('importTitle')}
      lead={unit.data && t('importLead', { unit: unit.data.unit.name })}
      back={{ to: `/units/${unitId}`, label: unit.data?.unit.name ?? t('toUnit') }}
      width="wide"
    >
      {done ? (
        <Section>
          <Notice
            tone="success"
            title={t('doneTitle')}
            urgent
            action={
              <LinkButton kind="main" to={`/units/${unitId}/tree`}>
                {t('openTree')}
              </LinkButton>
            }
          >
            {t('doneText', done)}
          </Notice>
        </Section>
      ) : (
        <>
          <Section>
            <Grid cell={18}>
              <DateField
                label={t('listFrom')}
                value={from ?? unit.data?.today ?? null}
                onChange={(day) => {
                  setFrom(day);
                  if (file && day) void judge(file, day);
                }}
              />
              <TextField label={t('listDecision')} value={decision} onChange={setDecision} maxLength={100} />
            </Grid>
            <FileDrop
              label={t('chooseFile')}
              hint={t('chooseFileHint')}
              accept=".xlsx,.xls,.csv,.tsv,.txt"
              busy={busy !== null}
              {...(problem ? { error: problem } : {})}
              {...(file ? { buttonLabel: t('otherFile') } : {})}
              onFiles={choose}
            />
            {file ? (
              <p className="k-soft">{file.name}</p>
            ) : (
              <Button icon={<IconDownload />} onClick={saveSample}>
                {t('sampleList')}
              </Button>
            )}
          </Section>
          {error !== null && <RefusalNotice refusal={error} />}
          {busy === 'reading' && !preview && <LoadingState lines={5} label={t('reading')} />}
          {preview && counts && (
            <>
              <Counts counts={counts} />
              {counts.refused > 0 && (
                <Notice tone="warn" title={t('refusedNotice', { count: counts.refused })}>
                  {t('refusedNoticeText')}
                </Notice>
              )}
              <Verdicts key={Object.values(counts).join()} preview={preview} />
              {preview.absent.length > 0 && (
                <Section title={t('absent')} lead={t('absentText')}>
                  <details>
                    <summary>{t('unitsBelow', { count: counts.absent })}</summary>
                    <ul className="k-plain-list">
                      {preview.absent.map((each) => (
                        <li key={`${each.code} ${each.name}`}>
                          {each.name} <span className="k-small">{each.code}</span>
                        </li>
                      ))}
                    </ul>
                  </details>
                </Section>
              )}
              <Section>
                <Stack>
                  {writes === 0 && counts.refused === 0 && <p>{t('nothingToWrite')}</p>}
                  <Button
                    kind="main"
                    size="large"
                    busy={busy === 'applying'}
                    disabled={busy === 'reading' || writes === 0 || counts.refused > 0}
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
