import type { MemberStatus } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { json, maybeOne, rows, run, sql, type Tx } from '#platform/database/database.ts';
import type { DatePrecision } from '../domain/import/import-types.ts';
import { inOrder, LEAVINGS, type LeavingKind, type Life, type LifePeriod } from '../domain/life/life.ts';
import type { MoveKind, TargetBranch } from '../domain/life/move.ts';
import { insertMembership } from './members.sql.ts';

/** What a move changes: enough to draw the life as it was, and to put it back. */
export type LifeState = {
  periods: LifePeriod[];
  admittedOn: Life['admittedOn'];
  officialOn: Life['officialOn'];
  diedOn: CivilDate | null;
};

type PersonRow = {
  birth_on: CivilDate | null;
  birth_precision: DatePrecision | null;
  admitted_on: CivilDate | null;
  admitted_precision: DatePrecision | null;
  official_on: CivilDate | null;
  official_precision: DatePrecision | null;
  diedOn: CivilDate | null;
};
type PeriodRow = Omit<LifePeriod, 'nature' | 'status'> & { nature: 'home' | 'host'; status: MemberStatus };

const loose = (date: CivilDate | null, precision: DatePrecision | null) =>
  date ? { date, precision: precision ?? ('day' as const) } : null;

/** Everything that decides what may happen to a person next; undefined when nobody has this id. */
export async function selectLife(tx: Tx, personId: Id): Promise<Life | undefined> {
  const person = await maybeOne(
    tx,
    sql<PersonRow>`
      select birth_on, birth_precision, admitted_on, admitted_precision, official_on, official_precision,
             died_on::text as "diedOn"
        from members.person where id = ${personId}`,
  );
  if (!person) return undefined;
  const periods = await rows(
    tx,
    sql<PeriodRow>`
      select branch_id as "branchId", nature, status, on_probation as "onProbation", reason,
             lower(valid)::text as "from", upper(valid)::text as "to"
        from members.membership where person_id = ${personId}`,
  );
  const turns = await rows(
    tx,
    sql<{ kind: MoveKind; on: CivilDate; again: boolean }>`
      select kind, on_day::text as "on", coalesce((details ->> 'again')::boolean, false) as again
        from members.move
       where person_id = ${personId} and taken_back_at is null
         and (kind = any(string_to_array(${LEAVINGS.join(',')}::text, ',')) or kind in ('admission', 'reinstatement'))
       order by on_day, id`,
  );
  let left: Life['left'] = null;
  for (const { kind, on } of turns)
    left = (LEAVINGS as readonly string[]).includes(kind) ? { kind: kind as LeavingKind, on } : null;
  return {
    birth: loose(person.birth_on, person.birth_precision),
    admittedOn: loose(person.admitted_on, person.admitted_precision),
    officialOn: loose(person.official_on, person.official_precision),
    diedOn: person.diedOn,
    left,
    timesAdmittedAgain: turns.filter((turn) => turn.again).length,
    periods: inOrder(periods),
  };
}

/** Takes periods away and writes others. The database refuses two that overlap. */
export async function writePeriods(
  tx: Tx,
  personId: Id,
  change: { removed: readonly LifePeriod[]; added: readonly LifePeriod[] },
): Promise<void> {
  for (const p of change.removed)
    await run(
      tx,
      sql`delete from members.membership
           where person_id = ${personId} and nature = ${p.nature} and lower(valid) = ${p.from}::text::date`,
    );
  for (const p of change.added) await insertMembership(tx, { ...p, personId });
}

export const writePartyDates = (tx: Tx, personId: Id, life: Omit<LifeState, 'periods'>, nowMs: number) =>
  run(
    tx,
    sql`update members.person
           set admitted_on = ${life.admittedOn?.date ?? null}::text::date,
               admitted_precision = ${life.admittedOn?.precision ?? null}::text,
               official_on = ${life.officialOn?.date ?? null}::text::date,
               official_precision = ${life.officialOn?.precision ?? null}::text,
               died_on = ${life.diedOn}::text::date, changed_at = ${new Date(nowMs)}
         where id = ${personId}`,
  );

export type NewMove = {
  id: Id;
  personId: Id;
  branchId: Id;
  kind: MoveKind;
  on: CivilDate;
  document: string | null;
  decidedOn: CivilDate | null;
  reason: string | null;
  details: Record<string, unknown>;
  before: LifeState;
  after: LifeState;
  recordedBy: Id | null;
};

