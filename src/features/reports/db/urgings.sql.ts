import type { CivilDate, YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { rows, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { Need } from '../domain/needs.ts';

/** `mails`: how many letters tell of it. */
export type NewUrging = { id: Id; branchId: Id; needs: readonly Need[]; mails: number };

/** Urges branches for a month, each once a day in the name of a unit; gives those that were not urged that day before. */
export const insertUrgings = (
  tx: Tx,
  given: { unitId: Id; month: YearMonth; on: CivilDate; by: Id; text: string | null },
  urgings: readonly NewUrging[],
  at: Date,
) =>
  rows(
    tx,
    sql<{ branchId: Id }>`
      insert into reports.urging (id, unit_id, branch_id, month, urged_on, at, by_id, needs, text, mails)
      select n.id, ${given.unitId}, n."branchId", ${given.month}, ${given.on}::text::date, ${at}, ${given.by},
             n.needs, ${given.text}, n.mails
        from jsonb_to_recordset(${JSON.stringify(urgings)}::text::jsonb)
               as n (id uuid, "branchId" uuid, needs text[], mails int)
      on conflict (unit_id, month, branch_id, urged_on) do nothing
      returning branch_id as "branchId"`,
  );

/** The addresses of those who lead these branches on a day and are urged, of each who has given one. */
export const selectUrgedAddresses = (tx: Tx, branchIds: readonly Id[], today: CivilDate) =>
  rows(
    tx,
    sql<{ branchId: Id; email: string }>`
      select distinct m.unit_id as "branchId", p.email
        from mandates.mandate m join members.person p on p.id = m.person_id
       where m.unit_id = any(${uuids(branchIds)}) and m.post in ('secretary', 'deputy-secretary')
         and m.valid @> ${today}::text::date and p.email is not null`,
  );

/** `mails`: letters that told of it, of all times together; of these some have not left yet, or were refused so far. */
export type UrgedBranch = {
  branchId: Id;
  times: number;
  lastOn: CivilDate;
  byName: string;
  mails: number;
  waitingMails: number;
  refusedMails: number;
};

/** Which branches a unit has urged for a month: how often, when last and by whom. */
export const selectUrged = (tx: Tx, unitId: Id, month: YearMonth) =>
  rows(
    tx,
    sql<UrgedBranch>`
      select u.branch_id as "branchId", count(*)::int as times, max(u.urged_on)::text as "lastOn",
             (array_agg(p.full_name order by u.urged_on desc))[1] as "byName",
             sum(u.mails)::int as mails, coalesce(sum(l.waiting), 0)::int as "waitingMails",
             coalesce(sum(l.refused), 0)::int as "refusedMails"
        from reports.urging u join members.person p on p.id = u.by_id
        left join (select about, count(*) filter (where failure is null) as waiting,
                          count(*) filter (where failure is not null) as refused
                     from platform.outbox where about is not null and sent_at is null group by about) l
          on l.about = u.id
       where u.unit_id = ${unitId} and u.month = ${month}
       group by u.branch_id`,
  );

export type StandingUrging = {
  unitId: Id;
  unitName: string;
  branchId: Id;
  month: YearMonth;
  needs: Need[];
  text: string | null;
};

/**
 * The last urging of each unit for each branch and month, from a month on, the newest first. A unit that is no more urges
 * nobody: whoever the branch lies under now does.
 */
export const selectLastUrgings = (tx: Tx, branchIds: readonly Id[], from: YearMonth, today: CivilDate) =>
  rows(
    tx,
    sql<StandingUrging>`
      select l.unit_id as "unitId", n.name as "unitName", l.branch_id as "branchId", l.month,
             to_jsonb(l.needs) as needs, l.text
        from (select distinct on (unit_id, branch_id, month) *
                from reports.urging where branch_id = any(${uuids(branchIds)}) and month >= ${from}
               order by unit_id, branch_id, month, urged_on desc) l
        join units.unit_name n on n.unit_id = l.unit_id and n.valid @> ${today}::text::date
       order by l.at desc`,
  );

/** Urgings that a person sent. */
export const selectUrgingsBy = (tx: Tx, personId: Id) =>
  rows(
    tx,
    sql<Record<string, unknown>>`
      select month, urged_on::text as "on", text from reports.urging where by_id = ${personId} order by id`,
  );
