import { civilDateAt, daysBetween, formatCivilDate } from '#kernel/civil-date.ts';
import { Badge, type BadgeTone } from '#ui-kit/feedback.tsx';
import type { Person } from '../contract.ts';
import './life-line.css';
import { MOVE_KEYS, STATUS_KEYS, useMembersText } from './text.ts';

type Membership = Person['memberships'][number];
type Move = Person['moves'][number];

const TONES: Record<Membership['status'], BadgeTone> = {
  official: 'success',
  provisional: 'info',
  exempt: 'neutral',
  suspended: 'danger',
  'temporarily-away': 'warn',
  'temporarily-here': 'brand',
};

const yearOf = (day: string) => Number(day.slice(0, 4));

/** At most so many years are written below the picture. */
const MOST_YEARS = 8;

/** What a written year takes of the picture's width on a phone. */
const WIDTH_OF_YEAR = 0.12;

/** The years that are written below: a step that keeps them apart on a phone, and none that would run out of the picture. */
function yearMarks(from: number, to: number): number[] {
  const step = Math.max(1, Math.ceil((to - from) / MOST_YEARS));
  const years: number[] = [];
  for (let year = from; (to - year) / (to - from) >= WIDTH_OF_YEAR; year += step) years.push(year);
  return years;
}

/**
 * The way of a member through branches: a picture of the periods, at home above and as a guest below, and the same in
 * words, with what happened in between. The words carry everything.
 */
export function LifeLine({ person }: { person: Person }) {
  const t = useMembersText();
  const periods = person.memberships;
  if (periods.length === 0) return <p>{t('noPeriods')}</p>;
  const today = civilDateAt(Date.now());
  const first = periods.reduce((least, p) => (p.from < least ? p.from : least), periods[0]!.from);
  const last = periods.reduce((most, p) => ((p.to ?? p.from) > most ? (p.to ?? p.from) : most), today);
  const [fromYear, toYear] = [yearOf(first), yearOf(last) + 1];
  const begin = `${fromYear}-01-01`;
  const whole = daysBetween(begin, `${toYear}-01-01`);
  const at = (day: string) => `${(Math.min(Math.max(daysBetween(begin, day), 0), whole) / whole) * 100}%`;
  const widthOf = (p: Membership) =>
    `${(Math.max(daysBetween(p.from, p.to ?? (last > today ? last : today)), whole / 120) / whole) * 100}%`;
  const lane = (nature: Membership['nature']) => periods.filter((p) => p.nature === nature);
  const marks = yearMarks(fromYear, toYear);
  return (
    <div className="m-life">
      <div className="m-life-picture" aria-hidden="true">
        {(['home', 'host'] as const).map(
          (nature) =>
            lane(nature).length > 0 && (
              <div key={nature} className="m-life-lane">
                {lane(nature).map((p) => (
                  <div
                    key={`${p.from}${p.status}`}
                    className="m-life-bar"
                    data-tone={TONES[p.status]}
                    data-hidden-trial={p.onProbation || undefined}
                    style={{ left: at(p.from), width: widthOf(p) }}
                  />
                ))}
              </div>
            ),
        )}
        <div className="m-life-today" style={{ left: at(today) }} />
        <div className="m-life-years">
          {marks.map((year) => (
            <span key={year} style={{ left: at(`${year}-01-01`) }}>
              {year}
            </span>
          ))}
        </div>
      </div>
      <ol className="m-life-list" aria-label={t('lifeLine')}>
        {timeline(person).map((one) =>
          'status' in one ? (
            <li key={`p${one.nature}${one.from}${one.status}`} data-tone={TONES[one.status]}>
              <div className="m-life-days">
                {one.to
                  ? t('fromTo', { from: formatCivilDate(one.from), to: formatCivilDate(one.to) })
                  : t('since', { from: formatCivilDate(one.from) })}
              </div>
              <div>
                <Badge tone={TONES[one.status]}>{t(STATUS_KEYS[one.status])}</Badge>{' '}
                {one.onProbation && <Badge tone="info">{t('onProbation')}</Badge>} {one.branchName}
                {one.reason && <span className="k-small k-soft"> ({one.reason})</span>}
              </div>
            </li>
          ) : (
            <li key={one.id} className="m-life-move" data-taken-back={one.takenBackAt !== null || undefined}>
              <div className="m-life-days">{formatCivilDate(one.on)}</div>
              <div>
                <strong>{t(MOVE_KEYS[one.kind])}</strong>
                {one.document && `, ${one.document}`}
                {one.reason && `: ${one.reason}`}
                <div className="k-small k-soft">
                  {t('recordedBy', { by: one.recordedBy ?? t('byList'), on: onDay(one.recordedAt) })}
                  {one.takenBackAt &&
                    ` ${t('takenBack', { on: onDay(one.takenBackAt), because: one.takenBackBecause ?? '' })}`}
                </div>
              </div>
            </li>
          ),
        )}
      </ol>
    </div>
  );
}

const onDay = (instant: string) => formatCivilDate(civilDateAt(Date.parse(instant)));

/** Periods and acts in one order, newest first; an act stands above the period that it began. */
function timeline(person: Person): (Membership | Move)[] {
  const key = (one: Membership | Move) => ('status' in one ? `${one.from} 0` : `${one.on} 1`);
  return [...person.memberships, ...person.moves].toSorted((a, b) =>
    key(a) < key(b) ? 1 : key(a) > key(b) ? -1 : 0,
  );
}
