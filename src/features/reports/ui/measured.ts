import { formatYearMonth } from '#kernel/civil-date.ts';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { Figures } from '../contract.ts';
import { type Measure, measureOf } from '../domain/measures.ts';
import type { ReportPeriod } from '../domain/report-period.ts';

/** A measured value as it is read: `92,4%`, `88,25`, `1.204`; a dash where there is nothing to measure. */
export function formatValue(measure: Measure, value: number | null): string {
  if (value === null) return '–';
  if (measure.kind === 'share') return `${formatNumber(value, 1)}%`;
  return formatNumber(measure.kind === 'score' ? Math.round(value * 100) / 100 : value);
}

/** What a share was made of: `165/179`; nothing for numbers and scores. */
export function formatParts(measure: Measure, figures: Figures): string {
  if (measure.kind !== 'share') return '';
  const { part, whole } = measureOf(figures, measure);
  return whole === 0 ? '' : `${formatNumber(part)}/${formatNumber(whole)}`;
}

const ROMAN = ['I', 'II', 'III', 'IV'];

/** `tháng 03/2026`, `quý I/2026`, `năm 2026`; in English `03/2026`, `Q1 2026`, `2026`. */
export function periodWords(period: ReportPeriod, language: 'vi' | 'en'): string {
  const name = periodName(period, language);
  return language === 'vi' && period.kind === 'month' ? `tháng ${name}` : name;
}

/** The same without the word for a month, for buttons. */
export function periodName(period: ReportPeriod, language: 'vi' | 'en'): string {
  const year = period.from.slice(0, 4);
  if (period.kind === 'month') return formatYearMonth(period.from);
  if (period.kind === 'year') return language === 'vi' ? `năm ${year}` : year;
  const quarter = Number(period.name.at(-1));
  return language === 'vi' ? `quý ${ROMAN[quarter - 1]}/${year}` : `Q${quarter} ${year}`;
}
