import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { withoutMarks } from '#kernel/vietnamese.ts';
import { json, maybeOne, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { CorrectableField } from '../domain/records/correct-field.ts';

export type CorrectionState = 'open' | 'accepted' | 'refused' | 'withdrawn';

export type CorrectionRow = {
  id: Id;
  personId: Id;
  fullName: string;
  field: CorrectableField;
  before: string | null;
  after: string;
  reason: string;
  proposedAt: Date;
  state: CorrectionState;
  decidedBy: string | null;
  decidedAt: Date | null;
  answer: string | null;
};

const correction = sql`
  c.id, c.person_id as "personId", p.full_name as "fullName", c.field, c.before, c.after, c.reason,
  c.proposed_at as "proposedAt", c.state, d.full_name as "decidedBy", c.decided_at as "decidedAt", c.answer
  from members.correction c join members.person p on p.id = c.person_id
  left join members.person d on d.id = c.decided_by`;

export const selectCorrectionsOf = (tx: Tx, personId: Id) =>
  rows(
    tx,
    sql<CorrectionRow>`
      select ${correction} where c.person_id = ${personId} order by c.state = 'open' desc, c.proposed_at desc, c.id limit 50`,
  );

const atHomeIn = (branchId: Id, day: CivilDate) => sql`
  exists (select from members.membership m where m.person_id = c.person_id and m.branch_id = ${branchId}
             and m.nature = 'home' and m.valid @> ${day}::text::date)`;

/** What members of a branch have proposed: everything open, and what was decided after that moment. */
export const selectCorrectionsIn = (tx: Tx, branchId: Id, day: CivilDate, decidedAfter: Date) =>
  rows(
    tx,
    sql<CorrectionRow>`
      select ${correction}
       where ${atHomeIn(branchId, day)}
         and (c.state = 'open' or (c.state <> 'withdrawn' and c.decided_at > ${decidedAfter}))
       order by c.state = 'open' desc, coalesce(c.decided_at, c.proposed_at) desc, c.id limit 200`,
  );

export const countOpenCorrections = async (tx: Tx, branchId: Id, day: CivilDate): Promise<number> =>
  (
    await maybeOne(
      tx,
      sql<{ n: number }>`
        select count(*)::int as n from members.correction c where c.state = 'open' and ${atHomeIn(branchId, day)}`,
    )
  )?.n ?? 0;

/** One correction, held until the transaction ends; `branchId` limits it to members who are at home there. */
export const holdCorrection = (
  tx: Tx,
  correctionId: Id,
  within: { personId: Id } | { branchId: Id; day: CivilDate },
) =>
  maybeOne(
    tx,
    sql<{ id: Id; personId: Id; field: CorrectableField; after: string; state: CorrectionState }>`
      select c.id, c.person_id as "personId", c.field, c.after, c.state from members.correction c
       where c.id = ${correctionId}
         and ${'personId' in within ? sql`c.person_id = ${within.personId}` : atHomeIn(within.branchId, within.day)}
         for update`,
  );

export const insertCorrection = async (
  tx: Tx,
  proposed: {
    personId: Id;
    field: CorrectableField;
    before: string | null;
    after: string;
    reason: string;
  },
  nowMs: number,
): Promise<Id> => {
  const id = newId(nowMs);
  await run(
    tx,
    sql`insert into members.correction (id, person_id, field, before, after, reason, proposed_at)
        values (${id}, ${proposed.personId}, ${proposed.field}, ${proposed.before}, ${proposed.after},
                ${proposed.reason}, ${new Date(nowMs)})`,
  );
  return id;
};

export const closeCorrection = (
  tx: Tx,
  correctionId: Id,
  closed: { state: Exclude<CorrectionState, 'open'>; by: Id | null; answer: string | null },
  nowMs: number,
) =>
  run(
    tx,
    sql`update members.correction
           set state = ${closed.state}, decided_by = ${closed.by}, answer = ${closed.answer},
               decided_at = ${new Date(nowMs)}
         where id = ${correctionId}`,
  );

/** Live records with this name and day of birth; another citizen number tells two people apart. */
export const countAlike = async (
  tx: Tx,
  person: { fullName: string; birth: CivilDate; citizenId: string | null },
): Promise<number> =>
  (
    await maybeOne(
      tx,
      sql<{ n: number }>`
        select count(*)::int as n from members.person p
         where p.search_key = ${withoutMarks(person.fullName)} and p.birth_on = ${person.birth}::text::date
           and p.merged_into is null
           and coalesce(p.citizen_id = ${person.citizenId}::text, true)`,
    )
  )?.n ?? 0;

/** Which of these have a name and a day of birth that a record has already: their places in the list. */
export const selectAlike = async (
  tx: Tx,
  people: readonly { at: number; fullName: string; birth: CivilDate }[],
): Promise<number[]> =>
  people.length === 0
    ? []
    : (
        await rows(
          tx,
          sql<{ at: number }>`
            select distinct x.at
              from jsonb_to_recordset(${json(people.map((each) => ({ ...each, key: withoutMarks(each.fullName) })))})
                     as x (at int, key text, birth date)
              join members.person p on p.search_key = x.key and p.birth_on = x.birth and p.merged_into is null
             order by x.at`,
        )
      ).map((row) => row.at);

export type AlikeRow = { firstId: Id; secondId: Id; sharesName: boolean };

/**
 * Pairs of live records below a unit (`depth` units lie above it) that may be of one person: the same name without marks
 * and the same birth, as precisely as both know it; or the same day of birth and the same phone.
 */
export const selectPairs = (tx: Tx, unitId: Id, depth: number, day: CivilDate, limit: number) =>
  rows(
    tx,
    sql<AlikeRow>`
      with here as materialized (
        select distinct p.id, p.search_key, p.birth_on, p.birth_precision, p.phone
          from units.unit_path w join members.membership m on m.branch_id = w.unit_id
          join members.person p on p.id = m.person_id
         where ${sql.ref(`w.l${depth}`)} = ${unitId} and w.valid @> ${day}::text::date and p.merged_into is null
      ), alike as (
        select least(a.id, b.id) as first_id, greatest(a.id, b.id) as second_id
          from here a join here b on b.search_key = a.search_key and b.birth_on = a.birth_on and a.id < b.id
        union
        select least(a.id, b.id), greatest(a.id, b.id)
          from here a join here b on b.search_key = a.search_key and b.id <> a.id
         where a.birth_precision <> 'day'
           and date_trunc('year', a.birth_on::timestamp) = date_trunc('year', b.birth_on::timestamp)
           and (a.birth_precision = 'year' or b.birth_precision = 'year'
                or date_trunc('month', a.birth_on::timestamp) = date_trunc('month', b.birth_on::timestamp))
        union
        select a.id, b.id from here a join here b on b.phone = a.phone and b.birth_on = a.birth_on and a.id < b.id
      )
      select x.first_id as "firstId", x.second_id as "secondId", a.search_key = b.search_key as "sharesName"
        from alike x join members.person a on a.id = x.first_id join members.person b on b.id = x.second_id
       where not exists (select from members.two_people t
                          where t.first_id = x.first_id and t.second_id = x.second_id)
       order by a.sort_key, x.first_id, x.second_id limit ${limit}`,
  );

/** Which of these people belong or belonged to a unit below that one. */
export const selectPeopleBelow = async (
  tx: Tx,
  unitId: Id,
  depth: number,
  day: CivilDate,
  personIds: readonly Id[],
): Promise<Set<Id>> =>
  new Set(
    (
      await rows(
        tx,
        sql<{ personId: Id }>`
          select distinct m.person_id as "personId"
            from members.membership m join units.unit_path w on w.unit_id = m.branch_id
           where m.person_id = any(${uuids(personIds)}) and ${sql.ref(`w.l${depth}`)} = ${unitId}
             and w.valid @> ${day}::text::date`,
      )
    ).map((row) => row.personId),
  );

export const insertTwoPeople = (tx: Tx, pair: readonly [Id, Id], by: Id, nowMs: number) => {
  const [first, second] = [...pair].sort();
  return run(
    tx,
    sql`insert into members.two_people (first_id, second_id, said_by, said_at)
        values (${first}, ${second}, ${by}, ${new Date(nowMs)}) on conflict do nothing`,
  );
};

export const selectMergedInto = async (tx: Tx, personId: Id): Promise<Id | null | undefined> =>
  (
    await maybeOne(
      tx,
      sql<{
        mergedInto: Id | null;
      }>`select merged_into as "mergedInto" from members.person where id = ${personId}`,
    )
  )?.mergedInto;

/** The records of these people that live on: of one that was merged, the one into which it went. */
export const selectLivingRecords = async (tx: Tx, personIds: readonly Id[]): Promise<Map<Id, Id>> =>
  new Map(
    (
      await rows(
        tx,
        sql<{ id: Id; livesOn: Id }>`
          select id, coalesce(merged_into, id) as "livesOn" from members.person where id = any(${uuids(personIds)})`,
      )
    ).map(({ id, livesOn }) => [id, livesOn]),
  );

/** Every id under which papers may name a person: the own one, and those of records that were merged into it. */
export const selectIdsOfPerson = async (tx: Tx, personId: Id): Promise<Id[]> =>
  (
    await rows(
      tx,
      sql<{ id: Id }>`select id from members.person where id = ${personId} or merged_into = ${personId}`,
    )
  ).map(({ id }) => id);

/** Both records, in one order for everybody, so that two merges never wait for each other. */
export const holdPeople = (tx: Tx, personIds: readonly Id[]): Promise<void> =>
  run(tx, sql`select 1 from members.person where id = any(${uuids(personIds)}) order by id for update`);

/** A record of a person lives on in another: its numbers go with it, since each belongs to one record. */
export const markMerged = (tx: Tx, goneId: Id, keptId: Id, nowMs: number) =>
  run(
    tx,
    sql`update members.person
           set merged_into = ${keptId}, card_number = null, citizen_id = null, changed_at = ${new Date(nowMs)}
         where id = ${goneId}`,
  );

/** What belongs to a record beside its periods goes over to the other one. */
export async function carryRecord(tx: Tx, goneId: Id, keptId: Id): Promise<void> {
  await run(tx, sql`update members.move set person_id = ${keptId} where person_id = ${goneId}`);
  await run(
    tx,
    sql`update members.correction c set person_id = ${keptId}
         where c.person_id = ${goneId}
           and not (c.state = 'open' and exists (select from members.correction k
                 where k.person_id = ${keptId} and k.field = c.field and k.state = 'open'))`,
  );
  await run(
    tx,
    sql`update members.person set merged_into = ${keptId} where merged_into = ${goneId} and id <> ${keptId}`,
  );
}

export const insertMerge = (
  tx: Tx,
  merge: { keptId: Id; goneId: Id; reason: string; keptBefore: unknown; goneBefore: unknown; by: Id },
  nowMs: number,
) =>
  run(
    tx,
    sql`insert into members.merge (id, kept_id, gone_id, reason, kept_before, gone_before, merged_by, merged_at)
        values (${newId(nowMs)}, ${merge.keptId}, ${merge.goneId}, ${merge.reason}, ${json(merge.keptBefore)},
                ${json(merge.goneBefore)}, ${merge.by}, ${new Date(nowMs)})`,
  );

/** Records that this one took over, newest first, each as it was. */
export const selectMergesInto = (tx: Tx, personId: Id) =>
  rows(
    tx,
    sql<{ id: Id; fullName: string; reason: string; by: string; mergedAt: Date; before: unknown }>`
      select g.id, p.full_name as "fullName", g.reason, b.full_name as by, g.merged_at as "mergedAt",
             g.gone_before as before
        from members.merge g join members.person p on p.id = g.gone_id
        join members.person b on b.id = g.merged_by
       where g.kept_id = ${personId} order by g.merged_at desc`,
  );
