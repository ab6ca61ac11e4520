import { Grid, Section } from '#ui-kit/page-frame.tsx';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { RollCounts } from '../contract.ts';
import { AGE_KEYS, STATUS_KEYS, useMembersText } from './text.ts';

function Counted({ title, lines }: { title: string; lines: readonly { label: string; count: number }[] }) {
  const t = useMembersText();
  const all = lines.reduce((sum, line) => sum + line.count, 0);
  return (
    <table className="k-table" style={{ alignSelf: 'start' }}>
      <caption>{title}</caption>
      <thead className="k-hidden">
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">{t('people')}</th>
          <th scope="col">%</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ label, count }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td data-align="end">{formatNumber(count)}</td>
            <td data-align="end">{all === 0 ? '–' : `${formatNumber((count / all) * 100, 1)}%`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A branch in numbers, for those who have no reason to know its members by name. */
export function RollInNumbers({ counts }: { counts: RollCounts }) {
  const t = useMembersText();
  const known = <Line extends { count: number }>(
    lines: readonly Line[],
    isUnknown: (line: Line) => boolean,
  ) => lines.filter((line) => line.count > 0 || !isUnknown(line));
  return (
    <Section title={t('inNumbers')} lead={t('inNumbersLead')}>
      <Grid cell={15}>
        <Counted
          title={t('status')}
          lines={counts.byStatus.map(({ status, count }) => ({ label: t(STATUS_KEYS[status]), count }))}
        />
        <Counted
          title={t('sex')}
          lines={known(counts.bySex, ({ sex }) => sex === 'unknown').map(({ sex, count }) => ({
            label: t(sex),
            count,
          }))}
        />
        <Counted
          title={t('ageGroup')}
          lines={known(counts.byAge, ({ age }) => age === 'unknown').map(({ age, count }) => ({
            label: t(AGE_KEYS[age]),
            count,
          }))}
        />
      </Grid>
    </Section>
  );
}
