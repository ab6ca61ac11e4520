import type { MeasureKey } from '#features/reports/public.ts';
import type { CivilDate, YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { json, maybeOne, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';

export type IndicatorRow = {
  directiveId: Id;
  measure: MeasureKey;
  target: number | null;
  fromMonth: YearMonth;
  toMonth: YearMonth;
  namedOn: CivilDate;
  namedByName: string;
  droppedOn: CivilDate | null;
  droppedBecause: string | null;
};

/** Indicators of these papers, in the order in which they were named. */
export const selectIndicators = (tx: Tx, directiveIds: readonly Id[]) =>
  rows(
    tx,
    sql<IndicatorRow>`
      select i.directive_id as "directiveId", i.measure, i.target::float8 as target, i.from_month as "fromMonth",
             i.to_month as "toMonth", i.named_on as "namedOn", p.full_name as "namedByName",
             i.dropped_on as "droppedOn", i.dropped_because as "droppedBecause"
        from effects.indicator i join members.person p on p.id = i.named_by
       where i.directive_id = any(${uuids(directiveIds)})
       order by i.named_on, i.measure`,
  );

export type BaselineRow = { measure: MeasureKey; branchId: Id; part: number; whole: number };

export const selectBaseline = (tx: Tx, directiveId: Id) =>
  rows(
    tx,
    sql<BaselineRow>`
      select measure, branch_id as "branchId", part, whole from effects.baseline where directive_id = ${directiveId}`,
  );

/** What the branches of one unit were: `depth` is how many units lie above it. */
export const selectBaselineUnder = (
  tx: Tx,
  directiveId: Id,
  under: { unitId: Id; depth: number },
  day: CivilDate,
) =>
  rows(
    tx,
    sql<Omit<BaselineRow, 'branchId'>>`
      select b.measure, b.part, b.whole from effects.baseline b
        join units.unit_path p on p.unit_id = b.branch_id and p.valid @> ${day}::text::date
         and ${sql.ref(`p.l${under.depth}`)} = ${under.unitId}
       where b.directive_id = ${directiveId}`,
  );

export type NewIndicator = {
  directiveId: Id;
  measure: MeasureKey;
  target: number | null;
  fromMonth: YearMonth;
  toMonth: YearMonth;
  namedOn: CivilDate;
  namedBy: Id;
};

/** The indicator and what every branch was, in one statement. */
export const insertIndicator = (
  tx: Tx,
  indicator: NewIndicator,
  baseline: readonly { branchId: Id; part: number; whole: number }[],
) =>
  run(
    tx,
    sql`with named as (
          insert into effects.indicator (directive_id, measure, target, from_month, to_month, named_on, named_by)
          values (${indicator.directiveId}, ${indicator.measure}, ${indicator.target}::float8, ${indicator.fromMonth},
                  ${indicator.toMonth}, ${indicator.namedOn}::text::date, ${indicator.namedBy})
          returning directive_id, measure
        )
        insert into effects.baseline (directive_id, measure, branch_id, part, whole)
        select n.directive_id, n.measure, x."branchId", x.part, x.whole
          from named n, jsonb_to_recordset(${json(baseline)}) as x ("branchId" uuid, part int, whole int)`,
  );

/** Gives nothing back when the indicator is not one of the paper or was given up before. */
export const markDropped = (
  tx: Tx,
  directiveId: Id,
  measure: string,
  on: CivilDate,
  because: string,
): Promise<{ measure: string } | undefined> =>
  maybeOne(
    tx,
    sql<{ measure: string }>`
      update effects.indicator set dropped_on = ${on}::text::date, dropped_because = ${because}
       where directive_id = ${directiveId} and measure = ${measure} and dropped_on is null
      returning measure`,
  );

/** Papers for which a person named indicators. */
export const selectNamedBy = (tx: Tx, personId: Id) =>
  rows(
    tx,
    sql<Record<string, unknown>>`
      select directive_id as "directiveId", measure, named_on as "namedOn"
        from effects.indicator where named_by = ${personId} order by named_on`,
  );
