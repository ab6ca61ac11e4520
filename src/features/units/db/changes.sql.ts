import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Period } from '#kernel/period.ts';
import {
  dateRange,
  json,
  maybeOne,
  one,
  rows,
  run,
  sql,
  type Tx,
  uuids,
} from '#platform/database/database.ts';
import type { CodeBearer } from '../domain/check-name-and-code.ts';
import type { Neighbour, PlaceFacts } from '../domain/check-place.ts';
import { unitSearchKey } from '../domain/party-names.ts';
import type { ChangeVerb } from '../domain/unit-change.ts';
import type { KindAndSector, UnitRecord } from '../domain/unit-record.ts';
import { selectNamesNear } from './units.sql.ts';

/** One change of the structure at a time: cycles and depths are judged on a tree that stands still. */
export const holdStructure = (tx: Tx) =>
  run(tx, sql`select pg_advisory_xact_lock(hashtextextended('units.structure', 0))`);

const line = (table: string, value: ReturnType<typeof sql>) => sql`
  (select coalesce(jsonb_agg(jsonb_build_object('from', lower(t.valid)::text, 'to', upper(t.valid)::text,
                                                'value', ${value}) order by t.valid), '[]')
     from ${sql.table(table)} t where t.unit_id = u.id)`;

const record = sql`
  u.id, u.founded_on as "foundedOn", u.ended_on as "endedOn",
  ${line('units.unit_name', sql`t.name`)} as names,
  ${line('units.unit_kind', sql`jsonb_build_object('kind', t.kind, 'sector', t.sector)`)} as kinds,
  ${line('units.unit_code', sql`t.code`)} as codes,
  ${line('units.unit_link', sql`t.parent_id`)} as parents`;

