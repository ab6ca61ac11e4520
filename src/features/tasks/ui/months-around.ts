import { addMonths, formatYearMonth, type YearMonth } from '#kernel/civil-date.ts';

/** Months in which a task may be reported: from the one that gave it to half a year after the latest in sight. */
export function monthsAround(
  task: { assignedInMonth: YearMonth; reportMonth: YearMonth },
  chosen: YearMonth,
): { value: YearMonth; label: string }[] {
  const latest = chosen > task.reportMonth ? chosen : task.reportMonth;
  const last = addMonths(latest, 6);
  const months: YearMonth[] = [];
  for (let month = task.assignedInMonth; month <= last; month = addMonths(month, 1)) months.push(month);
  return months.map((month) => ({ value: month, label: formatYearMonth(month) }));
}
