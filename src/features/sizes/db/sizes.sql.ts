import type { Sector, UnitKind, UnitSummary } from '#features/units/contract.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { dateRange, maybeOne, one, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { SizeConsent, SizeWarningKey } from '../contract.ts';

const level = (depth: number) => sql.ref(`p.l${depth}`);
const leading = sql`('secretary', 'deputy-secretary', 'committee-member')`;

export type Figures = { members: number; official: number; leaders: number };

/** Members at home in a unit and everything below it. `depth` is how many units lie above it. */
export const selectFigures = (tx: Tx, unitId: Id, depth: number, day: CivilDate) =>
  one(
    tx,
    sql<Figures>`
      select count(*)::int as members,
             count(*) filter (where m.status <> 'provisional')::int as official,
             (select count(distinct person_id)::int from mandates.mandate
               where unit_id = ${unitId} and post in ${leading} and valid @> ${day}::text::date) as leaders
        from units.unit_path p
        join members.membership m
          on m.branch_id = p.unit_id and m.nature = 'home' and m.valid @> ${day}::text::date
       where ${level(depth)} = ${unitId} and p.valid @> ${day}::text::date`,
  );

export type SizedUnit = UnitSummary &
  Figures & { parentName: string | null; kind: UnitKind; sector: Sector | null };

/** Every unit at or below this one whose level has rules about size, with its figures. */
export const selectSizes = (tx: Tx, unitId: Id, depth: number, day: CivilDate) =>
  rows(
    tx,
    sql<SizedUnit>`
      with below as materialized (
        select p.unit_id, p.depth, array_remove(array[p.l0, p.l1, p.l2, p.l3, p.l4, p.l5, p.l6, p.l7], null) as way
          from units.unit_path p
         where ${level(depth)} = ${unitId} and p.valid @> ${day}::text::date
      ), counted as materialized (
        select m.branch_id, count(*)::int as members,
               count(*) filter (where m.status <> 'provisional')::int as official
          from members.membership m
         where m.nature = 'home' and m.valid @> ${day}::text::date
         group by m.branch_id
      ), summed as (
        select s.id, sum(c.members)::int as members, sum(c.official)::int as official
          from below b join counted c on c.branch_id = b.unit_id
         cross join lateral unnest(b.way) as s (id)
         group by s.id
      ), led as (
        select unit_id, count(distinct person_id)::int as leaders from mandates.mandate
         where post in ${leading} and valid @> ${day}::text::date group by unit_id
      )
      select b.unit_id as id, n.name, k.kind, k.sector, c.code, pn.name as "parentName",
             coalesce(s.members, 0) as members, coalesce(s.official, 0) as official,
             coalesce(l.leaders, 0) as leaders
        from below b
        join units.unit_kind k on k.unit_id = b.unit_id and k.valid @> ${day}::text::date
        join units.unit_name n on n.unit_id = b.unit_id and n.valid @> ${day}::text::date
        left join units.unit_code c on c.unit_id = b.unit_id and c.valid @> ${day}::text::date
        left join units.unit_name pn on pn.unit_id = b.way[b.depth] and pn.valid @> ${day}::text::date
        left join summed s on s.id = b.unit_id
        left join led l on l.unit_id = b.unit_id
       where k.kind in ('branch', 'base-branch', 'base-committee', 'sub-committee')
       order by b.depth, c.code nulls last, n.search_key`,
  );

const consent = sql`
  c.id, c.unit_id as "unitId", c.warning, lower(c.valid)::text as "from", upper(c.valid)::text as "to", c.document,
  c.document_on as "documentOn",
  (select n.name from units.unit_name n where n.unit_id = c.given_by_id
    order by n.valid @> c.document_on desc, n.valid desc limit 1) as "givenBy"`;

export type ConsentRow = SizeConsent & { unitId: Id };

/** Every consent about a unit, the latest first. */
export const selectConsents = (tx: Tx, unitId: Id) =>
  rows(
    tx,
    sql<ConsentRow>`select ${consent} from sizes.consent c where c.unit_id = ${unitId}
                     order by lower(c.valid) desc, c.id desc`,
  );

/** Consents that hold on a day for any of these units. */
export const selectConsentsOn = (tx: Tx, unitIds: readonly Id[], day: CivilDate) =>
  rows(
    tx,
    sql<ConsentRow>`select ${consent} from sizes.consent c
                     where c.unit_id = any(${uuids(unitIds)}) and c.valid @> ${day}::text::date`,
  );

export const insertConsent = (
  tx: Tx,
  given: {
    id: Id;
    unitId: Id;
    warning: SizeWarningKey;
    from: CivilDate;
    to: CivilDate | null;
    document: string;
    documentOn: CivilDate;
    givenById: Id;
    by: Id;
  },
  at: Date,
) =>
  run(
    tx,
    sql`insert into sizes.consent
          (id, unit_id, warning, valid, document, document_on, given_by_id, recorded_at, recorded_by)
        values (${given.id}, ${given.unitId}, ${given.warning}, ${dateRange(given.from, given.to)},
                ${given.document}, ${given.documentOn}::text::date, ${given.givenById}, ${at}, ${given.by})`,
  );

/** Ends a consent on a day inside it. Gives nothing back when the day does not lie there. */
export const closeConsent = (tx: Tx, unitId: Id, consentId: Id, on: CivilDate) =>
  maybeOne(
    tx,
    sql<{ id: Id }>`
      update sizes.consent set valid = daterange(lower(valid), ${on}::text::date)
       where id = ${consentId} and unit_id = ${unitId} and lower(valid) < ${on}::text::date
         and (upper(valid) is null or upper(valid) > ${on}::text::date)
      returning id`,
  );

/** Takes away a consent that has not begun. */
export const removeConsent = (tx: Tx, unitId: Id, consentId: Id, today: CivilDate) =>
  maybeOne(
    tx,
    sql<{ id: Id }>`
      delete from sizes.consent where id = ${consentId} and unit_id = ${unitId}
         and lower(valid) > ${today}::text::date returning id`,
  );

/** For a person's own copy: consents that the person recorded. */
export const selectRecordedBy = (tx: Tx, personId: Id) =>
  rows(
    tx,
    sql<Record<string, unknown>>`
      select unit_id as "unitId", warning, document, recorded_at as "recordedAt" from sizes.consent
       where recorded_by = ${personId} order by recorded_at`,
  );
