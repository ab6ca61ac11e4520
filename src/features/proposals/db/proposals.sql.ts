import type { Terrain, UnitKind } from '#features/units/contract.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { json, maybeOne, rows, run, sql, type Tx } from '#platform/database/database.ts';
import type { Asked, Weight } from '../domain/asked.ts';
import type { GroundUnit, Neighbours } from '../domain/ground.ts';

const level = (depth: number) => sql.ref(`p.l${depth}`);

export type UnitBelow = {
  id: Id;
  name: string;
  code: string | null;
  kind: UnitKind;
  people: number | null;
  km2: number | null;
  lat: number | null;
  lon: number | null;
  terrain: Terrain;
  members: number;
  branches: number;
};

/**
 * The units directly below with the figures of their places, and the members and branches in each and everything below it.
 * `depth` is how many units lie above the unit itself.
 */
export const selectGround = (tx: Tx, unitId: Id, depth: number, day: CivilDate) =>
  rows(
    tx,
    sql<UnitBelow>`
      with below as materialized (
        select p.unit_id, ${level(depth + 1)} as child from units.unit_path p
         where ${level(depth)} = ${unitId} and p.depth > ${depth}::int and p.valid @> ${day}::text::date
      ), counted as (
        select b.child, count(*)::int as members
          from below b join members.membership m
            on m.branch_id = b.unit_id and m.nature = 'home' and m.valid @> ${day}::text::date
         group by b.child
      ), branches as (
        select b.child, count(*)::int as branches
          from below b join units.unit_kind k on k.unit_id = b.unit_id and k.valid @> ${day}::text::date
         where k.kind in ('branch', 'base-branch') group by b.child
      )
      select l.unit_id as id, n.name, c.code, k.kind, a.population as people, a.km2::float8 as km2, a.lat, a.lon,
             coalesce(a.terrain, 'ordinary') as terrain, coalesce(m.members, 0) as members,
             coalesce(b.branches, 0) as branches
        from units.unit_link l
        join units.unit_name n on n.unit_id = l.unit_id and n.valid @> ${day}::text::date
        join units.unit_kind k on k.unit_id = l.unit_id and k.valid @> ${day}::text::date
        left join units.unit_code c on c.unit_id = l.unit_id and c.valid @> ${day}::text::date
        left join units.area a on a.unit_id = l.unit_id and a.valid @> ${day}::text::date
        left join counted m on m.child = l.unit_id
        left join branches b on b.child = l.unit_id
       where l.parent_id = ${unitId} and l.valid @> ${day}::text::date
       order by c.code nulls last, n.search_key, l.unit_id`,
  );

/** The names of the units two steps below, with the unit between. */
export const selectGrandchildren = (tx: Tx, unitId: Id, day: CivilDate) =>
  rows(
    tx,
    sql<{ parentId: Id; name: string }>`
      select u.unit_id as "parentId", n.name
        from units.unit_link u
        join units.unit_link l on l.parent_id = u.unit_id and l.valid @> ${day}::text::date
        join units.unit_name n on n.unit_id = l.unit_id and n.valid @> ${day}::text::date
       where u.parent_id = ${unitId} and u.valid @> ${day}::text::date`,
  );

/** What was found, as it is kept: places in the list of units stand for units. */
export type Found = {
  units: GroundUnit[];
  neighbours: Neighbours[];
  candidates: number;
  isCut: boolean;
  /** Of how many units groups were looked at; absent in old ones: as many as asked for. */
  parts?: number;
  alternatives: { best: Weight[]; isProven?: boolean; groups: { members: number[]; seat: number }[] }[];
};

export type ProposalRow = {
  id: Id;
  unitId: Id;
  on: CivilDate;
  asked: Asked;
  found: Found;
  at: Date;
};

const columns = sql`
  p.id, p.unit_id as "unitId", p.effective_on::text as "on", p.asked, p.found, p.made_at as at`;

export const selectProposal = (tx: Tx, proposalId: Id) =>
  maybeOne(tx, sql<ProposalRow>`select ${columns} from proposals.proposal p where p.id = ${proposalId}`);

/** The latest proposals of a unit. */
export const selectProposalsOf = (tx: Tx, unitId: Id, most: number) =>
  rows(
    tx,
    sql<Omit<ProposalRow, 'found' | 'unitId'> & { alternatives: number; units: number; plans: number }>`
      select p.id, p.effective_on::text as "on", p.asked, p.made_at as at,
             jsonb_array_length(p.found -> 'alternatives') as alternatives,
             jsonb_array_length(p.found -> 'alternatives' -> 0 -> 'groups') as units,
             (select count(*)::int from proposals.chosen c where c.proposal_id = p.id) as plans
        from proposals.proposal p where p.unit_id = ${unitId} order by p.made_at desc, p.id desc limit ${most}`,
  );

/** Gives nothing back when there is one with this id already. */
export const insertProposal = (tx: Tx, proposal: Omit<ProposalRow, 'at'> & { by: Id }, at: Date) =>
  maybeOne(
    tx,
    sql<{ id: Id }>`
      insert into proposals.proposal (id, unit_id, effective_on, asked, found, made_by, made_at)
      values (${proposal.id}, ${proposal.unitId}, ${proposal.on}::text::date, ${json(proposal.asked)},
              ${json(proposal.found)}, ${proposal.by}, ${at})
      on conflict do nothing returning id`,
  );

export const insertChosen = (tx: Tx, chosen: { planId: Id; proposalId: Id; alternative: number }) =>
  run(
    tx,
    sql`insert into proposals.chosen (plan_id, proposal_id, alternative)
        values (${chosen.planId}, ${chosen.proposalId}, ${chosen.alternative})`,
  );

export const selectChosen = (tx: Tx, proposalId: Id) =>
  rows(
    tx,
    sql<{ planId: Id; alternative: number }>`
      select plan_id as "planId", alternative from proposals.chosen where proposal_id = ${proposalId} order by plan_id`,
  );

export const selectMadeBy = (tx: Tx, personId: Id) =>
  rows(
    tx,
    sql<{ id: Id; on: CivilDate; at: Date }>`
      select id, effective_on::text as "on", made_at as at from proposals.proposal where made_by = ${personId}`,
  );
