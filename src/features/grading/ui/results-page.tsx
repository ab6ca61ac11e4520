import { useQuery } from '@tanstack/react-query';
import { UNIT_GRADES } from '#features/rulebooks/contract.ts';
import type { Answer } from '#kernel/route.ts';
import { PrintButton, TextLink } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { EmptyState, ErrorState, LoadingState } from '#ui-kit/feedback.tsx';
import { SelectField } from '#ui-kit/fields.tsx';
import { IconScore } from '#ui-kit/icons.tsx';
import { useGo, usePageParams, usePageQuery } from '#ui-kit/page.ts';
import { Page, Section, Stack } from '#ui-kit/page-frame.tsx';
import { CountBar, KeyValue } from '#ui-kit/show.tsx';
import { useSay } from '#ui-kit/text.ts';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { getRollUp, RollUpRow } from '../contract.ts';
import { gradeWords } from '../domain/words.ts';
import { rollUpQuery } from './queries.ts';
import { GRADE_TONES, periodWords, useGradingText } from './text.ts';

type View = Answer<typeof getRollUp>;
type Period = View['periods'][number];
const nameOf = ({ from, to, kind }: Period) => `${from}_${to}_${kind}`;

/** What grade the branches below have, by the units directly below, against the round before. */
export function ResultsPage() {
  const t = useGradingText();
  const say = useSay();
  const go = useGo();
  const { unitId } = usePageParams<'unitId'>();
  const { period } = usePageQuery();
  const query = useQuery(rollUpQuery(unitId, period));
  const view = query.data;
  const back = { to: `/units/${unitId}/gradings`, label: t('title') };
  if (!view)
    return (
      <Page title={t('results')} back={back}>
        {query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <LoadingState lines={8} />
        )}
      </Page>
    );
  const { shown, totals, before } = view;
  const asked = shown ? `?period=${nameOf(shown)}` : '';
  const [above] = view.above;
  const wayOf = (row: RollUpRow) =>
    row.id === null
      ? null
      : row.roundId === null
        ? `/units/${row.id}/grading-results${asked}`
        : `/units/${row.id}/grading/${row.roundId}`;
  const number = (key: string, header: string, of: (row: RollUpRow) => number): Column<RollUpRow> => ({
    key,
    header,
    text: (row) => formatNumber(of(row)),
    sortKey: of,
    align: 'end',
  });
  const columns: Column<RollUpRow>[] = [
    {
      key: 'unit',
      header: t('unit'),
      text: (row) => (row.id === null ? t('ended') : row.name),
      cell: (row) => {
        const to = wayOf(row);
        return to ? <TextLink to={to}>{row.name}</TextLink> : t('ended');
      },
      primary: true,
    },
    {
      key: 'sent',
      header: t('sentOf'),
      text: (row) => t('ofBranches', { count: row.sent, branches: row.due }),
      sortKey: (row) => (row.due ? row.sent / row.due : null),
      align: 'end',
      brief: 'named',
    },
    { ...number('decided', t('decidedOf'), (row) => row.decided), brief: 'named' },
    ...UNIT_GRADES.map((grade) => number(grade, say(gradeWords[grade]), (row) => row.byGrade[grade])),
    {
      key: 'change',
      header: t('comparison'),
      text: ({ better, same, worse }) =>
        better + same + worse === 0 ? '–' : t('changeInGrade', { better, same, worse }),
      sortKey: (row) => row.better - row.worse,
      isLong: true,
    },
    { ...number('left-out', t('leftOutCount'), (row) => row.leftOut), hiddenAtFirst: true },
  ];
  const parts = (grades: View['before']) =>
    UNIT_GRADES.map((grade) => ({
      key: grade,
      label: say(gradeWords[grade]),
      count: grades[grade],
      tone: GRADE_TONES[grade],
    }));
  const hasBefore = UNIT_GRADES.some((grade) => before[grade] > 0);
  return (
    <Page
      title={t('results')}
      lead={`${view.unit.name}. ${t('resultsLead')}`}
      back={above ? { to: `/units/${above.id}/grading-results${asked}`, label: above.name } : back}
      width="wide"
      action={<PrintButton />}
    >
      {shown === null ? (
        <EmptyState icon={IconScore} title={t('resultsEmpty')}>
          {t('resultsEmptyText')}
        </EmptyState>
      ) : (
        <Stack>
          <Section>
            <Stack>
              <SelectField
                label={t('period')}
                value={nameOf(shown)}
                onChange={(value) =>
                  go(`/units/${unitId}/grading-results?period=${value}`, { replace: true })
                }
                options={view.periods.map((one) => ({ value: nameOf(one), label: periodWords(t, one) }))}
              />
              <KeyValue
                facts={[
                  { label: t('due'), value: formatNumber(totals.due) },
                  { label: t('sentOf'), value: formatNumber(totals.sent) },
                  { label: t('decidedOf'), value: formatNumber(totals.decided) },
                  ...(hasBefore
                    ? [
                        {
                          label: t('comparison'),
                          value: t('changeInGrade', {
                            better: totals.better,
                            same: totals.same,
                            worse: totals.worse,
                          }),
                        },
                      ]
                    : []),
                ]}
              />
              <h3>{t('nowGrades')}</h3>
              <CountBar label={t('nowGrades')} parts={parts(totals.byGrade)} />
              {hasBefore && (
                <>
                  <h3>{t('beforeGrades')}</h3>
                  <CountBar label={t('beforeGrades')} parts={parts(before)} />
                </>
              )}
            </Stack>
          </Section>
          <Section>
            <DataTable
              caption={t('results')}
              name="grading-results"
              columns={columns}
              rows={view.rows}
              rowKey={(row) => row.id ?? 'ended'}
              holdsFirst
              empty={<EmptyState icon={IconScore} title={t('resultsEmpty')} />}
            />
          </Section>
        </Stack>
      )}
    </Page>
  );
}
