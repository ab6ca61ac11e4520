import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { json, maybeOne, one, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { EntryState, Level, LineKind, ReasonKind, StepState } from '../domain/entry.ts';
import type { Sign } from '../domain/signs.ts';

export type EntryRow = {
  id: Id;
  unitId: Id;
  branchId: Id;
  branchName: string;
  aboveId: Id | null;
  aboveName: string | null;
  level: Level;
  reasonKind: ReasonKind;
  reason: string;
  isKeyArea: boolean;
  isRemoteArea: boolean;
  ownerId: Id;
  ownerName: string;
  dueOn: CivilDate;
  state: EntryState;
  enteredOn: CivilDate;
  enteredByName: string;
  signsThen: Sign[];
  leftOn: CivilDate | null;
  leftWords: string | null;
  leftEvidence: string | null;
  signsLeft: Sign[] | null;
  earlierId: Id | null;
  openSteps: number;
  overdueSteps: number;
  doneSteps: number;
};

/** The organisation is named as on the day, or as it was last called. */
const columns = (today: CivilDate) => sql`
  e.id, e.unit_id as "unitId", e.branch_id as "branchId", n.name as "branchName", a.unit_id as "aboveId",
  a.name as "aboveName", e.level, e.reason_kind as "reasonKind", e.reason, e.is_key_area as "isKeyArea",
  e.is_remote_area as "isRemoteArea", e.owner_id as "ownerId", o.full_name as "ownerName", e.due_on as "dueOn",
  e.state, e.entered_on as "enteredOn", b.full_name as "enteredByName", e.signs_then as "signsThen",
  e.left_on as "leftOn", e.left_words as "leftWords", e.left_evidence as "leftEvidence", e.signs_left as "signsLeft",
  e.earlier_id as "earlierId",
  (select count(*)::int from watchlists.step s where s.entry_id = e.id and s.state = 'open') as "openSteps",
  (select count(*)::int from watchlists.step s
    where s.entry_id = e.id and s.state = 'open' and s.due_on < ${today}::text::date) as "overdueSteps",
  (select count(*)::int from watchlists.step s where s.entry_id = e.id and s.state = 'done') as "doneSteps"`;
const from = (today: CivilDate) => sql`
  watchlists.entry e
  join members.person o on o.id = e.owner_id
  join members.person b on b.id = e.entered_by
  cross join lateral (
    select name from units.unit_name where unit_id = e.branch_id
     order by valid @> ${today}::text::date desc, lower(valid) desc limit 1) n
  left join lateral (
    select u.unit_id, u.name from units.unit_link k join units.unit_name u on u.unit_id = k.parent_id
     where k.unit_id = e.branch_id
     order by k.valid @> ${today}::text::date desc, lower(k.valid) desc,
              u.valid @> ${today}::text::date desc, lower(u.valid) desc limit 1) a on true`;

export type Shelf = 'on' | 'overdue' | 'left';

export const selectEntries = (
  tx: Tx,
  unitId: Id,
  wanted: {
    shelf: Shelf;
    reason: ReasonKind | null;
    area: 'key' | 'remote' | null;
    after: { dueOn: CivilDate; id: Id } | null;
    most: number;
  },
  today: CivilDate,
) =>
  rows(
    tx,
    sql<EntryRow>`
      select ${columns(today)} from ${from(today)}
       where e.unit_id = ${unitId} and (e.left_on is not null) = ${wanted.shelf === 'left'}
         and (${wanted.shelf !== 'overdue'} or e.due_on < ${today}::text::date
              or exists (select from watchlists.step s
                          where s.entry_id = e.id and s.state = 'open' and s.due_on < ${today}::text::date))
         and (${wanted.reason}::text is null or e.reason_kind = ${wanted.reason}::text)
         and (${wanted.area}::text is null
              or case when ${wanted.area}::text = 'key' then e.is_key_area else e.is_remote_area end)
         ${
           wanted.after
             ? sql`and (e.due_on, e.id) > (${wanted.after.dueOn}::text::date, ${wanted.after.id}::text::uuid)`
             : sql``
         }
       order by e.due_on, e.id limit ${wanted.most}`,
  );

/** How many entries stand where; `overdue` with an own day or that of a step past, `consolidated` and `removed` since a day. */
export const countEntries = (tx: Tx, unitId: Id, yearFrom: CivilDate, today: CivilDate) =>
  one(
    tx,
    sql<{
      open: number;
      consolidating: number;
      overdue: number;
      consolidated: number;
      removed: number;
      relapsed: number;
    }>`
      select (count(*) filter (where state = 'open'))::int as open,
             (count(*) filter (where state = 'consolidating'))::int as consolidating,
             (count(*) filter (where e.left_on is null and (e.due_on < ${today}::text::date or exists (
                 select from watchlists.step s
                  where s.entry_id = e.id and s.state = 'open' and s.due_on < ${today}::text::date))))::int as overdue,
             (count(*) filter (where state = 'consolidated' and left_on >= ${yearFrom}::text::date))::int as consolidated,
             (count(*) filter (where state = 'removed' and left_on >= ${yearFrom}::text::date))::int as removed,
             (count(*) filter (where left_on is null and earlier_id is not null))::int as relapsed
        from watchlists.entry e where e.unit_id = ${unitId}`,
  );

export const selectEntry = (tx: Tx, unitId: Id, entryId: Id, today: CivilDate) =>
  maybeOne(
    tx,
    sql<EntryRow>`select ${columns(today)} from ${from(today)} where e.unit_id = ${unitId} and e.id = ${entryId}`,
  );

/** Entries about an organisation on every list, newest first; those that were removed are not shown to it. */
export const selectEntriesAbout = (tx: Tx, branchId: Id, today: CivilDate) =>
  rows(
    tx,
    sql<EntryRow & { committeeName: string }>`
      select ${columns(today)}, c.name as "committeeName" from ${from(today)}
       cross join lateral (
         select name from units.unit_name where unit_id = e.unit_id
          order by valid @> ${today}::text::date desc, lower(valid) desc limit 1) c
       where e.branch_id = ${branchId} and e.state <> 'removed'
       order by e.left_on is not null, e.id desc`,
  );

/** Holds the entry until the transaction ends, so that two who change it come one after the other. */
export const lockEntry = (tx: Tx, entryId: Id) =>
  run(tx, sql`select 1 from watchlists.entry where id = ${entryId} for update`);

/** The entry of an organisation on a list now, and the newest that has left it. */
export const selectStanding = (tx: Tx, unitId: Id, branchId: Id) =>
  rows(
    tx,
    sql<{ id: Id; state: EntryState; leftOn: CivilDate | null }>`
      select id, state, left_on as "leftOn" from watchlists.entry
       where unit_id = ${unitId} and branch_id = ${branchId} order by left_on is not null, left_on desc, id desc`,
  );

export const selectBrief = (tx: Tx, entryId: Id) =>
  maybeOne(
    tx,
    sql<{ id: Id; enteredOn: CivilDate; leftOn: CivilDate | null; state: EntryState }>`
      select id, entered_on as "enteredOn", left_on as "leftOn", state from watchlists.entry where id = ${entryId}`,
  );

export const selectLater = (tx: Tx, entryId: Id) =>
  maybeOne(tx, sql<{ id: Id }>`select id from watchlists.entry where earlier_id = ${entryId}`);

export type EntryFacts = {
  reasonKind: ReasonKind;
  reason: string;
  isKeyArea: boolean;
  isRemoteArea: boolean;
  ownerId: Id;
  dueOn: CivilDate;
};

/** Gives nothing back when the organisation is on the list already. */
export const insertEntry = (
  tx: Tx,
  entry: EntryFacts & {
    id: Id;
    unitId: Id;
    branchId: Id;
    level: Level;
    enteredOn: CivilDate;
    enteredBy: Id;
    signs: readonly Sign[];
    earlierId: Id | null;
  },
) =>
  maybeOne(
    tx,
    sql<{ id: Id }>`
      insert into watchlists.entry (id, unit_id, branch_id, level, reason_kind, reason, is_key_area, is_remote_area,
             owner_id, due_on, state, entered_on, entered_by, signs_then, earlier_id)
      values (${entry.id}, ${entry.unitId}, ${entry.branchId}, ${entry.level}, ${entry.reasonKind}, ${entry.reason},
              ${entry.isKeyArea}, ${entry.isRemoteArea}, ${entry.ownerId}, ${entry.dueOn}::text::date, 'open',
              ${entry.enteredOn}::text::date, ${entry.enteredBy}, ${json(entry.signs)}, ${entry.earlierId}::text::uuid)
      on conflict (unit_id, branch_id) where left_on is null do nothing returning id`,
  );

export const updateFacts = (tx: Tx, entryId: Id, facts: EntryFacts) =>
  run(
    tx,
    sql`update watchlists.entry
           set reason_kind = ${facts.reasonKind}, reason = ${facts.reason}, is_key_area = ${facts.isKeyArea},
               is_remote_area = ${facts.isRemoteArea}, owner_id = ${facts.ownerId}, due_on = ${facts.dueOn}::text::date
         where id = ${entryId}`,
  );

export const setConsolidating = (tx: Tx, entryId: Id) =>
  run(tx, sql`update watchlists.entry set state = 'consolidating' where id = ${entryId} and state = 'open'`);

export const takeOff = (
  tx: Tx,
  entryId: Id,
  left: {
    state: 'consolidated' | 'removed';
    on: CivilDate;
    words: string;
    evidence: string | null;
    signs: readonly Sign[];
  },
) =>
  run(
    tx,
    sql`update watchlists.entry
           set state = ${left.state}, left_on = ${left.on}::text::date, left_words = ${left.words},
               left_evidence = ${left.evidence}, signs_left = ${json(left.signs)}
         where id = ${entryId} and left_on is null`,
  );

export type StepRow = {
  id: Id;
  entryId: Id;
  text: string;
  output: string;
  dueOn: CivilDate;
  ownerId: Id | null;
  ownerName: string | null;
  state: StepState;
  settledOn: CivilDate | null;
  settledByName: string | null;
  words: string | null;
  urgings: number;
  lastUrgedOn: CivilDate | null;
};

export const selectSteps = (tx: Tx, entryIds: readonly Id[]) =>
  rows(
    tx,
    sql<StepRow>`
      select s.id, s.entry_id as "entryId", s.text, s.output, s.due_on as "dueOn", s.owner_id as "ownerId",
             o.full_name as "ownerName", s.state, s.settled_on as "settledOn", p.full_name as "settledByName", s.words,
             u.times as urgings, u.last_on as "lastUrgedOn"
        from watchlists.step s
        left join members.person o on o.id = s.owner_id
        left join members.person p on p.id = s.settled_by
       cross join lateral (
         select count(*)::int as times, max(l.on_day)::text as last_on from watchlists.line l
          where l.entry_id = s.entry_id and l.step_id = s.id and l.kind = 'urged') u
       where s.entry_id = any(${uuids(entryIds)}) order by s.due_on, s.id`,
  );

export const insertStep = (
  tx: Tx,
  step: { id: Id; entryId: Id; text: string; output: string; dueOn: CivilDate; ownerId: Id | null },
) =>
  run(
    tx,
    sql`insert into watchlists.step (id, entry_id, text, output, due_on, owner_id, state)
        values (${step.id}, ${step.entryId}, ${step.text}, ${step.output}, ${step.dueOn}::text::date,
                ${step.ownerId}::text::uuid, 'open')`,
  );

/** Gives nothing back when the step is settled already. */
export const settleStep = (
  tx: Tx,
  stepId: Id,
  settled: { state: 'done' | 'dropped'; on: CivilDate; by: Id; words: string },
) =>
  maybeOne(
    tx,
    sql<{ id: Id }>`
      update watchlists.step set state = ${settled.state}, settled_on = ${settled.on}::text::date,
             settled_by = ${settled.by}, words = ${settled.words}
       where id = ${stepId} and state = 'open' returning id`,
  );

/** The open entry in which a step of an organisation's own stands. */
export const selectOwnStep = (tx: Tx, branchId: Id, stepId: Id) =>
  maybeOne(
    tx,
    sql<{ entryId: Id; unitId: Id; state: EntryState; text: string }>`
      select e.id as "entryId", e.unit_id as "unitId", e.state, s.text
        from watchlists.step s join watchlists.entry e on e.id = s.entry_id
       where s.id = ${stepId} and s.owner_id is null and e.branch_id = ${branchId} and e.state <> 'removed'`,
  );

export type LineRow = { id: Id; on: CivilDate; byName: string | null; kind: LineKind; words: string | null };

export const selectLines = (tx: Tx, entryId: Id) =>
  rows(
    tx,
    sql<LineRow>`
      select l.id, l.on_day::text as "on", p.full_name as "byName", l.kind, l.words
        from watchlists.line l left join members.person p on p.id = l.by_id
       where l.entry_id = ${entryId} order by l.at desc, l.id desc`,
  );

export const insertLine = (
  tx: Tx,
  line: {
    id: Id;
    entryId: Id;
    stepId?: Id | null;
    at: Date;
    on: CivilDate;
    by: Id | null;
    kind: LineKind;
    words?: string | null;
  },
) =>
  run(
    tx,
    sql`insert into watchlists.line (id, entry_id, step_id, at, on_day, by_id, kind, words)
        values (${line.id}, ${line.entryId}, ${line.stepId ?? null}::text::uuid, ${line.at}, ${line.on}::text::date,
                ${line.by}::text::uuid, ${line.kind}, ${line.words ?? null})`,
  );

/** For committees: entries and steps past their day, by list. */
export const countLate = async (
  tx: Tx,
  unitIds: readonly Id[],
  today: CivilDate,
): Promise<{ unitId: Id; count: number }[]> =>
  unitIds.length === 0
    ? []
    : rows(
        tx,
        sql<{ unitId: Id; count: number }>`
      /* hot */ select e.unit_id as "unitId", count(*)::int as count from watchlists.entry e
       where e.left_on is null and e.unit_id = any(${uuids(unitIds)})
         and (e.due_on < ${today}::text::date or exists (
               select from watchlists.step s
                where s.entry_id = e.id and s.state = 'open' and s.due_on < ${today}::text::date))
       group by 1`,
      );

/** For a person: open steps in own charge in these committees, those past their day, and of which list. */
export const countInCharge = async (
  tx: Tx,
  personId: Id,
  unitIds: readonly Id[],
  today: CivilDate,
): Promise<{ unitId: Id; count: number; late: number }[]> =>
  unitIds.length === 0
    ? []
    : rows(
        tx,
        sql<{ unitId: Id; count: number; late: number }>`
      /* hot */ select e.unit_id as "unitId", count(*)::int as count,
             (count(*) filter (where s.due_on < ${today}::text::date))::int as late
        from watchlists.entry e
        join watchlists.step s on s.entry_id = e.id and s.state = 'open' and s.owner_id = ${personId}
       where e.left_on is null and e.unit_id = any(${uuids(unitIds)}) group by 1`,
      );

/** For organisations on a list: on how many, and open steps of their own. */
export const countOwn = async (
  tx: Tx,
  unitIds: readonly Id[],
  today: CivilDate,
): Promise<{ unitId: Id; lists: number; steps: number; late: number }[]> =>
  unitIds.length === 0
    ? []
    : rows(
        tx,
        sql<{ unitId: Id; lists: number; steps: number; late: number }>`
      /* hot */ select e.branch_id as "unitId", count(distinct e.id)::int as lists, count(s.id)::int as steps,
             (count(s.id) filter (where s.due_on < ${today}::text::date))::int as late
        from watchlists.entry e
        left join watchlists.step s on s.entry_id = e.id and s.state = 'open' and s.owner_id is null
       where e.left_on is null and e.branch_id = any(${uuids(unitIds)}) group by 1`,
      );

/** Open entries whose organisation or committee is one of these. */
export const selectTouched = (tx: Tx, unitIds: readonly Id[]) =>
  rows(
    tx,
    sql<{ id: Id; unitId: Id; branchId: Id; level: Level }>`
      select id, unit_id as "unitId", branch_id as "branchId", level from watchlists.entry
       where left_on is null and (branch_id = any(${uuids(unitIds)}) or unit_id = any(${uuids(unitIds)}))
       order by id`,
  );

/** Those of these pairs that stand on a list already. */
export const selectOpenOn = (tx: Tx, branchIds: readonly Id[]) =>
  rows(
    tx,
    sql<{ id: Id; unitId: Id; branchId: Id }>`
      select id, unit_id as "unitId", branch_id as "branchId" from watchlists.entry
       where left_on is null and branch_id = any(${uuids(branchIds)})`,
  );

export const carryEntry = (tx: Tx, entryId: Id, to: { unitId: Id; branchId: Id }) =>
  run(
    tx,
    sql`update watchlists.entry set unit_id = ${to.unitId}, branch_id = ${to.branchId} where id = ${entryId}`,
  );

/** Open entries about each of these organisations, on whichever list. */
export const countOpenAbout = (tx: Tx, unitIds: readonly Id[]) =>
  rows(
    tx,
    sql<{ unitId: Id; count: number }>`
      select u.id as "unitId", count(*)::int as count
        from unnest(${uuids(unitIds)}) as u(id)
        join watchlists.entry e on e.left_on is null and (e.branch_id = u.id or e.unit_id = u.id)
       group by 1`,
  );

/** What a record that lives on in another has in charge and not done yet is in charge of that one. */
export async function carryCharge(tx: Tx, goneId: Id, keptId: Id): Promise<void> {
  await run(
    tx,
    sql`update watchlists.entry set owner_id = ${keptId} where owner_id = ${goneId} and left_on is null`,
  );
  await run(
    tx,
    sql`update watchlists.step set owner_id = ${keptId} where owner_id = ${goneId} and state = 'open'`,
  );
}

/** For a person's own copy. */
export const selectOfPerson = (tx: Tx, personId: Id) =>
  rows(
    tx,
    sql<Record<string, unknown>>`
      select e.id as "entryId", 'in charge' as what, e.entered_on as "on" from watchlists.entry e where e.owner_id = ${personId}
      union all
      select s.entry_id, 'step in charge', s.due_on from watchlists.step s where s.owner_id = ${personId}
      union all
      select l.entry_id, l.kind, l.on_day from watchlists.line l where l.by_id = ${personId}
      order by 3`,
  );
