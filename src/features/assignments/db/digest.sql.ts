import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { maybeOne, rows, sql, type Tx } from '#platform/database/database.ts';

export type DigestLine = {
  personId: Id;
  email: string;
  holderName: string;
  title: string;
  dueOn: CivilDate;
  what: 'new' | 'reminder' | 'urging' | 'matter' | 'answered';
  number: number;
};

/**
 * What happened since an instant to the shares of every unit, for each person who answers for it and has an address:
 * tasks newly given, reminders and urgings, and answers to questions.
 */
export const selectDigestLines = (tx: Tx, since: Date, day: CivilDate) =>
  rows(
    tx,
    sql<DigestLine>`
      with news as (
        select d.id, d.unit_id, a.title, a.issued_on, d.due_on, 'new' as what, 0 as number
          from assignments.assignment a join assignments.duty d on d.assignment_id = a.id
         where a.given_at > ${since} and a.withdrawn_at is null and d.received_at is null
        union all
        select d.id, d.unit_id, a.title, a.issued_on, d.due_on, u.kind, u.number
          from assignments.urging u join assignments.duty d on d.id = u.duty_id
          join assignments.assignment a on a.id = d.assignment_id
         where u.at > ${since} and a.withdrawn_at is null and d.work in ('open', 'in-progress')
           and d.released_at is null
        union all
        select d.id, d.unit_id, a.title, a.issued_on, d.due_on, 'answered', 0
          from assignments.question q join assignments.assignment a on a.id = q.assignment_id
          join assignments.duty d on d.assignment_id = a.id
         where q.answered_at > ${since} and a.withdrawn_at is null and d.work in ('open', 'in-progress')
           and d.released_at is null
      )
      select p.id as "personId", p.email, n.name as "holderName", w.title, w.due_on as "dueOn", w.what, w.number
        from news w
        join mandates.mandate m on m.unit_id = w.unit_id and m.valid @> ${day}::text::date
         and m.post in ('secretary', 'deputy-secretary', 'officer')
        join members.person p on p.id = m.person_id and p.email is not null
        join units.unit_name n on n.unit_id = w.unit_id and n.valid @> ${day}::text::date
       order by p.id, w.due_on, w.id`,
  );

/** Takes the person's letter of the day; nothing comes back when it has been written already. */
export const takeDigest = (tx: Tx, personId: Id, day: CivilDate, lines: number) =>
  maybeOne(
    tx,
    sql<{ personId: Id }>`
      insert into assignments.digest (person_id, day, lines) values (${personId}, ${day}::text::date, ${lines})
      on conflict do nothing returning person_id as "personId"`,
  );

/** When the last morning was that somebody was told of; null before the first one. */
export const selectLastMorning = (tx: Tx) =>
  maybeOne(
    tx,
    sql<{ day: CivilDate; at: Date }>`
      select day::text as day, at from assignments.morning order by day desc limit 1`,
  );

/** Takes the morning of a day; nothing comes back when it has been taken already. */
export const takeMorning = (tx: Tx, day: CivilDate, at: Date) =>
  maybeOne(
    tx,
    sql<{ day: CivilDate }>`
      insert into assignments.morning (day, at) values (${day}::text::date, ${at})
      on conflict do nothing returning day::text as day`,
  );
