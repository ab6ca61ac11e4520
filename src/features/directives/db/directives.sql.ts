import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { withoutMarks } from '#kernel/vietnamese.ts';
import { json, maybeOne, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { ComingEffect } from '#platform/feature.ts';
import type { DirectiveKind, DirectiveNeed } from '../contract.ts';

export type DirectiveRow = {
  id: Id;
  unitId: Id;
  issuingUnitName: string;
  kind: DirectiveKind;
  symbol: string;
  issuedOn: CivilDate;
  title: string;
  /** The title was not read in the paper itself. */
  isUnverified: boolean;
  summary: string | null;
  needs: DirectiveNeed;
  dueOn: CivilDate | null;
  sentOn: CivilDate;
  withdrawnAt: Date | null;
  withdrawnBecause: string | null;
};

/** The committee is named as it was called on the day of the paper's sending. */
const from = sql`
  directives.directive d
  join units.unit_name n on n.unit_id = d.unit_id and n.valid @> d.sent_on`;
const columns = sql`
  d.id, d.unit_id as "unitId", n.name as "issuingUnitName", d.kind, d.symbol, d.issued_on as "issuedOn", d.title,
  d.is_unverified as "isUnverified", d.summary, d.needs, d.due_on as "dueOn",
  d.sent_on as "sentOn", d.withdrawn_at as "withdrawnAt", d.withdrawn_because as "withdrawnBecause"`;

export type TakenUp = { on: CivilDate; meetingId: Id };
export type ReceivedRow = DirectiveRow & {
  receivedAt: Date | null;
  receivedByName: string | null;
  takenUp: TakenUp | null;
};

const takenUp = sql`
  case when r.taken_up_on is not null
       then jsonb_build_object('on', r.taken_up_on::text, 'meetingId', r.taken_up_in) end`;

const received = sql`${columns}, r.received_at as "receivedAt", p.full_name as "receivedByName",
  ${takenUp} as "takenUp"`;

/** Papers that reached a unit, newest first, from one id backwards. */
export const selectForUnit = (tx: Tx, unitId: Id, before: Id | null, most: number) =>
  rows(
    tx,
    sql<ReceivedRow>`
      select ${received} from directives.recipient r join ${from} on d.id = r.directive_id
        left join members.person p on p.id = r.received_by
       where r.unit_id = ${unitId} and d.withdrawn_at is null
         and (${before}::text::uuid is null or d.id < ${before}::text::uuid)
       order by d.id desc limit ${most}`,
  );

export const selectOneForUnit = (tx: Tx, unitId: Id, directiveId: Id) =>
  maybeOne(
    tx,
    sql<ReceivedRow>`
      select ${received} from directives.recipient r join ${from} on d.id = r.directive_id
        left join members.person p on p.id = r.received_by
       where r.unit_id = ${unitId} and d.id = ${directiveId} and d.withdrawn_at is null`,
  );

/** A paper that a later one replaced or ended asks nothing any more. */
const holds = sql`
  not exists (select from directives.link l join directives.directive later on later.id = l.directive_id
               where l.target_id = d.id and l.kind in ('ends', 'replaces') and later.withdrawn_at is null)`;

export type DirectiveForMeeting = {
  id: Id;
  symbol: string;
  title: string;
  issuedOn: CivilDate;
  issuingUnitName: string;
  needs: DirectiveNeed;
  dueOn: CivilDate | null;
};

export const selectSentBetween = (tx: Tx, unitId: Id, period: { from: CivilDate; to: CivilDate }) =>
  rows(
    tx,
    sql<DirectiveForMeeting>`
      select d.id, d.symbol, d.title, d.issued_on as "issuedOn", n.name as "issuingUnitName", d.needs,
             d.due_on as "dueOn"
        from directives.recipient r join directives.directive d on d.id = r.directive_id
        join units.unit_name n on n.unit_id = d.unit_id and n.valid @> d.sent_on
       where r.unit_id = ${unitId} and d.withdrawn_at is null and ${holds}
         and d.sent_on >= ${period.from}::text::date and d.sent_on < ${period.to}::text::date
       order by d.needs = 'carry-out' desc, d.needs = 'discuss' desc, d.issued_on, d.id`,
  );

/** How many papers sent in a span of days, `to` not included, each of these units has not opened. */
export const countStillUnopened = (
  tx: Tx,
  unitIds: readonly Id[],
  span: { from: CivilDate; to: CivilDate },
) =>
  rows(
    tx,
    sql<{ unitId: Id; count: number }>`
      select r.unit_id as "unitId", count(*)::int as count
        from directives.recipient r join directives.directive d on d.id = r.directive_id
       where r.unit_id = any(${uuids(unitIds)}) and r.received_at is null and d.withdrawn_at is null
         and d.sent_on >= ${span.from}::text::date and d.sent_on < ${span.to}::text::date and ${holds}
       group by r.unit_id`,
  );

/** How many papers sent since a day each of these units has not opened, and whether one is past its day. */
export const countUnopened = async (
  tx: Tx,
  unitIds: readonly Id[],
  since: CivilDate,
  today: CivilDate,
): Promise<{ unitId: Id; count: number; isLate: boolean }[]> =>
  unitIds.length === 0
    ? []
    : rows(
        tx,
        sql<{ unitId: Id; count: number; isLate: boolean }>`
      /* hot */ select r.unit_id as "unitId", count(*)::int as count,
             bool_or(coalesce(d.due_on < ${today}::text::date, false)) as "isLate"
        from directives.recipient r join directives.directive d on d.id = r.directive_id
       where r.unit_id = any(${uuids(unitIds)}) and r.received_at is null and d.withdrawn_at is null
         and d.sent_on >= ${since}::text::date and ${holds}
       group by r.unit_id`,
      );

/** How many papers of each of these committees, sent from one day to another, have not been opened by every unit. */
export const countNotOpenedBy = async (
  tx: Tx,
  unitIds: readonly Id[],
  since: CivilDate,
  until: CivilDate,
): Promise<{ unitId: Id; count: number }[]> =>
  unitIds.length === 0
    ? []
    : rows(
        tx,
        sql<{ unitId: Id; count: number }>`
      /* hot */ select d.unit_id as "unitId", count(*)::int as count
        from directives.directive d
       where d.unit_id = any(${uuids(unitIds)}) and d.withdrawn_at is null and ${holds}
         and d.sent_on >= ${since}::text::date and d.sent_on <= ${until}::text::date
         and exists (select 1 from directives.recipient r where r.directive_id = d.id and r.received_at is null)
       group by d.unit_id`,
      );

export type IssuedRow = DirectiveRow & { recipients: number; opened: number; takenUp: number };

const reach = sql`
  join lateral (
    select count(*)::int as recipients, count(r.received_at)::int as opened,
           count(r.taken_up_on)::int as "takenUp"
      from directives.recipient r where r.directive_id = d.id
  ) reach on true`;

/** Papers of a committee with how many units have opened each, newest first. */
export const selectIssuedBy = (tx: Tx, unitId: Id, before: Id | null, most: number) =>
  rows(
    tx,
    sql<IssuedRow>`
      select ${columns}, reach.recipients, reach.opened, reach."takenUp"
        from ${from} ${reach}
       where d.unit_id = ${unitId} and (${before}::text::uuid is null or d.id < ${before}::text::uuid)
       order by d.id desc limit ${most}`,
  );

export const selectIssued = (tx: Tx, unitId: Id, directiveId: Id) =>
  maybeOne(
    tx,
    sql<IssuedRow>`
      select ${columns}, reach.recipients, reach.opened, reach."takenUp" from ${from} ${reach}
       where d.id = ${directiveId} and d.unit_id = ${unitId}`,
  );

export type KnownPaper = { id: Id; symbol: string; title: string; issuedOn: CivilDate; issuerId: Id };

/** Papers that a unit issued or received, newest first; those taken back are left out. `only`: of these ids. */
export const selectKnownPapers = (tx: Tx, unitId: Id, most: number, only: readonly Id[] | null) =>
  rows(
    tx,
    sql<KnownPaper>`
      select d.id, d.symbol, d.title, d.issued_on as "issuedOn", d.unit_id as "issuerId"
        from directives.directive d
       where d.withdrawn_at is null
         and (${only === null} or d.id = any(${uuids(only ?? [])}))
         and (d.unit_id = ${unitId} or exists (
               select from directives.recipient r where r.directive_id = d.id and r.unit_id = ${unitId}))
       order by d.id desc limit ${most}`,
  );

export type ReceiptRow = { unitId: Id; receivedAt: Date | null };

export const selectReceipts = (tx: Tx, directiveId: Id) =>
  rows(
    tx,
    sql<ReceiptRow>`
      select unit_id as "unitId", received_at as "receivedAt"
        from directives.recipient where directive_id = ${directiveId}`,
  );

export type NewDirective = {
  id: Id;
  unitId: Id;
  kind: DirectiveKind;
  symbol: string;
  issuedOn: CivilDate;
  title: string;
  summary: string | null;
  needs: DirectiveNeed;
  dueOn: CivilDate | null;
  issuedBy: Id;
  sentOn: CivilDate;
  /** The title is told from elsewhere; nobody has read it in the paper. */
  isUnverified?: boolean;
};

/** The words by which a paper is found. */
export const searchKeyOf = (paper: { symbol: string; title: string; summary: string | null }): string =>
  withoutMarks(`${paper.symbol} ${paper.title} ${paper.summary ?? ''}`);

/** The paper and everybody it goes to, in one statement. */
export const insertDirective = (tx: Tx, directive: NewDirective, unitIds: readonly Id[], at: Date) =>
  run(
    tx,
    sql`with paper as (
          insert into directives.directive
                 (id, unit_id, kind, symbol, issued_on, title, summary, needs, due_on, issued_by, sent_on, sent_at,
                  search_key, is_unverified)
          values (${directive.id}, ${directive.unitId}, ${directive.kind}, ${directive.symbol},
                  ${directive.issuedOn}::text::date, ${directive.title}, ${directive.summary}, ${directive.needs},
                  ${directive.dueOn}::text::date, ${directive.issuedBy}, ${directive.sentOn}::text::date, ${at},
                  ${searchKeyOf(directive)}, ${directive.isUnverified ?? false})
          returning id
        )
        insert into directives.recipient (directive_id, unit_id)
        select paper.id, u from paper, unnest(${uuids(unitIds)}) u`,
  );

export const markOpened = (tx: Tx, unitId: Id, directiveId: Id, by: Id, at: Date) =>
  run(
    tx,
    sql`update directives.recipient set received_at = ${at}, received_by = ${by}
         where directive_id = ${directiveId} and unit_id = ${unitId} and received_at is null`,
  );

export const markDirectiveWithdrawn = (tx: Tx, unitId: Id, directiveId: Id, because: string, at: Date) =>
  maybeOne(
    tx,
    sql<{ id: Id }>`
      update directives.directive set withdrawn_at = ${at}, withdrawn_because = ${because}
       where id = ${directiveId} and unit_id = ${unitId} and withdrawn_at is null
      returning id`,
  );

export const selectDirectivesOfPerson = (tx: Tx, personId: Id) =>
  rows(
    tx,
    sql<Record<string, unknown>>`
      select d.id, d.symbol, d.title, 'issued' as "what", d.sent_at as at from directives.directive d
       where d.issued_by = ${personId}
      union all
      select d.id, d.symbol, d.title, 'opened', r.received_at from directives.recipient r
        join directives.directive d on d.id = r.directive_id where r.received_by = ${personId}
      union all
      select d.id, d.symbol, d.title, 'added a file', f.added_at from directives.paper_file f
        join directives.directive d on d.id = f.directive_id where f.added_by = ${personId}
      union all
      select d.id, d.symbol, d.title, 'took a file off', f.removed_at from directives.paper_file f
        join directives.directive d on d.id = f.directive_id where f.removed_by = ${personId}
       order by at`,
  );

/**
 * Papers that units which a plan ends have still to open or to carry out on its day or later, and that no other paper
 * ends or replaces: for each, the units that carry on and have not got it yet.
 */
const readdressed = ({ on, ended }: Pick<ComingEffect, 'on' | 'ended'>) => sql`
  select d.id as directive_id, d.symbol, d.title, r.unit_id, s.id::uuid as successor_id
    from jsonb_to_recordset(${json(ended)}) as e ("unitId" uuid, "successorIds" jsonb)
    cross join lateral jsonb_array_elements_text(e."successorIds") as s (id)
    join directives.recipient r on r.unit_id = e."unitId"
    join directives.directive d on d.id = r.directive_id and d.withdrawn_at is null
   where (r.received_at is null or d.due_on >= ${on}::text::date)
     and ${holds}
     and not exists (select from directives.recipient h where h.directive_id = d.id and h.unit_id = s.id::uuid)`;

export const selectReaddressed = (tx: Tx, plan: ComingEffect) =>
  rows(
    tx,
    sql<{ unitId: Id; symbol: string; title: string; intoIds: Id[] }>`
      with goes as (${readdressed(plan)})
      select unit_id as "unitId", symbol, title, array_agg(successor_id::text order by successor_id) as "intoIds"
        from goes group by directive_id, unit_id, symbol, title order by directive_id, unit_id`,
  );

/** Addresses what still holds to the units that carry on; that the old ones received it stays. */
export async function readdressByPlan(tx: Tx, plan: Pick<ComingEffect, 'on' | 'ended'>): Promise<void> {
  if (plan.ended.length === 0) return;
  await run(
    tx,
    sql`with goes as (${readdressed(plan)})
        insert into directives.recipient (directive_id, unit_id)
        select distinct directive_id, successor_id from goes`,
  );
}
