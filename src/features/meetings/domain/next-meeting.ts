import { addMonths, type CivilDate, dayInMonth, isYearMonth, type YearMonth } from '#kernel/civil-date.ts';
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts';
import type { MeetingErrorCode } from './meeting-errors.ts';

/** How a branch usually meets: the same day of each month, hour and place. */
export type MeetingSeries = {
  /** 1 to 31; a shorter month meets on its last day. */
  dayOfMonth: number;
  /** `hh:mm`, Vietnam. */
  time: string;
  place: string;
};

export type PlannedMeeting = { month: YearMonth; plannedOn: CivilDate; plannedTime: string; place: string };

/** Whether a series can be kept. Errors: `meetings.number-out-of-range`, `meetings.not-a-time`, `meetings.text-empty`. */
export function checkSeries(series: MeetingSeries): Result<MeetingSeries, Refusal<MeetingErrorCode>> {
  if (!Number.isInteger(series.dayOfMonth) || series.dayOfMonth < 1 || series.dayOfMonth > 31)
    return refuse({
      code: 'meetings.number-out-of-range',
      field: 'dayOfMonth',
      facts: { field: 'dayOfMonth', min: 1, max: 31 },
    });
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(series.time))
    return refuse({ code: 'meetings.not-a-time', field: 'time', facts: { field: 'time' } });
  const place = series.place.trim();
  return place === ''
    ? refuse({ code: 'meetings.text-empty', field: 'place', facts: { field: 'place' } })
    : ok({ ...series, place });
}

/** The series' meeting in one month. The wish for the 31st comes back in the next month that has one. */
export const meetingIn = (series: MeetingSeries, month: YearMonth): PlannedMeeting => ({
  month,
  plannedOn: dayInMonth(month, series.dayOfMonth),
  plannedTime: series.time,
  place: series.place,
});

/** The meeting of the month after. */
export function nextMeeting(series: MeetingSeries, month: YearMonth): PlannedMeeting {
  if (!isYearMonth(month)) throw new RangeError(`not a month: ${month}`);
  return meetingIn(series, addMonths(month, 1));
}
