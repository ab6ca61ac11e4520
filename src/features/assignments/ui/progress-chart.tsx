import { addDays, type CivilDate, daysBetween, formatCivilDate } from '#kernel/civil-date.ts';
import { useAssignmentsText } from './text.ts';

const WIDTH = 640;
const HEIGHT = 180;
const LEFT = 44;
const BOTTOM = 24;

type Day = { day: CivilDate; received: number; answered: number; done: number };

/** Units that have opened, answered and finished, day by day, up to all of them; the due day is a line. */
export function ProgressChart({
  days,
  total,
  dueOn,
  today,
}: {
  days: readonly Day[];
  total: number;
  dueOn: CivilDate;
  today: CivilDate;
}) {
  const t = useAssignmentsText();
  const first = days[0]!.day;
  const last = [today, dueOn, days.at(-1)!.day].toSorted().at(-1)!;
  const span = Math.max(1, daysBetween(first, last));
  const x = (day: CivilDate) => LEFT + (daysBetween(first, day) / span) * (WIDTH - LEFT - 8);
  const y = (count: number) => 8 + (1 - count / Math.max(1, total)) * (HEIGHT - BOTTOM - 8);
  const pathOf = (key: 'received' | 'answered' | 'done') => {
    let sum = 0;
    let path = `M${x(first).toFixed(1)} ${y(0).toFixed(1)}`;
    for (const each of days) {
      path += `H${x(each.day).toFixed(1)}`;
      sum += each[key];
      path += `V${y(sum).toFixed(1)}`;
    }
    return `${path}H${x(today > days.at(-1)!.day ? today : days.at(-1)!.day).toFixed(1)}`;
  };
  const lines = [
    { key: 'received', label: t('dayReceived') },
    { key: 'answered', label: t('dayAnswered') },
    { key: 'done', label: t('dayDone') },
  ] as const;
  const middle = addDays(first, Math.floor(span / 2));
  return (
    <figure className="duty-chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('chartLabel')}>
        {[0, 0.5, 1].map((part) => (
          <g key={part}>
            <line
              className="k-chart-hair"
              x1={LEFT}
              x2={WIDTH - 8}
              y1={y(part * total)}
              y2={y(part * total)}
            />
            <text x={LEFT - 6} y={y(part * total) + 5} textAnchor="end">
              {Math.round(part * 100)}%
            </text>
          </g>
        ))}
        <line className="duty-chart-due" x1={x(dueOn)} x2={x(dueOn)} y1={8} y2={HEIGHT - BOTTOM} />
        {lines.map(({ key }) => (
          <path key={key} className="duty-chart-line" data-line={key} d={pathOf(key)} />
        ))}
        {[first, middle, last].map((day, index) => (
          <text
            key={day}
            x={x(day)}
            y={HEIGHT - 6}
            textAnchor={index === 0 ? 'start' : index === 2 ? 'end' : 'middle'}
          >
            {formatCivilDate(day).slice(0, 5)}
          </text>
        ))}
      </svg>
      <figcaption>
        {lines.map(({ key, label }) => (
          <span key={key} className="duty-chart-key" data-line={key}>
            {label}
          </span>
        ))}
        <span className="duty-chart-key" data-line="due">
          {t('due')}
        </span>
      </figcaption>
    </figure>
  );
}
