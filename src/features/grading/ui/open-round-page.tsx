import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { addDays, addMonths, civilDateAt, formatYearMonth, monthOf } from '#kernel/civil-date.ts';
import { fieldRefusal, Notice, RefusalNotice, RuleLine } from '#ui-kit/feedback.tsx';
import { Segmented, SelectField, TextField } from '#ui-kit/fields.tsx';
import { useGo, usePageParams } from '#ui-kit/page.ts';
import { Grid, Page, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { SendButton } from '#ui-kit/send-button.tsx';
import { useSay } from '#ui-kit/text.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { openRound, RoundKind } from '../contract.ts';
import { CalendarFields, type Days } from './calendar-fields.tsx';
import { previewQuery } from './queries.ts';
import { RulesList } from './rules-list.tsx';
import { KIND_KEYS, useGradingText } from './text.ts';

const KINDS = Object.keys(KIND_KEYS) as RoundKind[];
const two = (n: number) => String(n).padStart(2, '0');

/** Opens a round: its kind and months, its days, and by which rules it goes. */
export function OpenRoundPage() {
  const t = useGradingText();
  const say = useSay();
  const go = useGo();
  const { unitId } = usePageParams<'unitId'>();
  const today = civilDateAt(Date.now());
  const thisYear = Number(today.slice(0, 4));
  const [kind, setKind] = useState<RoundKind>('year');
  const [year, setYear] = useState(String(thisYear));
  const [quarter, setQuarter] = useState(String(Math.ceil(Number(today.slice(5, 7)) / 3)));
  const [fromMonth, setFromMonth] = useState(addMonths(monthOf(today), -5));
  const [toMonth, setToMonth] = useState(monthOf(today));
  const [typed, setTyped] = useState<string | null>(null);
  const [days, setDays] = useState<Days>({
    selfBy: addDays(today, 10),
    appraiseBy: addDays(today, 17),
    decideBy: addDays(today, 24),
  });
  const firstOfQuarter = (Number(quarter) - 1) * 3 + 1;
  const [from, to] =
    kind === 'year'
      ? [`${year}-01`, `${year}-12`]
      : kind === 'quarter'
        ? [`${year}-${two(firstOfQuarter)}`, `${year}-${two(firstOfQuarter + 2)}`]
        : [fromMonth, toMonth];
  const suggested = {
    year: t('nameYear', { year }),
    quarter: t('nameQuarter', { quarter, year }),
    term: t('nameTerm'),
    'as-needed': t('nameAsNeeded'),
  }[kind];
  const title = typed ?? suggested;
  const preview = useQuery(previewQuery(unitId, from, to));
  const open = useWrite<typeof openRound>('POST /api/units/:unitId/gradings', {
    invalidates: [['gradings', unitId], ['grading-results']],
    onDone: ({ id, branches }) => {
      showToast({ text: t('openedDone', { count: branches }) });
      go(`/units/${unitId}/gradings/${id}`, { replace: true });
    },
  });
  const { selfBy, appraiseBy, decideBy } = days;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (selfBy === null || appraiseBy === null || decideBy === null) return;
    open.mutate({
      params: { unitId },
      body: { kind, title, fromMonth: from, toMonth: to, selfBy, appraiseBy, decideBy },
    });
  };
  const years = [thisYear, thisYear - 1].map(String);
  // A term is sixty months; what is called for when needed lies within it.
  const months = Array.from({ length: 60 }, (_, back) => addMonths(monthOf(today), -back));
  const monthOptions = months.map((value) => ({ value, label: formatYearMonth(value) }));
  const rulebook = preview.data?.rulebook;
  return (
    <Page
      title={t('open')}
      lead={preview.data?.unit.name}
      back={{ to: `/units/${unitId}/gradings`, label: t('title') }}
    >
      <form onSubmit={submit}>
        <Stack>
          <Section>
            <Segmented
              label={t('kind')}
              value={kind}
              onChange={setKind}
              options={KINDS.map((value) => ({ value, label: t(KIND_KEYS[value]) }))}
            />
            <Grid cell={11}>
              {(kind === 'year' || kind === 'quarter') && (
                <SelectField
                  label={t('year')}
                  value={year}
                  onChange={setYear}
                  options={years.map((value) => ({ value, label: value }))}
                  error={fieldRefusal(open.error, 'fromMonth')}
                />
              )}
              {kind === 'quarter' && (
                <SelectField
                  label={t('quarter')}
                  value={quarter}
                  onChange={setQuarter}
                  options={['1', '2', '3', '4'].map((value) => ({ value, label: value }))}
                />
              )}
              {(kind === 'term' || kind === 'as-needed') && (
                <>
                  <SelectField
                    label={t('fromMonth')}
                    value={fromMonth}
                    onChange={setFromMonth}
                    options={monthOptions}
                    error={fieldRefusal(open.error, 'fromMonth')}
                  />
                  <SelectField
                    label={t('toMonth')}
                    value={toMonth}
                    onChange={setToMonth}
                    options={monthOptions}
                    error={fieldRefusal(open.error, 'toMonth')}
                  />
                </>
              )}
            </Grid>
            <TextField
              label={t('name')}
              value={title}
              onChange={setTyped}
              maxLength={200}
              required
              error={fieldRefusal(open.error, 'title')}
            />
          </Section>
          <Section title={t('calendar')} lead={t('calendarLead')}>
            <CalendarFields days={days} onChange={setDays} error={open.error} />
          </Section>
          <Section title={t('rules')} lead={t('rulesLead')}>
            {preview.isError && <RefusalNotice refusal={preview.error} />}
            {rulebook && (
              <p>
                {say(rulebook.title)} <RuleLine rule={rulebook.source} />
              </p>
            )}
            <RulesList rules={preview.data?.rules ?? []} />
          </Section>
          <Section>
            {preview.data?.branches === 0 && <Notice tone="warn">{t('noneLeft')}</Notice>}
            {preview.data && preview.data.branches > 0 && (
              <p>
                <strong>{t('branchesIn', { count: preview.data.branches })}</strong>
              </p>
            )}
            {open.isError && <RefusalNotice refusal={open.error} />}
            <div>
              <SendButton
                type="submit"
                kind="main"
                size="large"
                busy={open.isPending}
                missing={[
                  title.trim() === '' && t('name'),
                  selfBy === null && t('selfBy'),
                  appraiseBy === null && t('appraiseBy'),
                  decideBy === null && t('decideBy'),
                ]}
              >
                {t('open')}
              </SendButton>
            </div>
          </Section>
        </Stack>
      </form>
    </Page>
  );
}
