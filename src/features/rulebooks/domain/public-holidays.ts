import { addDays, type CivilDate, weekday } from '#kernel/civil-date.ts';
import type { RuleSource } from '#kernel/result.ts';
import type { DayOff, DayOffKind } from './day-off.ts';
import type { Bilingual } from './rulebook.ts';

/** What differs from year to year: moon, choice of the government, days moved. */
type YearFacts = {
  year: number;
  /** First of the five days of Tết, as announced; for later years the day before the first of the first month. */
  tetFrom: CivilDate;
  /** The tenth of the third month. */
  hungKings: CivilDate;
  /** The day before or after 2 September. */
  besideNationalDay: CivilDate;
  /** A weekday off and the weekend day that is worked for it. */
  swaps?: { off: CivilDate; worked: CivilDate; wasRead: boolean }[];
  /** What was read in the year's announcement; the rest is worked out from the law and stays unverified. */
  wasRead?: readonly ('tet' | 'hung-kings' | 'national-day')[];
};

const law: RuleSource = { document: 'Bộ luật Lao động 2019', article: 'Điều 112', verified: true };
const lieu: RuleSource = { document: 'Bộ luật Lao động 2019', article: 'Điều 111', verified: false };
const announcement = (year: number, wasRead: boolean): RuleSource => ({
  document: `Thông báo lịch nghỉ lễ, Tết năm ${year}`,
  verified: wasRead,
});

// Tết and the Hùng Kings' day follow the new moons of Hanoi (UTC+7).
const YEARS: readonly YearFacts[] = [
  {
    year: 2024,
    tetFrom: '2024-02-08',
    hungKings: '2024-04-18',
    besideNationalDay: '2024-09-03',
    swaps: [{ off: '2024-04-29', worked: '2024-05-04', wasRead: false }],
  },
  {
    year: 2025,
    tetFrom: '2025-01-27',
    hungKings: '2025-04-07',
    besideNationalDay: '2025-09-01',
    swaps: [{ off: '2025-05-02', worked: '2025-04-26', wasRead: true }],
    wasRead: ['tet', 'hung-kings', 'national-day'],
  },
  {
    year: 2026,
    tetFrom: '2026-02-16',
    hungKings: '2026-04-26',
    besideNationalDay: '2026-09-01',
    swaps: [
      { off: '2026-01-02', worked: '2026-01-10', wasRead: true },
      { off: '2026-08-31', worked: '2026-08-22', wasRead: false },
    ],
    wasRead: ['tet'],
  },
  { year: 2027, tetFrom: '2027-02-05', hungKings: '2027-04-16', besideNationalDay: '2027-09-03' },
  { year: 2028, tetFrom: '2028-01-25', hungKings: '2028-04-04', besideNationalDay: '2028-09-01' },
  { year: 2029, tetFrom: '2029-02-12', hungKings: '2029-04-23', besideNationalDay: '2029-09-03' },
  { year: 2030, tetFrom: '2030-02-01', hungKings: '2030-04-12', besideNationalDay: '2030-09-03' },
];

const tet: Bilingual = { vi: 'Tết Nguyên đán', en: 'Lunar New Year' };
const nationalDay: Bilingual = { vi: 'Quốc khánh', en: 'National Day' };

/** The statutory holidays of a year, in order. */
function statutory(facts: YearFacts): DayOff[] {
  const { year, wasRead = [] } = facts;
  const from = (what: (typeof wasRead)[number]) => announcement(year, wasRead.includes(what));
  const on = (day: CivilDate, name: Bilingual, source: RuleSource): DayOff => ({
    day,
    kind: 'holiday',
    name,
    source,
  });
  return [
    on(`${year}-01-01`, { vi: 'Tết Dương lịch', en: 'New Year' }, law),
    ...[0, 1, 2, 3, 4].map((n) => on(addDays(facts.tetFrom, n), tet, from('tet'))),
    on(facts.hungKings, { vi: 'Giỗ Tổ Hùng Vương', en: 'Hùng Kings’ Commemoration' }, from('hung-kings')),
    on(`${year}-04-30`, { vi: 'Ngày Chiến thắng', en: 'Reunification Day' }, law),
    on(`${year}-05-01`, { vi: 'Ngày Quốc tế lao động', en: 'Labour Day' }, law),
    on(`${year}-09-02`, nationalDay, law),
    on(facts.besideNationalDay, nationalDay, from('national-day')),
    ...(year >= 2026
      ? [
          on(
            `${year}-11-24`,
            { vi: 'Ngày Văn hóa Việt Nam', en: 'Day of Vietnamese Culture' },
            { document: '80-NQ/TW', on: '2026-01-07', verified: false },
          ),
        ]
      : []),
  ].toSorted((a, b) => (a.day < b.day ? -1 : 1));
}

/** For each holiday at a weekend the next weekday that is not off already. */
function inLieu(holidays: readonly DayOff[]): DayOff[] {
  const off = new Set(holidays.map((holiday) => holiday.day));
  return holidays.flatMap((holiday) => {
    if (weekday(holiday.day) <= 5) return [];
    let day = addDays(holiday.day, 1);
    while (weekday(day) > 5 || off.has(day)) day = addDays(day, 1);
    off.add(day);
    const name = { vi: `Nghỉ bù ${holiday.name.vi}`, en: `In lieu of ${holiday.name.en}` };
    return [{ day, kind: 'in-lieu' as const, name, source: lieu }];
  });
}

function swapped({ year, swaps = [] }: YearFacts): DayOff[] {
  const on = (day: CivilDate, kind: DayOffKind, vi: string, en: string, wasRead: boolean): DayOff => ({
    day,
    kind,
    name: { vi, en },
    source: announcement(year, wasRead),
  });
  return swaps.flatMap(({ off, worked, wasRead }) => [
    on(off, 'swapped', 'Nghỉ hoán đổi', 'Off, worked on another day', wasRead),
    on(worked, 'worked', 'Làm bù', 'Worked for another day', wasRead),
  ]);
}

/**
 * The calendar that an installation begins with: 2024 to 2030. Years without an announcement that was read are marked;
 * the topmost committee corrects them and adds later ones on the screen.
 */
export const seededDaysOff: readonly DayOff[] = YEARS.flatMap((facts) => {
  const holidays = statutory(facts);
  return [...holidays, ...inLieu(holidays), ...swapped(facts)].toSorted((a, b) => (a.day < b.day ? -1 : 1));
});
