import { type CivilDate, daysBetween, formatCivilDate, weekday } from '#kernel/civil-date.ts';
import { defineText } from '#ui-kit/text.ts';

const useDayText = defineText('meetings.day', {
  vi: {
    day1: 'Thứ hai',
    day2: 'Thứ ba',
    day3: 'Thứ tư',
    day4: 'Thứ năm',
    day5: 'Thứ sáu',
    day6: 'Thứ bảy',
    day7: 'Chủ nhật',
    today: 'Hôm nay',
    tomorrow: 'Ngày mai',
    yesterday: 'Hôm qua',
    inDays_other: 'Còn {{count}} ngày',
    daysAgo_other: 'Đã qua {{count}} ngày',
  },
  en: {
    day1: 'Monday',
    day2: 'Tuesday',
    day3: 'Wednesday',
    day4: 'Thursday',
    day5: 'Friday',
    day6: 'Saturday',
    day7: 'Sunday',
    today: 'Today',
    tomorrow: 'Tomorrow',
    yesterday: 'Yesterday',
    inDays_one: 'In {{count}} day',
    inDays_other: 'In {{count}} days',
    daysAgo_one: '{{count}} day ago',
    daysAgo_other: '{{count}} days ago',
  },
});

const DAYS = ['day1', 'day2', 'day3', 'day4', 'day5', 'day6', 'day7'] as const;

export type DayWords = {
  /** `Thứ năm` */
  dayName: (date: CivilDate) => string;
  /** `Thứ năm, 05/11/2026` */
  longDay: (date: CivilDate) => string;
  /** `Hôm nay`, `Còn 3 ngày`, `Đã qua 2 ngày` */
  distance: (date: CivilDate, today: CivilDate) => string;
};

/** Days of the calendar as people say them. */
export function useDayWords(): DayWords {
  const t = useDayText();
  const dayName = (date: CivilDate) => t(DAYS[weekday(date) - 1] ?? 'day1');
  return {
    dayName,
    longDay: (date) => `${dayName(date)}, ${formatCivilDate(date)}`,
    distance: (date, today) => {
      const days = daysBetween(today, date);
      if (days === 0) return t('today');
      if (days === 1) return t('tomorrow');
      if (days === -1) return t('yesterday');
      return days > 0 ? t('inDays', { count: days }) : t('daysAgo', { count: -days });
    },
  };
}
