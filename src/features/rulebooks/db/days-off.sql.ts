import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { WorkCalendar } from '#kernel/working-days.ts';
import { json, maybeOne, rows, run, sql, type Tx } from '#platform/database/database.ts';
import { calendarOf, type DayOff, type DayOffKind } from '../domain/day-off.ts';

type StoredDayOff = DayOff & { setAt: Date | null };

const columns = sql`day::text as day, kind, name, source, set_at as "setAt"`;

/** The days of a span, both ends included. */
export const selectDaysOff = (tx: Tx, from: CivilDate, to: CivilDate) =>
  rows(
    tx,
    sql<StoredDayOff>`select ${columns} from rulebooks.day_off
                       where day between ${from}::text::date and ${to}::text::date order by day`,
  );

export const selectYearsWithDaysOff = async (tx: Tx): Promise<number[]> =>
  (
    await rows(
      tx,
      sql<{
        year: number;
      }>`select distinct extract(year from day)::int as year from rulebooks.day_off order by 1`,
    )
  ).map((row) => row.year);

/** What terms in working days are counted with. */
export const selectCalendar = async (tx: Tx): Promise<WorkCalendar> =>
  calendarOf(
    await rows(
      tx,
      sql<{ day: CivilDate; kind: DayOffKind }>`select day::text as day, kind from rulebooks.day_off`,
    ),
  );

export const selectDayOff = (tx: Tx, day: CivilDate) =>
  maybeOne(
    tx,
    sql<StoredDayOff>`select ${columns} from rulebooks.day_off where day = ${day}::text::date for update`,
  );

export const saveDayOff = (tx: Tx, dayOff: DayOff & { setBy: Id; nowMs: number }) =>
  run(
    tx,
    sql`insert into rulebooks.day_off (day, kind, name, source, set_by, set_at)
        values (${dayOff.day}::text::date, ${dayOff.kind}, ${json(dayOff.name)}, ${json(dayOff.source)},
                ${dayOff.setBy}, ${new Date(dayOff.nowMs)})
        on conflict (day) do update set kind = excluded.kind, name = excluded.name, source = excluded.source,
                                        set_by = excluded.set_by, set_at = excluded.set_at`,
  );

export const deleteDayOff = (tx: Tx, day: CivilDate) =>
  run(tx, sql`delete from rulebooks.day_off where day = ${day}::text::date`);