export const insertMove = (tx: Tx, move: NewMove, nowMs: number) =>
  run(
    tx,
    sql`insert into members.move (id, person_id, branch_id, kind, on_day, document, decided_on, reason, details,
                                  before, after, recorded_by, recorded_at)
        values (${move.id}, ${move.personId}, ${move.branchId}, ${move.kind}, ${move.on}::text::date,
                ${move.document}, ${move.decidedOn}::text::date, ${move.reason}, ${json(move.details)},
                ${json(move.before)}, ${json(move.after)}, ${move.recordedBy}, ${new Date(nowMs)})`,
  );

export type MoveRow = {
  id: Id;
  kind: MoveKind;
  branchId: Id;
  branchName: string;
  on: CivilDate;
  document: string | null;
  decidedOn: CivilDate | null;
  reason: string | null;
  details: Record<string, unknown>;
  recordedBy: string | null;
  recordedAt: Date;
  takenBackAt: Date | null;
  takenBackBecause: string | null;
};

const moveColumns = sql`
  v.id, v.kind, v.branch_id as "branchId", v.on_day::text as "on", v.document, v.decided_on::text as "decidedOn",
  v.reason, v.details, v.recorded_at as "recordedAt", v.taken_back_at as "takenBackAt",
  v.taken_back_because as "takenBackBecause"`;

/** Newest first; those that were taken back too. */
export const selectMoves = (tx: Tx, personId: Id) =>
  rows(
    tx,
    sql<MoveRow>`
      select ${moveColumns}, n.name as "branchName", p.full_name as "recordedBy"
        from members.move v left join members.person p on p.id = v.recorded_by
        join lateral (select name from units.unit_name n where n.unit_id = v.branch_id
                       order by upper(n.valid) desc nulls first limit 1) n on true
       where v.person_id = ${personId} order by v.on_day desc, v.id desc`,
  );

/** The acts of a person that stand, newest first: the first one is the one that may be taken back. */
export const selectLastMove = (tx: Tx, personId: Id) =>
  maybeOne(
    tx,
    sql<{ id: Id; kind: MoveKind; details: Record<string, unknown>; before: LifeState; after: LifeState }>`
      select id, kind, details, before, after from members.move
       where person_id = ${personId} and taken_back_at is null order by id desc limit 1`,
  );

export const markTakenBack = (tx: Tx, moveId: Id, by: Id, because: string, nowMs: number) =>
  run(
    tx,
    sql`update members.move
           set taken_back_by = ${by}, taken_back_at = ${new Date(nowMs)}, taken_back_because = ${because}
         where id = ${moveId}`,
  );

export type OnProbationRow = {
  personId: Id;
  fullName: string;
  branchId: Id;
  /** The unit directly below the one asked for, in which the branch lies; null in the branch itself. */
  unitId: Id | null;
  status: MemberStatus;
  began: CivilDate;
};

/** Everybody on probation in or below a unit on a day, with the day on which probation began. */
export const selectOnProbation = (tx: Tx, unitId: Id, day: CivilDate) =>
  rows(
    tx,
    sql<OnProbationRow>`
      select m.person_id as "personId", p.full_name as "fullName", m.branch_id as "branchId", m.status,
             (array[w.l0, w.l1, w.l2, w.l3, w.l4, w.l5, w.l6, w.l7])[
               array_position(array[w.l0, w.l1, w.l2, w.l3, w.l4, w.l5, w.l6, w.l7], ${unitId}::uuid) + 1] as "unitId",
             coalesce(case when p.admitted_precision = 'day' then p.admitted_on end,
                      (select min(lower(e.valid)) from members.membership e
                        where e.person_id = m.person_id and (e.status = 'provisional' or e.on_probation)))::text as began
        from members.membership m
        join members.person p on p.id = m.person_id
        join units.unit_path w on w.unit_id = m.branch_id and w.valid @> ${day}::text::date
       where (m.status = 'provisional' or m.on_probation) and m.valid @> ${day}::text::date
         and ${unitId}::uuid in (w.l0, w.l1, w.l2, w.l3, w.l4, w.l5, w.l6, w.l7)
       order by began, p.sort_key, p.id`,
  );

/** The life of a unit and whether members meet in it, as of a day or the nearest one that is known. */
export const selectTarget = (tx: Tx, unitId: Id, day: CivilDate) =>
  maybeOne(
    tx,
    sql<TargetBranch>`
      select u.founded_on::text as "foundedOn", u.ended_on::text as "endedOn",
             k.kind in ('branch', 'base-branch') as "isBranch"
        from units.unit u
        join lateral (select kind from units.unit_kind k where k.unit_id = u.id
                       order by k.valid @> ${day}::text::date desc, upper(k.valid) desc nulls first limit 1) k on true
       where u.id = ${unitId}`,
  );
