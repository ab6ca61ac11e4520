import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type CivilDate, formatCivilDate, isCivilDate } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { PrintButton, TextLink } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { Badge, EmptyState, ErrorState, LoadingState } from '#ui-kit/feedback.tsx';
import { Checkbox, DateField, SelectField } from '#ui-kit/fields.tsx';
import { IconCheckRing } from '#ui-kit/icons.tsx';
import { useGo, usePageParams, usePageQuery } from '#ui-kit/page.ts';
import { Grid, Page, Section } from '#ui-kit/page-frame.tsx';
import { StatTile } from '#ui-kit/show.tsx';
import type { listSizeWarnings, SizeWarningKey } from '../contract.ts';
import { SIZE_WARNINGS } from '../domain/judge-size.ts';
import { warningsQuery } from './queries.ts';
import { useSizesText } from './text.ts';
import { useWarningWords } from './warning-words.ts';

type Listed = Answer<typeof listSizeWarnings>['units'][number];

/** Every unit at or below this one whose size does not go with its level. */
export function WarningsPage() {
  const t = useSizesText();
  const words = useWarningWords();
  const go = useGo();
  const { unitId } = usePageParams<'unitId'>();
  const query = usePageQuery();
  const on = query.on && isCivilDate(query.on) ? query.on : undefined;
  const warning = SIZE_WARNINGS.find((key) => key === query.warning);
  const [consented, setConsented] = useState(false);
  const list = useQuery({
    ...warningsQuery(unitId, { on, warning, consented }),
    placeholderData: keepPreviousData,
  });
  const addressOf = (wanted: { on?: CivilDate | undefined; warning?: SizeWarningKey | undefined }) => {
    const search = new URLSearchParams({
      ...(wanted.on ? { on: wanted.on } : {}),
      ...(wanted.warning ? { warning: wanted.warning } : {}),
    }).toString();
    return `/units/${unitId}/size-warnings${search ? `?${search}` : ''}`;
  };
  const data = list.data;
  const columns: Column<Listed>[] = [
    {
      key: 'name',
      header: t('name'),
      text: (unit) => unit.name,
      primary: true,
      cell: (unit) => <TextLink to={`/units/${unit.id}`}>{unit.name}</TextLink>,
    },
    { key: 'parent', header: t('parent'), text: (unit) => unit.parentName ?? '' },
    {
      key: 'warnings',
      header: t('warnings'),
      text: (unit) => unit.warnings.map((each) => `${words.title(each)} ${words.counted(each)}`).join(' '),
      brief: (unit) => (
        <ul className="k-plain-list">
          {unit.warnings.map((each) => (
            <li key={each.key}>
              {words.title(each)} {each.consent && <Badge tone="success">{t('consented')}</Badge>}
            </li>
          ))}
        </ul>
      ),
      cell: (unit) => (
        <ul className="k-plain-list">
          {unit.warnings.map((each) => (
            <li key={each.key}>
              <strong>{words.title(each)}.</strong> {words.counted(each)}
              {each.consent && (
                <>
                  {' '}
                  <Badge tone="success">{t('consented')}</Badge>{' '}
                  <span className="k-small">{words.paper(each.consent)}</span>
                </>
              )}
            </li>
          ))}
        </ul>
      ),
    },
    {
      key: 'members',
      header: t('members'),
      text: (unit) => String(unit.members),
      sortKey: (unit) => unit.members,
      brief: 'named',
      align: 'end',
    },
    {
      key: 'official',
      header: t('official'),
      text: (unit) => String(unit.official),
      sortKey: (unit) => unit.official,
      align: 'end',
    },
  ];
  return (
    <Page
      title={t('list')}
      lead={data && t('listLead', { unit: data.unit.name, day: formatCivilDate(data.day) })}
      back={{ to: `/units/${unitId}`, label: data?.unit.name ?? t('back') }}
      action={<PrintButton />}
      width="wide"
    >
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingState lines={8} />}
      {data && !list.isError && (
        <>
          {data.totals.length > 0 && (
            <Grid cell={15}>
              {data.totals.map((total) => (
                <StatTile
                  key={total.key}
                  label={words.title(total)}
                  value={total.open}
                  tone={total.open > 0 ? 'warn' : 'neutral'}
                  to={addressOf({ on, warning: total.key })}
                  {...(total.consented > 0 ? { note: t('consentedOf', { count: total.consented }) } : {})}
                />
              ))}
            </Grid>
          )}
          <Section>
            <Grid cell={16}>
              <SelectField<SizeWarningKey | 'all'>
                label={t('warnings')}
                value={warning ?? 'all'}
                onChange={(key) =>
                  go(addressOf({ on, warning: key === 'all' ? undefined : key }), { replace: true })
                }
                options={[
                  { value: 'all', label: t('all') },
                  ...SIZE_WARNINGS.map((key) => ({ value: key, label: words.title({ key }) })),
                ]}
              />
              <DateField
                label={t('day')}
                value={on ?? data.day}
                onChange={(day) => day && go(addressOf({ on: day, warning }), { replace: true })}
              />
            </Grid>
            <Checkbox label={t('showConsented')} checked={consented} onChange={setConsented} />
            {data.isCut && <p>{t('cut')}</p>}
            <DataTable
              caption={t('list')}
              isSlim
              name="size-warnings"
              columns={columns}
              rows={data.units}
              rowKey={(unit) => unit.id}
              searchLabel={t('searchList')}
              exportName="canh-bao-quy-mo"
              empty={
                <EmptyState title={t('nothing')} icon={IconCheckRing}>
                  {t('nothingText')}
                </EmptyState>
              }
            />
          </Section>
        </>
      )}
    </Page>
  );
}
