import { TextLink } from '#ui-kit/actions.tsx';
import { Notice } from '#ui-kit/feedback.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { Section } from '#ui-kit/page-frame.tsx';
import type { MonthRow } from '../contract.ts';
import { NEEDS, type Need } from '../domain/needs.ts';
import { NeedMark, needAddress } from './marks.tsx';
import { useReportsText } from './text.ts';

const NAMED = 6;

type Having = { row: MonthRow; found: MonthRow['needs'][number] };

function Named({
  need,
  having,
  addressOf,
}: {
  need: Need;
  having: readonly Having[];
  addressOf: (need: Need) => string;
}) {
  const t = useReportsText();
  return (
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
  );
}

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
  const isNarrow = useIsNarrow();
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
      ) : isNarrow ? (
        // On a phone a line for each reason; the names of the most pressing one are in sight.
        <ul className="r-needs">
          {groups.map(({ need, having }, at) => (
            <li key={need}>
              <details open={at === 0}>
                <summary>
                  <NeedMark need={need} />
                  <strong className="k-number">{having.length}</strong>
                </summary>
                <Named need={need} having={having} addressOf={addressOf} />
              </details>
            </li>
          ))}
        </ul>
      ) : (
        <ul className="k-grid" style={{ listStyle: 'none', padding: 0, ['--k-cell' as string]: '17rem' }}>
          {groups.map(({ need, having }) => (
            <li key={need} className="k-card">
              <div className="k-row" data-gap="small">
                <NeedMark need={need} />
                <strong className="k-number">{having.length}</strong>
              </div>
              <Named need={need} having={having} addressOf={addressOf} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