/** Everything dated about these units, in the order asked for; unknown ids are left out. */
export async function selectRecords(tx: Tx, ids: readonly Id[]): Promise<UnitRecord[]> {
  const found = await rows(
    tx,
    sql<UnitRecord>`select ${record} from units.unit u where u.id = any(${uuids(ids)})`,
  );
  const byId = new Map(found.map((each) => [each.id, each]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** No days at all when they would end before they begin: the rules then refuse what is asked for a unit that has ended. */
const overlaps = ({ from, to }: Period) =>
  to !== null && to < from ? sql`&& 'empty'::daterange` : sql`&& ${dateRange(from, to)}`;

/** Units that stand directly above or below on some of these days, each with its days. */
export async function selectNeighbours(
  tx: Tx,
  unitId: Id,
  days: Period,
): Promise<{ parents: Neighbour[]; children: Neighbour[] }> {
  const links = await rows(
    tx,
    sql<{ parentId: Id; childId: Id; from: CivilDate; to: CivilDate | null }>`
      select parent_id as "parentId", unit_id as "childId", lower(valid)::text as "from", upper(valid)::text as "to"
        from units.unit_link where (unit_id = ${unitId} or parent_id = ${unitId}) and valid ${overlaps(days)}`,
  );
  const otherOf = (link: { parentId: Id; childId: Id }) =>
    link.childId === unitId ? link.parentId : link.childId;
  const units = await selectRecords(tx, [...new Set(links.map(otherOf))]);
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const near = (isParent: boolean) =>
    links
      .filter((link) => (link.childId === unitId) === isParent)
      .flatMap((link) => {
        const unit = byId.get(otherOf(link));
        return unit ? [{ unit, days: { from: link.from, to: link.to } }] : [];
      });
  return { parents: near(true), children: near(false) };
}

/** Other units that bear a code on that day or later. */
export const selectCodeBearers = (tx: Tx, code: string, from: CivilDate, exceptId: Id | null) =>
  rows(
    tx,
    sql<CodeBearer>`
      select lower(c.valid)::text as "from", upper(c.valid)::text as "to",
             (select n.name from units.unit_name n where n.unit_id = c.unit_id
               order by n.valid @> greatest(lower(c.valid), ${from}::text::date) desc, n.valid desc limit 1) as name
        from units.unit_code c
       where c.code = ${code} and c.valid && daterange(${from}::text::date, null)
         and c.unit_id is distinct from ${exceptId}::text::uuid
       order by c.valid`,
  );

/** What the tree says about a unit under a parent on these days. `unitId` is null for one that does not exist yet. */
export async function selectPlaceFacts(
  tx: Tx,
  unitId: Id | null,
  parentId: Id,
  days: Period,
): Promise<PlaceFacts> {
  const facts = await one(
    tx,
    sql<{ depthOfParent: number; levelsBelow: number; loop: Id[] | null; loopOn: CivilDate | null }>`
      with recursive below (id, n) as (
        select ${unitId}::text::uuid, 0
        union
        select l.unit_id, b.n + 1 from below b
          join units.unit_link l on l.parent_id = b.id and l.valid ${overlaps(days)} where b.n < 9
      ), ways as (
        select p.depth, p.valid, array_remove(array[p.l0, p.l1, p.l2, p.l3, p.l4, p.l5, p.l6, p.l7], null) as steps
          from units.unit_path p where p.unit_id = ${parentId} and p.valid ${overlaps(days)}
      ), looped as (
        select steps[array_position(steps, ${unitId}::text::uuid):] as steps,
               greatest(lower(valid), ${days.from}::text::date) as on_day
          from ways where ${unitId}::text::uuid = any(steps) order by valid limit 1
      )
      select (select coalesce(max(depth), 0)::int from ways) as "depthOfParent",
             (select max(n)::int from below) as "levelsBelow",
             (select to_jsonb(steps) from looped) as loop, (select on_day::text from looped) as "loopOn"`,
  );
  return {
    depthOfParent: facts.depthOfParent,
    levelsBelow: facts.levelsBelow,
    loop: facts.loop && facts.loopOn ? await selectNamesInOrder(tx, facts.loop, facts.loopOn) : null,
  };
}

const selectNamesInOrder = async (tx: Tx, ids: readonly Id[], day: CivilDate) => {
  const found = await selectNamesNear(tx, ids, day);
  return ids.map((id) => found.find((each) => each.id === id)?.name ?? '');
};

type DatedTable = 'unit_name' | 'unit_kind' | 'unit_code' | 'unit_link';
const table = (name: DatedTable) => sql.table(`units.${name}`);

/** Ends what holds on the day, on that day. */
const cutAt = (tx: Tx, name: DatedTable, unitId: Id, on: CivilDate) =>
  run(
    tx,
    sql`update ${table(name)} set valid = daterange(lower(valid), ${on}::text::date)
         where unit_id = ${unitId} and valid @> ${on}::text::date`,
  );

export async function setName(tx: Tx, unitId: Id, days: Period, name: string): Promise<void> {
  await cutAt(tx, 'unit_name', unitId, days.from);
  await run(
    tx,
    sql`insert into units.unit_name (unit_id, valid, name, search_key)
        values (${unitId}, ${dateRange(days.from, days.to)}, ${name}, ${unitSearchKey(name)})`,
  );
}

export async function setKind(tx: Tx, unitId: Id, days: Period, value: KindAndSector): Promise<void> {
  await cutAt(tx, 'unit_kind', unitId, days.from);
  await run(
    tx,
    sql`insert into units.unit_kind (unit_id, valid, kind, sector)
        values (${unitId}, ${dateRange(days.from, days.to)}, ${value.kind}, ${value.sector})`,
  );
}

/** Null: the unit bears no code from that day on. */
export async function setCode(tx: Tx, unitId: Id, days: Period, code: string | null): Promise<void> {
  await cutAt(tx, 'unit_code', unitId, days.from);
  if (code !== null)
    await run(
      tx,
      sql`insert into units.unit_code (unit_id, valid, code)
          values (${unitId}, ${dateRange(days.from, days.to)}, ${code})`,
    );
}

export async function setParent(tx: Tx, unitId: Id, days: Period, parentId: Id): Promise<void> {
  await cutAt(tx, 'unit_link', unitId, days.from);
  await run(
    tx,
    sql`insert into units.unit_link (unit_id, parent_id, valid)
        values (${unitId}, ${parentId}, ${dateRange(days.from, days.to)})`,
  );
}

/** Takes away what begins on the day and lets what held before go on in its place, up to `until`. */
export async function undoFrom(tx: Tx, name: DatedTable, unitId: Id, days: Period): Promise<void> {
  await run(
    tx,
    sql`delete from ${table(name)} where unit_id = ${unitId} and lower(valid) = ${days.from}::text::date`,
  );
  await run(
    tx,
    sql`update ${table(name)} set valid = daterange(lower(valid), ${days.to}::text::date)
         where unit_id = ${unitId} and upper(valid) = ${days.from}::text::date`,
  );
}

const LINES = ['unit_link', 'unit_name', 'unit_kind', 'unit_code', 'term', 'area'] as const;

/** Ends a unit and everything dated about it. */
export async function endLife(tx: Tx, unitId: Id, on: CivilDate): Promise<void> {
  for (const name of LINES) {
    const dated = sql.table(`units.${name}`);
    await run(tx, sql`delete from ${dated} where unit_id = ${unitId} and lower(valid) >= ${on}::text::date`);
    await run(
      tx,
      sql`update ${dated} set valid = daterange(lower(valid), ${on}::text::date)
           where unit_id = ${unitId} and (upper(valid) is null or upper(valid) > ${on}::text::date)`,
    );
  }
  await run(tx, sql`update units.unit set ended_on = ${on}::text::date where id = ${unitId}`);
}

/** Gives a unit that was to end its open end back. */
export async function reopenLife(tx: Tx, unitId: Id, on: CivilDate): Promise<void> {
  await run(tx, sql`update units.unit set ended_on = null where id = ${unitId}`);
  for (const name of LINES)
    await run(
      tx,
      sql`update ${sql.table(`units.${name}`)} set valid = daterange(lower(valid), null)
           where unit_id = ${unitId} and upper(valid) = ${on}::text::date`,
    );
  await run(tx, sql`delete from units.succession where unit_id = ${unitId} and since_on = ${on}::text::date`);
}

/** Takes away everything about a unit that has not begun; then the unit itself can go. */
export async function clearUnit(tx: Tx, unitId: Id): Promise<void> {
  for (const name of ['unit_path', ...LINES, 'change'])
    await run(tx, sql`delete from ${sql.table(`units.${name}`)} where unit_id = ${unitId}`);
  await run(tx, sql`delete from units.succession where successor_id = ${unitId} or unit_id = ${unitId}`);
}

/** Takes away a cleared unit. Nothing may point at it any more. */
export const removeUnit = (tx: Tx, unitId: Id) => run(tx, sql`delete from units.unit where id = ${unitId}`);

export type NewChange = {
  id: Id;
  unitId: Id;
  verb: ChangeVerb;
  on: CivilDate;
  before: unknown;
  after: unknown;
  decision: string;
  decisionOn: CivilDate | null;
  issuedBy: string | null;
  by: Id | null;
};

export const insertChanges = (tx: Tx, changes: readonly NewChange[], at: Date) =>
  run(
    tx,
    sql`insert into units.change (id, unit_id, verb, from_on, before, after, decision, decision_on, issued_by,
                                  recorded_at, recorded_by)
        select id, "unitId", verb, "on", nullif(before, 'null'), nullif(after, 'null'), decision, "decisionOn",
               "issuedBy", ${at}, "by"
          from jsonb_to_recordset(${json(changes)})
               as x (id uuid, "unitId" uuid, verb text, "on" date, before jsonb, after jsonb, decision text,
                     "decisionOn" date, "issuedBy" text, "by" uuid)`,
  );

export type ChangeRow = Omit<NewChange, 'by'> & { withdrawnAt: Date | null };

const changeColumns = sql`
  c.id, c.unit_id as "unitId", c.verb, c.from_on as "on", c.before, c.after, c.decision,
  c.decision_on as "decisionOn", c.issued_by as "issuedBy", c.withdrawn_at as "withdrawnAt"`;

/** Every change of a unit, those withdrawn too, oldest day first. */
export const selectChanges = (tx: Tx, unitId: Id) =>
  rows(
    tx,
    sql<ChangeRow>`
      select ${changeColumns} from units.change c where c.unit_id = ${unitId} order by c.from_on, c.id`,
  );

export const selectChange = (tx: Tx, unitId: Id, changeId: Id) =>
  maybeOne(
    tx,
    sql<ChangeRow>`select ${changeColumns} from units.change c where c.id = ${changeId} and c.unit_id = ${unitId}`,
  );

export const markWithdrawn = (tx: Tx, changeId: Id, by: Id | null, at: Date) =>
  run(tx, sql`update units.change set withdrawn_at = ${at}, withdrawn_by = ${by} where id = ${changeId}`);

/** Each of these units is carried on by each of those, from a day on. */
export const insertSuccessions = (
  tx: Tx,
  links: readonly { unitId: Id; successorId: Id; sinceOn: CivilDate }[],
) =>
  run(
    tx,
    sql`insert into units.succession (unit_id, successor_id, since_on)
        select "unitId", "successorId", "sinceOn"
          from jsonb_to_recordset(${json(links)}) as x ("unitId" uuid, "successorId" uuid, "sinceOn" date)
        on conflict (unit_id, successor_id) do nothing`,
  );
