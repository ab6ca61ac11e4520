import { TextLink } from '#ui-kit/actions.tsx';
import { Notice } from '#ui-kit/feedback.tsx';
import { Section } from '#ui-kit/page-frame.tsx';
import type { MonthRow } from '../contract.ts';
import { NEEDS, type Need } from '../domain/needs.ts';
import { NeedMark, needAddress } from './marks.tsx';
import { useReportsText } from './text.ts';

const NAMED = 6;

/** Who needs somebody, reason by reason, the most pressing first; each name leads to where it is put right. */
export function NeedsList({
  rows,
  addressOf,
}: {
  rows: readonly MonthRow[];
  /** The table cut down to those with this need. */
  addressOf: (need: Need) => string;
}) {
  const t = useReportsText();
  const groups = NEEDS.flatMap((need) => {
    const having = rows.flatMap((row) => {
      const found = row.needs.find((one) => one.need === need);
      return found ? [{ row, found }] : [];
    });
    return having.length ? [{ need, having }] : [];
  });
  return (
    <Section title={t('needsMe')}>
      {groups.length === 0 ? (
        <Notice tone="success">{t('needsMeNone')}</Notice>
      ) : (
        <ul className="k-grid" style={{ listStyle: 'none', padding: 0, ['--k-cell' as string]: '17rem' }}>
          {groups.map(({ need, having }) => (
            <li key={need} className="k-card">
              <div className="k-row" data-gap="small">
                <NeedMark need={need} />
                <strong className="k-number">{having.length}</strong>
              </div>
              <p>
                {having.slice(0, NAMED).map(({ row, found }, at) => (
                  <span key={row.branchId}>
                    {at > 0 && ', '}
                    <TextLink to={needAddress(row, found)}>{row.name}</TextLink>
                  </span>
                ))}
                {having.length > NAMED && (
                  <>
                    {', … '}
                    <TextLink to={addressOf(need)}>{t('showBranches', { count: having.length })}</TextLink>
                  </>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
