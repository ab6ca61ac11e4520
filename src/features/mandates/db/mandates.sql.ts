import type { Actor, MemberStatus, Post } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { dateRange, json, maybeOne, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { TakingEffect } from '#platform/feature.ts';
import type { Mandate } from '../contract.ts';

/** The post by which a person is known first. */
const rankOfPost = sql`array_position(
  array['secretary', 'deputy-secretary', 'officer', 'committee-member', 'follower', 'inspector', 'operator'], post)`;

/** Everything that decides what a person may do on a day, in one round trip. */
export async function selectActor(tx: Tx, personId: Id, day: CivilDate): Promise<Actor | null> {
  const row = await maybeOne(
    tx,
    sql<Pick<Actor, 'fullName' | 'posts' | 'memberships' | 'within'>>`
      /* hot */ select p.full_name as "fullName",
        coalesce((select jsonb_agg(jsonb_build_object('unitId', unit_id, 'post', post)
             order by ${rankOfPost}, id)
           from mandates.mandate where person_id = p.id and valid @> ${day}::text::date), '[]') as posts,
        coalesce((select jsonb_agg(jsonb_build_object('branchId', branch_id, 'status', status) order by nature desc)
           from members.membership where person_id = p.id and valid @> ${day}::text::date), '[]') as memberships,
        coalesce((select jsonb_agg(distinct step.id)
           from (select unit_id from mandates.mandate where person_id = p.id and valid @> ${day}::text::date
                 union select branch_id from members.membership where person_id = p.id and valid @> ${day}::text::date
                ) mine (unit_id)
           join units.unit_path w on w.unit_id = mine.unit_id and w.valid @> ${day}::text::date
          cross join lateral (values (w.l0), (w.l1), (w.l2), (w.l3), (w.l4), (w.l5), (w.l6), (w.l7)) step (id)
          where step.id is not null), '[]') as within
        from members.person p where p.id = ${personId}`,
  );
  return row ? { personId, day, ...row } : null;
}

const columns = sql`
  m.id, m.person_id as "personId", p.full_name as "fullName", m.unit_id as "unitId", m.post,
  lower(m.valid)::text as "from", upper(m.valid)::text as "to", m.decision`;

export const selectMandatesIn = (tx: Tx, unitId: Id) =>
  rows(
    tx,
    sql<Mandate>`select ${columns} from mandates.mandate m join members.person p on p.id = m.person_id
                  where m.unit_id = ${unitId} order by lower(m.valid) desc, p.sort_key`,
  );

export const selectHolders = (tx: Tx, unitId: Id, day: CivilDate) =>
  rows(
    tx,
    sql<Mandate>`/* hot */ select ${columns} from mandates.mandate m join members.person p on p.id = m.person_id
                  where m.unit_id = ${unitId} and m.valid @> ${day}::text::date order by p.sort_key`,
  );

/** Holders of posts in many units at once. */
export const selectHoldersIn = (tx: Tx, unitIds: readonly Id[], day: CivilDate) =>
  rows(
    tx,
    sql<Mandate>`select ${columns} from mandates.mandate m join members.person p on p.id = m.person_id
                  where m.unit_id = any(string_to_array(${unitIds.join(',')}::text, ',')::uuid[])
                    and m.valid @> ${day}::text::date order by p.sort_key`,
  );

/** Those of these units that have no secretary on a day, with the first day without one: that of the unit where there never was any. */
export const selectWithoutSecretary = (tx: Tx, unitIds: readonly Id[], day: CivilDate) =>
  rows(
    tx,
    sql<{ unitId: Id; since: CivilDate }>`
      select u.id as "unitId",
             coalesce((select max(upper(m.valid)) from mandates.mandate m
                        where m.unit_id = u.id and m.post = 'secretary' and upper(m.valid) <= ${day}::text::date),
                      (select min(lower(w.valid)) from units.unit_path w where w.unit_id = u.id), ${day}::text::date
             )::text as since
        from unnest(${uuids(unitIds)}) as u(id)
       where not exists (select from mandates.mandate m
                          where m.unit_id = u.id and m.post = 'secretary' and m.valid @> ${day}::text::date)`,
  );

/** The unit of the membership or post of a person that ended last, and the first day without it. */
export const selectLastEnded = (tx: Tx, personId: Id, today: CivilDate) =>
  maybeOne(
    tx,
    sql<{ unitId: Id; endedOn: CivilDate }>`
      select unit_id as "unitId", ended_on::text as "endedOn"
        from (select unit_id, upper(valid) as ended_on from mandates.mandate where person_id = ${personId}
              union all select branch_id, upper(valid) from members.membership where person_id = ${personId}) held
       where ended_on <= ${today}::text::date order by ended_on desc, unit_id limit 1`,
  );

export const selectPostsOf = (tx: Tx, personId: Id) =>
  rows(
    tx,
    sql<Mandate>`select ${columns} from mandates.mandate m join members.person p on p.id = m.person_id
                  where m.person_id = ${personId} order by lower(m.valid) desc`,
  );

export const insertMandate = (
  tx: Tx,
  mandate: {
    id: Id;
    personId: Id;
    unitId: Id;
    post: Post;
    from: CivilDate;
    to?: CivilDate | null;
    decision: string | null;
  },
) =>
  run(
    tx,
    sql`insert into mandates.mandate (id, person_id, unit_id, post, valid, decision)
        values (${mandate.id}, ${mandate.personId}, ${mandate.unitId}, ${mandate.post},
                ${dateRange(mandate.from, mandate.to ?? null)}, ${mandate.decision})`,
  );

export const closeMandate = (tx: Tx, mandateId: Id, unitId: Id, on: CivilDate) =>
  maybeOne(
    tx,
    sql<{ id: Id }>`
      update mandates.mandate set valid = daterange(lower(valid), ${on}::text::date)
       where id = ${mandateId} and unit_id = ${unitId} and lower(valid) < ${on}::text::date
         and (upper(valid) is null or upper(valid) > ${on}::text::date)
      returning id`,
  );

export const selectDemoPeople = (tx: Tx, day: CivilDate) =>
  rows(
    tx,
    sql<{
      personId: Id;
      fullName: string;
      unitName: string | null;
      post: Post | null;
      status: MemberStatus | null;
      vi: string;
      en: string;
    }>`
      select p.id as "personId", p.full_name as "fullName", n.name as "unitName", x.post, b.status,
             d.about_vi as vi, d.about_en as en
        from mandates.demo_person d join members.person p on p.id = d.person_id
        left join lateral (select unit_id, post from mandates.mandate m where m.person_id = p.id
           and m.valid @> ${day}::text::date order by ${rankOfPost}, m.id limit 1) x on true
        left join lateral (select branch_id, status from members.membership m where m.person_id = p.id
           and m.valid @> ${day}::text::date order by nature desc limit 1) b on true
        left join units.unit_name n on n.unit_id = coalesce(x.unit_id, b.branch_id)
              and n.valid @> ${day}::text::date
       order by d.position`,
  );

export const isDemoPerson = async (tx: Tx, personId: Id): Promise<boolean> =>
  (await maybeOne(tx, sql`select 1 as x from mandates.demo_person where person_id = ${personId}`)) !==
  undefined;

export const insertDemoPerson = (
  tx: Tx,
  person: { personId: Id; position: number; about: { vi: string; en: string } },
) =>
  run(
    tx,
    sql`insert into mandates.demo_person (person_id, position, about_vi, about_en)
        values (${person.personId}, ${person.position}, ${person.about.vi}, ${person.about.en})`,
  );

/** How many posts are held in each of these units on that day or later. */
export const countMandatesFrom = (tx: Tx, unitIds: readonly Id[], from: CivilDate) =>
  rows(
    tx,
    sql<{ unitId: Id; count: number }>`
      select unit_id as "unitId", count(*)::int as count from mandates.mandate
       where unit_id = any(${uuids(unitIds)}) and valid && daterange(${from}::text::date, null)
       group by unit_id`,
  );

/**
 * Ends what a person holds from a day on: everything, or the posts in one branch. A post that would only begin then is
 * given to nobody.
 */
export async function endMandatesOf(tx: Tx, personId: Id, on: CivilDate, branchId: Id | null): Promise<void> {
  const held = sql`person_id = ${personId} and (${branchId}::uuid is null or unit_id = ${branchId}::uuid)`;
  await run(tx, sql`delete from mandates.mandate where ${held} and lower(valid) >= ${on}::text::date`);
  await run(
    tx,
    sql`update mandates.mandate set valid = daterange(lower(valid), ${on}::text::date)
         where ${held} and valid @> ${on}::text::date`,
  );
}

/**
 * Posts of a record that lives on in another go over to it. Where both hold the same post on the same days, that of the
 * record that stays is the one that goes on.
 */
export async function carryMandates(tx: Tx, goneId: Id, keptId: Id, on: CivilDate): Promise<void> {
  await run(
    tx,
    sql`update mandates.mandate g set person_id = ${keptId}
         where g.person_id = ${goneId}
           and not exists (select from mandates.mandate k
                            where k.person_id = ${keptId} and k.unit_id = g.unit_id and k.post = g.post
                              and k.valid && g.valid)`,
  );
  await endMandatesOf(tx, goneId, on, null);
}

/** Posts end with their unit; who goes to another branch leaves the posts in the one that goes on without them. */
export async function endMandatesByPlan(
  tx: Tx,
  { on, endedIds, people }: Pick<TakingEffect, 'on' | 'endedIds' | 'people'>,
): Promise<void> {
  const held = sql`
    id in (select m.id from unnest(${uuids(endedIds)}) as e (id) join mandates.mandate m on m.unit_id = e.id
           union all
           select m.id from jsonb_to_recordset(${json(people)}) as x ("unitId" uuid, "personId" uuid)
             join mandates.mandate m on m.unit_id = x."unitId" and m.person_id = x."personId")`;
  await run(tx, sql`delete from mandates.mandate where ${held} and lower(valid) >= ${on}::text::date`);
  await run(
    tx,
    sql`update mandates.mandate set valid = daterange(lower(valid), ${on}::text::date)
         where ${held} and valid @> ${on}::text::date`,
  );
}

/** Posts that end with these units, or whose holders a plan takes to another branch: how many of each. */
export const selectPostsAhead = (
  tx: Tx,
  { on, endedIds, people }: Pick<TakingEffect, 'on' | 'endedIds' | 'people'>,
) =>
  rows(
    tx,
    sql<{ unitId: Id; post: Post; count: number; hasEnded: boolean }>`
      select unit_id as "unitId", post, count(*)::int as count, unit_id = any(${uuids(endedIds)}) as "hasEnded"
        from mandates.mandate
       where (unit_id = any(${uuids(endedIds)})
              or (unit_id, person_id) in (select "unitId", "personId" from jsonb_to_recordset(${json(people)})
                                            as x ("unitId" uuid, "personId" uuid)))
         and valid && daterange(${on}::text::date, null)
       group by unit_id, post order by unit_id, post`,
  );
