import { addDays, type CivilDate, daysBetween, formatCivilDate } from '#kernel/civil-date.ts';
import { useKindWords } from './kind-words.ts';
import type { Life } from './queries.ts';
import { useUnitsText } from './text.ts';

type Span = { from: CivilDate; to: CivilDate | null; text: string };
type Line = { key: string; title: string; spans: Span[] };

function useLines(life: Life): Line[] {
  const t = useUnitsText();
  const words = useKindWords();
  const line = <T,>(
    key: string,
    title: string,
    spans: readonly { from: string; to: string | null; value: T }[],
    text: (value: T) => string,
  ): Line => ({
    key,
    title,
    spans: spans.map(({ from, to, value }) => ({ from, to, text: text(value) })),
  });
  return [
    line('names', t('name'), life.names, (name) => name),
    line('kinds', t('kind'), life.kinds, ({ kind, sector }) =>
      sector ? `${words.kind(kind)} · ${words.sector(sector)}` : words.kind(kind),
    ),
    line('parents', t('parent'), life.parents, (unit) => unit.name),
    line('codes', t('code'), life.codes, (code) => code),
    line('terms', t('terms'), life.terms, (name) => name),
  ].filter(({ spans }) => spans.length > 0);
}

/** The days of a span in words. */
export function useSpanWords(): (
  span: { from: CivilDate; to: CivilDate | null },
  today: CivilDate,
) => string {
  const t = useUnitsText();
  return ({ from, to }, today) => {
    if (to !== null) return t('span', { from: formatCivilDate(from), to: formatCivilDate(addDays(to, -1)) });
    return t(from > today ? 'spanAhead' : 'spanOpen', { from: formatCivilDate(from) });
  };
}

/** What lies further ahead is told in words only: it would press the past together. */
const MOST_DAYS_AHEAD = 2 * 366;

/** A year's figure further right than this would stand outside of the picture. */
const LABELS_UP_TO = 0.86;

/** Years that are marked: not more than fit beside each other. */
function yearsBetween(from: CivilDate, to: CivilDate): number[] {
  const first = Number(from.slice(0, 4)) + 1;
  const last = Number(to.slice(0, 4));
  const step = Math.max(1, Math.ceil((last - first + 1) / 6));
  const years: number[] = [];
  for (let year = first; year <= last; year += step) years.push(year);
  return years;
}

/**
 * The periods of a unit as bars over the years: names, levels, places, codes and terms one under another, so that one sees
 * what changed together. The same in words below, for reading aloud and for paper.
 */
export function LifePicture({ life }: { life: Life }) {
  const t = useUnitsText();
  const lines = useLines(life);
  const spanWords = useSpanWords();
  const { foundedOn: first, today } = life;
  const ahead = lines.flatMap(({ spans }) => spans.flatMap((span) => [span.from, span.to ?? span.from]));
  const horizon = addDays(first > today ? first : today, MOST_DAYS_AHEAD);
  const known = [today, first, ...ahead.filter((day) => day <= horizon)].sort().at(-1) ?? today;
  // A little room after the last day that is known, for what has no end yet.
  const last = addDays(known, Math.max(30, Math.round(daysBetween(first, known) * 0.08)));
  const whole = Math.max(1, daysBetween(first, last));
  const place = (day: CivilDate) =>
    `${(Math.min(whole, Math.max(0, daysBetween(first, day))) / whole) * 100}%`;
  const width = (from: CivilDate, to: CivilDate) =>
    `${Math.max(0.6, (daysBetween(from > first ? from : first, to < last ? to : last) / whole) * 100)}%`;
  const isInside = today >= first && today <= last;
  return (
    <>
      <figure className="units-life" aria-label={t('lifePicture')}>
        <div aria-hidden="true">
          {lines.map(({ key, title, spans }) => (
            <div key={key} className="units-life-row">
              <span className="k-small">{title}</span>
              <div className="units-life-line">
                {spans
                  .filter((span) => span.from < last)
                  .map((span) => (
                    <div
                      key={span.from}
                      className="units-life-span"
                      data-ahead={span.from > today || undefined}
                      title={`${span.text}: ${spanWords(span, today)}`}
                      style={{ left: place(span.from), width: width(span.from, span.to ?? last) }}
                    >
                      <span>{span.text}</span>
                    </div>
                  ))}
                {isInside && <div className="units-life-today" style={{ left: place(today) }} />}
              </div>
            </div>
          ))}
          <div className="units-life-row">
            <span />
            <div className="units-life-years">
              {yearsBetween(first, last)
                .filter((year) => daysBetween(first, `${year}-01-01`) < whole * LABELS_UP_TO)
                .map((year) => (
                  <span key={year} style={{ left: place(`${year}-01-01`) }}>
                    {year}
                  </span>
                ))}
            </div>
          </div>
        </div>
        {isInside && (
          <figcaption className="units-life-caption">
            <i aria-hidden="true" /> {t('todayMark')}: {formatCivilDate(today)}
          </figcaption>
        )}
      </figure>
      <details className="k-more">
        <summary>{t('lifeWords')}</summary>
        <dl className="k-facts">
          {lines.map(({ key, title, spans }) => (
            <div key={key}>
              <dt>{title}</dt>
              <dd>
                <ul className="k-plain-list">
                  {spans.map((span) => (
                    <li key={span.from}>
                      {span.text} <span className="k-small">({spanWords(span, today)})</span>
                    </li>
                  ))}
                </ul>
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  );
}
