import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { withoutMarks } from '#kernel/vietnamese.ts';
import { dateRange, maybeOne, rows, run, sql, type Tx } from '#platform/database/database.ts';
import type { Sector, UnitKind, UnitSummary } from '../contract.ts';

const summary = sql`
  u.id, n.name, k.kind, k.sector, c.code`;
const asOf = (day: CivilDate) => sql`
  join units.unit_name n on n.unit_id = u.id and n.valid @> ${day}::text::date
  join units.unit_kind k on k.unit_id = u.id and k.valid @> ${day}::text::date
  left join units.unit_code c on c.unit_id = u.id and c.valid @> ${day}::text::date`;

export type UnitRow = UnitSummary & { foundedOn: CivilDate; endedOn: CivilDate | null };

export const selectUnit = (tx: Tx, unitId: Id, day: CivilDate) =>
  maybeOne(
    tx,
    sql<UnitRow>`select ${summary}, u.founded_on as "foundedOn", u.ended_on as "endedOn"
                   from units.unit u ${asOf(day)} where u.id = ${unitId}`,
  );

export const selectUnitByCode = (tx: Tx, code: string, day: CivilDate) =>
  maybeOne(tx, sql<UnitSummary>`select ${summary} from units.unit u ${asOf(day)} where c.code = ${code}`);

export const selectUnitsByIds = (tx: Tx, ids: readonly Id[], day: CivilDate) =>
  rows(
    tx,
    sql<UnitSummary>`select ${summary} from units.unit u ${asOf(day)}
                      where u.id = any(string_to_array(${ids.join(',')}::text, ',')::uuid[])`,
  );

/** Units above, nearest first. */
export const selectAbove = (tx: Tx, unitId: Id, day: CivilDate) =>
  rows(
    tx,
    sql<UnitSummary & { depth: number }>`
      with recursive above as (
        select l.parent_id, 1 as depth from units.unit_link l
         where l.unit_id = ${unitId} and l.valid @> ${day}::text::date
        union all
        select l.parent_id, a.depth + 1 from above a
          join units.unit_link l on l.unit_id = a.parent_id and l.valid @> ${day}::text::date
         where a.depth < 12
      )
      select ${summary}, a.depth from above a join units.unit u on u.id = a.parent_id ${asOf(day)}
       order by a.depth`,
  );

export const selectChildren = (tx: Tx, unitId: Id, day: CivilDate) =>
  rows(
    tx,
    sql<UnitSummary>`
      select ${summary} from units.unit_link l join units.unit u on u.id = l.unit_id ${asOf(day)}
       where l.parent_id = ${unitId} and l.valid @> ${day}::text::date
       order by c.code nulls last, n.search_key`,
  );

/** Every unit below, any depth. */
export const selectBelow = (tx: Tx, unitId: Id, day: CivilDate) =>
  rows(
    tx,
    sql<UnitSummary & { parentId: Id }>`
      with recursive below as (
        select l.unit_id, l.parent_id, 1 as depth from units.unit_link l
         where l.parent_id = ${unitId} and l.valid @> ${day}::text::date
        union all
        select l.unit_id, l.parent_id, b.depth + 1 from below b
          join units.unit_link l on l.parent_id = b.unit_id and l.valid @> ${day}::text::date
         where b.depth < 12
      )
      select ${summary}, b.parent_id as "parentId"
        from below b join units.unit u on u.id = b.unit_id ${asOf(day)}
       order by c.code nulls last, n.search_key`,
  );

export const selectTerm = (tx: Tx, unitId: Id, day: CivilDate) =>
  maybeOne(
    tx,
    sql<{ from: CivilDate; name: string }>`
      select lower(valid)::text as "from", name from units.term
       where unit_id = ${unitId} and valid @> ${day}::text::date`,
  );

export type NewUnit = {
  id: Id;
  name: string;
  kind: UnitKind;
  sector: Sector | null;
  code: string | null;
  parentId: Id | null;
  foundedOn: CivilDate;
};

export async function insertUnit(tx: Tx, unit: NewUnit): Promise<void> {
  const life = dateRange(unit.foundedOn, null);
  await run(
    tx,
    sql`insert into units.unit (id, founded_on) values (${unit.id}, ${unit.foundedOn}::text::date)`,
  );
  await run(
    tx,
    sql`insert into units.unit_name (unit_id, valid, name, search_key)
        values (${unit.id}, ${life}, ${unit.name}, ${withoutMarks(unit.name)})`,
  );
  await run(
    tx,
    sql`insert into units.unit_kind (unit_id, valid, kind, sector)
        values (${unit.id}, ${life}, ${unit.kind}, ${unit.sector})`,
  );
  if (unit.code)
    await run(
      tx,
      sql`insert into units.unit_code (unit_id, valid, code) values (${unit.id}, ${life}, ${unit.code})`,
    );
  if (unit.parentId)
    await run(
      tx,
      sql`insert into units.unit_link (unit_id, parent_id, valid) values (${unit.id}, ${unit.parentId}, ${life})`,
    );
}

export const insertTerm = (tx: Tx, unitId: Id, from: CivilDate, to: CivilDate | null, name: string) =>
  run(
    tx,
    sql`insert into units.term (unit_id, valid, name) values (${unitId}, ${dateRange(from, to)}, ${name})`,
  );
