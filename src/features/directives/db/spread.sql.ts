import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { maybeOne, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { TakenUp } from './directives.sql.ts';

/** Whose recipients are looked at: a committee and how many units lie above it, or a unit under it. */
export type Scope = {
  directiveId: Id;
  unitId: Id;
  depth: number;
  under: { unitId: Id; depth: number } | null;
  today: CivilDate;
};

export type Reach = { recipients: number; opened: number; branches: number; takenUp: number; ended: number };

const level = (depth: number) => sql.ref(`p.l${depth}`);
/** Today, or the last day of a unit that is no more: one that ended is counted where it stood. */
const day = (today: CivilDate) => sql`
  (case when u.ended_on <= ${today}::text::date then u.ended_on - 1
        else greatest(u.founded_on, ${today}::text::date) end)`;
const recipients = ({ today }: Scope) => sql`
  directives.recipient r
  join units.unit u on u.id = r.unit_id
  join units.unit_kind k on k.unit_id = r.unit_id and k.valid @> ${day(today)}
  left join units.unit_path p on p.unit_id = r.unit_id and p.valid @> ${day(today)}`;
const inScope = ({ directiveId, under }: Scope) => sql`
  where r.directive_id = ${directiveId}
  ${under ? sql`and ${level(under.depth)} = ${under.unitId}` : sql``}`;
const isBranch = sql`k.kind in ('branch', 'base-branch')`;
const hasEnded = (today: CivilDate) => sql`coalesce(u.ended_on <= ${today}::text::date, false)`;

export type PartRow = Reach & { unitId: Id | null; unitName: string | null; isBranch: boolean };

/**
 * What became of a paper, summed by the units directly below the committee, or below the unit that is looked at. The row
 * without a unit holds those that stand elsewhere today, and the unit itself.
 */
export const selectParts = (tx: Tx, scope: Scope) => {
  const { unitId, depth } = scope.under ?? scope;
  return rows(
    tx,
    sql<PartRow>`
      with part as (
        select case when ${level(depth)} = ${unitId} then ${level(depth + 1)} end as id,
               count(*)::int as recipients, count(r.received_at)::int as opened,
               count(*) filter (where ${isBranch})::int as branches, count(r.taken_up_on)::int as taken_up,
               (count(*) filter (where ${isBranch} and r.taken_up_on is null and ${hasEnded(scope.today)}))::int as ended
          from ${recipients(scope)} ${inScope(scope)} group by 1
      )
      select part.id as "unitId", n.name as "unitName", part.recipients, part.opened, part.branches,
             part.taken_up as "takenUp", part.ended,
             coalesce(${isBranch}, false) as "isBranch"
        from part
        left join units.unit u on u.id = part.id
        left join units.unit_name n on n.unit_id = part.id and n.valid @> ${day(scope.today)}
        left join units.unit_kind k on k.unit_id = part.id and k.valid @> ${day(scope.today)}
        left join units.unit_code c on c.unit_id = part.id and c.valid @> ${day(scope.today)}
       order by c.code nulls last, n.search_key`,
  );
};

export type RecipientRow = {
  unitId: Id;
  unitName: string;
  receivedAt: Date | null;
  receivedByName: string | null;
  isBranch: boolean;
  hasEnded: boolean;
  takenUp: (Omit<TakenUp, 'meetingId'> & { meetingId: Id | null }) | null;
};

/** Which recipients are listed: all, those that have not opened it, or the branches that have not taken it up. */
export type Shown = 'all' | 'unopened' | 'not-taken-up';

const only = (shown: Shown, today: CivilDate) =>
  shown === 'unopened'
    ? sql`and r.received_at is null`
    : shown === 'not-taken-up'
      ? sql`and ${isBranch} and r.taken_up_on is null and not ${hasEnded(today)}`
      : sql``;

/** Those that have not opened it come first, then those that have not taken it up. */
export const selectRecipients = (tx: Tx, scope: Scope, shown: Shown, most: number) =>
  rows(
    tx,
    sql<RecipientRow>`
      select r.unit_id as "unitId", n.name as "unitName", r.received_at as "receivedAt",
             reader.full_name as "receivedByName", ${isBranch} as "isBranch", ${hasEnded(scope.today)} as "hasEnded",
             case when r.taken_up_on is not null then jsonb_build_object(
               'on', r.taken_up_on::text,
               'meetingId', case when ${level(scope.depth)} = ${scope.unitId} then r.taken_up_in end) end as "takenUp"
        from ${recipients(scope)}
        join units.unit_name n on n.unit_id = r.unit_id and n.valid @> ${day(scope.today)}
        left join units.unit_code c on c.unit_id = r.unit_id and c.valid @> ${day(scope.today)}
        left join members.person reader on reader.id = r.received_by
       ${inScope(scope)} ${only(shown, scope.today)}
       order by r.received_at is not null, r.taken_up_on is not null, c.code nulls last, n.search_key limit ${most}`,
  );

/** The name of a unit today, or its last. */
export const selectLastName = async (tx: Tx, unitId: Id, today: CivilDate): Promise<string | undefined> =>
  (
    await maybeOne(
      tx,
      sql<{ name: string }>`
        select n.name from units.unit u
          join units.unit_name n on n.unit_id = u.id and n.valid @> ${day(today)} where u.id = ${unitId}`,
    )
  )?.name;

/**
 * A branch took papers up in a meeting; the first meeting stays, by the day on which it was held. What the branch itself did
 * not receive came to it with the plans of a branch that it carries on, and is taken up for that one.
 */
export const markTakenUp = (
  tx: Tx,
  meeting: { meetingId: Id; branchId: Id; heldOn: CivilDate },
  directiveIds: readonly Id[],
) =>
  run(
    tx,
    sql`with recursive gone (id) as (
          select s.unit_id from units.succession s where s.successor_id = ${meeting.branchId}
          union select s.unit_id from gone g join units.succession s on s.successor_id = g.id
        )
        update directives.recipient r
           set taken_up_on = ${meeting.heldOn}::text::date, taken_up_in = ${meeting.meetingId}
         where r.directive_id = any(${uuids(directiveIds)})
           -- A list, so that the key finds the few rows: a paper of the city has as many recipients as it has branches.
           and r.unit_id = any(array(select ${meeting.branchId}::uuid union all select id from gone))
           and (r.taken_up_on is null or r.taken_up_on > ${meeting.heldOn}::text::date)
           and (r.unit_id = ${meeting.branchId}
                or not exists (select from directives.recipient own
                                where own.directive_id = r.directive_id and own.unit_id = ${meeting.branchId}))`,
  );

/** Papers that reached each of these units in a span of days, and how many of them it opened and took up in a meeting. */
export const selectPapersOf = (tx: Tx, unitIds: readonly Id[], days: { from: CivilDate; to: CivilDate }) =>
  rows(
    tx,
    sql<{ unitId: Id; received: number; opened: number; takenUp: number }>`
      select r.unit_id as "unitId", count(*)::int as received, count(r.received_at)::int as opened,
             count(r.taken_up_on)::int as "takenUp"
        from directives.recipient r join directives.directive d on d.id = r.directive_id
       where r.unit_id = any(${uuids(unitIds)}) and d.withdrawn_at is null
         and d.sent_on between ${days.from}::text::date and ${days.to}::text::date
       group by r.unit_id`,
  );
