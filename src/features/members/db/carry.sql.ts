import { json, run, sql, type Tx } from '#platform/database/database.ts';
import type { TakingEffect } from '#platform/feature.ts';

/** A life as `members.move` keeps it, of the person `p`. */
const state = sql`
  jsonb_build_object(
    'periods', (select coalesce(jsonb_agg(jsonb_build_object(
        'branchId', l.branch_id, 'nature', l.nature, 'status', l.status, 'onProbation', l.on_probation,
        'reason', l.reason, 'from', lower(l.valid)::text, 'to', upper(l.valid)::text)
        order by lower(l.valid), l.nature desc), '[]')
      from members.membership l where l.person_id = p.id),
    'admittedOn', case when p.admitted_on is not null then
      jsonb_build_object('date', p.admitted_on::text, 'precision', coalesce(p.admitted_precision, 'day')) end,
    'officialOn', case when p.official_on is not null then
      jsonb_build_object('date', p.official_on::text, 'precision', coalesce(p.official_precision, 'day')) end,
    'diedOn', p.died_on::text)`;

/**
 * Members of branches that a plan joins or shares out belong to the other branch from its day on, each in the way in which
 * they belonged. What lies before stays; each gets a transfer by the plan's decision. A handful of statements for any
 * number of people.
 *
 * Each statement has found all its rows before it writes the first: rows are held by where they lie (`ctid`), found by an
 * earlier statement or by one array. A statement that reads the key over periods again and again while it writes into
 * it has been seen not to find rows in that key (PostgreSQL 18.4, after many transactions that were rolled back), and
 * which index is read is the planner's choice.
 */
export async function carryMembers(tx: Tx, plan: TakingEffect): Promise<void> {
  const { on, joined, people, decision, by, planId, nowMs } = plan;
  if (joined.length === 0 && people.length === 0) return;
  const day = sql`${on}::text::date`;
  await run(tx, sql`drop table if exists carried_member`);
  await run(
    tx,
    sql`create temp table carried_member on commit drop as
        with goes as (
          select m.person_id, m.branch_id as from_id, j."intoId" as into_id, m.nature, m.status, m.on_probation, m.reason,
                 m.valid, m.ctid as place
            from jsonb_to_recordset(${json(joined)}) as j ("unitId" uuid, "intoId" uuid)
            join members.membership m on m.branch_id = j."unitId"
          union all
          select m.person_id, m.branch_id, s."intoId", m.nature, m.status, m.on_probation, m.reason, m.valid, m.ctid
            from jsonb_to_recordset(${json(people)}) as s ("personId" uuid, "unitId" uuid, "intoId" uuid)
            join members.membership m on m.person_id = s."personId" and m.branch_id = s."unitId"
        )
        select g.person_id, g.from_id, g.into_id, g.nature, g.status, g.on_probation, g.reason, g.valid as was, g.place,
               ${state} as before
          from goes g join members.person p on p.id = g.person_id
         where g.valid && daterange(${day}, null)`,
  );
  // So that few who are carried are looked up among many, and not the other way round.
  await run(tx, sql`analyze carried_member`);
  await run(
    tx,
    sql`update members.membership m set branch_id = c.into_id from carried_member c
         where m.ctid = c.place and lower(c.was) >= ${day}`,
  );
  await run(
    tx,
    sql`update members.membership m set valid = daterange(lower(m.valid), ${day}) from carried_member c
         where m.ctid = c.place and lower(c.was) < ${day}`,
  );
  await run(
    tx,
    sql`insert into members.membership (person_id, branch_id, nature, status, on_probation, valid, reason)
        select person_id, into_id, nature, status, on_probation, daterange(${day}, upper(was)), reason
          from carried_member where lower(was) < ${day}`,
  );
  // Who was a guest where the home is now is a guest no more, and not away from it either.
  const atHome = sql`
    select g.ctid from carried_member c
      join members.membership g on g.person_id = c.person_id and g.nature = 'host'
      join members.membership h on h.person_id = c.person_id and h.branch_id = g.branch_id
       and h.nature = 'home' and h.valid && g.valid and h.valid && daterange(${day}, null)`;
  await run(
    tx,
    sql`update members.membership
           set status = case when on_probation then 'provisional' else 'official' end, on_probation = false
         where ctid = any (array(
           select h.ctid from carried_member c
             join members.membership h on h.person_id = c.person_id and h.nature = 'home'
             join members.membership g on g.person_id = h.person_id and g.branch_id = h.branch_id
              and g.nature = 'host' and g.valid && h.valid
            where h.status = 'temporarily-away' and lower(h.valid) >= ${day}))`,
  );
  await run(
    tx,
    sql`delete from members.membership where ctid = any (array(${atHome} where lower(g.valid) >= ${day}))`,
  );
  await run(
    tx,
    sql`update members.membership set valid = daterange(lower(valid), ${day})
         where ctid = any (array(${atHome} where g.valid @> ${day} and lower(g.valid) < ${day}))`,
  );
  await run(
    tx,
    sql`insert into members.move (id, person_id, branch_id, kind, on_day, document, decided_on, details, before, after,
                                  recorded_by, recorded_at)
        select uuidv7(), c.person_id, c.from_id, 'transfer', ${day}, ${decision.number}, ${decision.on}::text::date,
               jsonb_build_object('target', c.into_id, 'planId', ${planId}::text), c.before, ${state}, ${by},
               ${new Date(nowMs)}
          from carried_member c join members.person p on p.id = c.person_id where c.nature = 'home'`,
  );
}
