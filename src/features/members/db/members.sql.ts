import type { MemberStatus } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { personSortKey, withoutMarks } from '#kernel/vietnamese.ts';
import { dateRange, maybeOne, one, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { MemberSummary } from '../contract.ts';
import type {
  DatePrecision,
  ExistingMember,
  ImportedDate,
  MemberDraft,
} from '../domain/import/import-types.ts';

export type RollRow = {
  personId: Id;
  fullName: string;
  sortKey: string;
  status: MemberStatus;
};

/** Who belongs to the branch on that day, given name first. */
export const selectRoll = (tx: Tx, branchId: Id, day: CivilDate) =>
  rows(
    tx,
    sql<RollRow>`
      /* hot */ select p.id as "personId", p.full_name as "fullName", p.sort_key as "sortKey", m.status
        from members.membership m join members.person p on p.id = m.person_id
       where m.branch_id = ${branchId} and (m.valid @> ${day}::text::date) is true
       order by p.sort_key, p.id`,
  );

export const selectSummaries = (tx: Tx, branchId: Id, day: CivilDate) =>
  rows(
    tx,
    sql<MemberSummary>`
      select p.id as "personId", p.full_name as "fullName", m.status,
             extract(year from p.birth_on)::int as "birthYear", p.sex,
             exists (select from platform.account a where a.person_id = p.id) as "hasAccount"
        from members.membership m join members.person p on p.id = m.person_id
       where m.branch_id = ${branchId} and m.valid @> ${day}::text::date
       order by p.sort_key, p.id`,
  );

export type PersonRow = {
  personId: Id;
  fullName: string;
  birth_on: CivilDate | null;
  birth_precision: DatePrecision | null;
  sex: 'male' | 'female' | null;
  ethnicity: string | null;
  religion: string | null;
  homeTown: string | null;
  address: string | null;
  occupation: string | null;
  education: string | null;
  expertise: string | null;
  politicalTheory: string | null;
  admitted_on: CivilDate | null;
  admitted_precision: DatePrecision | null;
  official_on: CivilDate | null;
  official_precision: DatePrecision | null;
  cardNumber: string | null;
  citizenId: string | null;
  phone: string | null;
  email: string | null;
  badge: string | null;
  note: string | null;
  diedOn: CivilDate | null;
};

export const personColumns = sql`
  p.id as "personId", p.full_name as "fullName", p.birth_on, p.birth_precision, p.sex, p.ethnicity, p.religion,
  p.home_town as "homeTown", p.address, p.occupation, p.education, p.expertise,
  p.political_theory as "politicalTheory", p.admitted_on, p.admitted_precision, p.official_on,
  p.official_precision, p.card_number as "cardNumber", p.citizen_id as "citizenId", p.phone, p.email,
  p.badge, p.note, p.died_on::text as "diedOn"`;

const loose = (date: CivilDate | null, precision: DatePrecision | null): ImportedDate | null =>
  date ? { date, precision: precision ?? 'day' } : null;

export const asRecord = ({
  birth_on,
  birth_precision,
  admitted_on,
  admitted_precision,
  official_on,
  official_precision,
  ...row
}: PersonRow) => ({
  ...row,
  birth: loose(birth_on, birth_precision),
  admittedOn: loose(admitted_on, admitted_precision),
  officialOn: loose(official_on, official_precision),
});
export type PersonRecord = ReturnType<typeof asRecord>;

export async function selectPerson(tx: Tx, personId: Id): Promise<PersonRecord | undefined> {
  const row = await maybeOne(
    tx,
    sql<PersonRow>`select ${personColumns} from members.person p where p.id = ${personId}`,
  );
  return row && asRecord(row);
}

/** Full records of everybody in the branch on that day, given name first. */
export async function selectRecordsOfBranch(tx: Tx, branchId: Id, day: CivilDate) {
  const found = await rows(
    tx,
    sql<PersonRow & { status: MemberStatus }>`
      select ${personColumns}, m.status
        from members.membership m join members.person p on p.id = m.person_id
       where m.branch_id = ${branchId} and m.valid @> ${day}::text::date
       order by p.sort_key, p.id`,
  );
  return found.map(({ status, ...row }) => ({ ...asRecord(row), status }));
}

export const selectPersonByCard = async (tx: Tx, cardNumber: string): Promise<Id | undefined> =>
  (await maybeOne(tx, sql<{ id: Id }>`select id from members.person where card_number = ${cardNumber}`))?.id;

/** Somebody with this citizen number who belongs nowhere any more. */
export const selectFormerMember = async (tx: Tx, citizenId: string): Promise<Id | undefined> =>
  (
    await maybeOne(
      tx,
      sql<{ id: Id }>`
        select p.id from members.person p
         where p.citizen_id = ${citizenId}
           and exists (select from members.membership m where m.person_id = p.id)
           and not exists (select from members.membership m where m.person_id = p.id and upper(m.valid) is null)`,
    )
  )?.id;

export const selectNames = (tx: Tx, personIds: readonly Id[]) =>
  rows(
    tx,
    sql<{ personId: Id; fullName: string; sortKey: string }>`
      select id as "personId", full_name as "fullName", sort_key as "sortKey"
        from members.person where id = any(${uuids(personIds)})`,
  );

export const selectContacts = (tx: Tx, personIds: readonly Id[]) =>
  rows(
    tx,
    sql<{ personId: Id; fullName: string; email: string | null; phone: string | null }>`
      select id as "personId", full_name as "fullName", email, phone
        from members.person where id = any(${uuids(personIds)})`,
  );

export const selectMemberships = (tx: Tx, personId: Id) =>
  rows(
    tx,
    sql<{
      branchId: Id;
      branchName: string;
      nature: 'home' | 'host';
      status: MemberStatus;
      onProbation: boolean;
      from: CivilDate;
      to: CivilDate | null;
      reason: string | null;
    }>`
      select m.branch_id as "branchId", n.name as "branchName", m.nature, m.status,
             m.on_probation as "onProbation", lower(m.valid)::text as "from", upper(m.valid)::text as "to", m.reason
        from members.membership m
        join lateral (select name from units.unit_name n where n.unit_id = m.branch_id
                       order by upper(n.valid) desc nulls first limit 1) n on true
       where m.person_id = ${personId} order by lower(m.valid) desc, m.nature`,
  );

type MembershipRow = Awaited<ReturnType<typeof selectMemberships>>[number];

/** Records of these people with their periods, newest first, and whether they have an account. */
export async function selectRecordsOf(tx: Tx, personIds: readonly Id[]) {
  if (personIds.length === 0) return [];
  const found = await rows(
    tx,
    sql<PersonRow & { memberships: MembershipRow[]; hasAccount: boolean }>`
      select ${personColumns}, exists (select from platform.account a where a.person_id = p.id) as "hasAccount",
             (select coalesce(jsonb_agg(jsonb_build_object(
                'branchId', m.branch_id, 'branchName', n.name, 'nature', m.nature, 'status', m.status,
                'onProbation', m.on_probation, 'from', lower(m.valid)::text, 'to', upper(m.valid)::text,
                'reason', m.reason) order by lower(m.valid) desc, m.nature), '[]')
                from members.membership m
                join lateral (select name from units.unit_name n where n.unit_id = m.branch_id
                               order by upper(n.valid) desc nulls first limit 1) n on true
               where m.person_id = p.id) as memberships
        from members.person p where p.id = any(${uuids(personIds)})`,
  );
  return found.map(({ memberships, hasAccount, ...row }) => ({ ...asRecord(row), memberships, hasAccount }));
}

export const selectMembershipsOn = (tx: Tx, personId: Id, day: CivilDate) =>
  rows(
    tx,
    sql<{
      branchId: Id;
      status: MemberStatus;
      nature: 'home' | 'host';
      from: CivilDate;
      to: CivilDate | null;
    }>`
      select branch_id as "branchId", status, nature, lower(valid)::text as "from", upper(valid)::text as "to"
        from members.membership where person_id = ${personId} and valid @> ${day}::text::date`,
  );

/** Everybody in the branch now or before, and everybody who shares a number with the list. */
export async function selectExisting(
  tx: Tx,
  branchId: Id,
  day: CivilDate,
  numbers: { cards: string[]; citizenIds: string[] },
): Promise<ExistingMember[]> {
  const found = await rows(
    tx,
    sql<PersonRow & { branchId: Id; status: MemberStatus; leftOn: CivilDate | null }>`
      select ${personColumns}, m.branch_id as "branchId", m.status,
             case when m.valid @> ${day}::text::date or lower(m.valid) > ${day}::text::date then null
                  else upper(m.valid)::text end as "leftOn"
        from members.person p
        join lateral (
          select * from members.membership m where m.person_id = p.id
           order by (m.branch_id = ${branchId}) desc, upper(m.valid) desc nulls first limit 1
        ) m on true
       where p.id in (select person_id from members.membership where branch_id = ${branchId})
          or p.card_number in (select jsonb_array_elements_text(${JSON.stringify(numbers.cards)}::text::jsonb))
          or p.citizen_id in (select jsonb_array_elements_text(${JSON.stringify(numbers.citizenIds)}::text::jsonb))`,
  );
  return found.map(({ branchId: branch, status, leftOn, ...row }) => {
    const { personId, ...record } = asRecord(row);
    return { ...record, memberId: personId, branchId: branch, status, leftOn };
  });
}

/** The columns that a draft fills; only what the list says is written, a silent cell erases nothing. */
function columnsOf(draft: Partial<MemberDraft>): Record<string, unknown> {
  const columns: Record<string, unknown> = {};
  const put = (column: string, value: unknown) => {
    if (value !== undefined && value !== null) columns[column] = value;
  };
  const putDate = (prefix: string, value: ImportedDate | null | undefined) => {
    if (!value) return;
    columns[`${prefix}_on`] = value.date;
    columns[`${prefix}_precision`] = value.precision;
  };
  if (draft.fullName) {
    columns.full_name = draft.fullName;
    columns.sort_key = personSortKey(draft.fullName);
    columns.search_key = withoutMarks(draft.fullName);
  }
  putDate('birth', draft.birth);
  putDate('admitted', draft.admittedOn);
  putDate('official', draft.officialOn);
  put('sex', draft.sex);
  put('ethnicity', draft.ethnicity);
  put('religion', draft.religion);
  put('home_town', draft.homeTown);
  put('address', draft.address);
  put('occupation', draft.occupation);
  put('education', draft.education);
  put('expertise', draft.expertise);
  put('political_theory', draft.politicalTheory);
  put('card_number', draft.cardNumber);
  put('citizen_id', draft.citizenId);
  put('phone', draft.phone);
  put('email', draft.email);
  put('badge', draft.badge);
  put('note', draft.note);
  return columns;
}

export async function insertPerson(tx: Tx, draft: Partial<MemberDraft>, nowMs: number, id?: Id): Promise<Id> {
  const personId = id ?? newId(nowMs);
  const at = new Date(nowMs);
  await tx
    .insertInto('members.person')
    .values({ id: personId, ...columnsOf(draft), created_at: at, changed_at: at })
    .execute();
  return personId;
}

export async function updatePerson(
  tx: Tx,
  personId: Id,
  draft: Partial<MemberDraft>,
  nowMs: number,
): Promise<void> {
  await tx
    .updateTable('members.person')
    .set({ ...columnsOf(draft), changed_at: new Date(nowMs) })
    .where('id', '=', personId)
    .execute();
}

export const insertMembership = (
  tx: Tx,
  membership: {
    personId: Id;
    branchId: Id;
    status: MemberStatus;
    onProbation?: boolean;
    from: CivilDate;
    to?: CivilDate | null;
    reason?: string | null;
  },
) =>
  run(
    tx,
    sql`insert into members.membership (person_id, branch_id, nature, status, on_probation, valid, reason)
        values (${membership.personId}, ${membership.branchId},
                ${membership.status === 'temporarily-here' ? 'host' : 'home'}, ${membership.status},
                ${membership.onProbation ?? false}, ${dateRange(membership.from, membership.to ?? null)},
                ${membership.reason ?? null})`,
  );

/** Whoever changes the periods of a person comes one after the other. */
export const holdPerson = (tx: Tx, personId: Id): Promise<void> =>
  run(tx, sql`select 1 from members.person where id = ${personId} for update`);

/** Whoever applies a list to a branch comes one after the other: people without numbers have no key to clash on. */
export const holdBranchList = (tx: Tx, branchId: Id): Promise<void> =>
  run(tx, sql`select pg_advisory_xact_lock(hashtextextended(${`members.import ${branchId}`}::text, 0))`);

/** Ends the period that runs on `day`, on `day`; a period that began that very day disappears. */
export async function closeMembership(
  tx: Tx,
  personId: Id,
  branchId: Id,
  nature: 'home' | 'host',
  day: CivilDate,
  reason: string | null,
): Promise<void> {
  await run(
    tx,
    sql`delete from members.membership where person_id = ${personId} and branch_id = ${branchId}
           and nature = ${nature} and valid @> ${day}::text::date and lower(valid) = ${day}::text::date`,
  );
  await run(
    tx,
    sql`update members.membership
           set valid = daterange(lower(valid), ${day}::text::date), reason = coalesce(${reason}::text, reason)
         where person_id = ${personId} and branch_id = ${branchId} and nature = ${nature}
           and valid @> ${day}::text::date`,
  );
}

export const insertImportRun = (
  tx: Tx,
  importRun: {
    branchId: Id;
    fileName: string;
    sha256: string;
    counts: { accepted: number; changed: number; same: number; refused: number; left: number };
    by: Id | null;
  },
  nowMs: number,
) =>
  run(
    tx,
    sql`insert into members.import_run (id, branch_id, file_name, file_sha256, accepted, changed, same, refused,
                                        ended, applied_by, applied_at)
        values (${newId(nowMs)}, ${importRun.branchId}, ${importRun.fileName}, ${importRun.sha256},
                ${importRun.counts.accepted}, ${importRun.counts.changed}, ${importRun.counts.same},
                ${importRun.counts.refused}, ${importRun.counts.left}, ${importRun.by}, ${new Date(nowMs)})`,
  );

/** Who looked, one line per reader, kind and civil day: an open page asks many times. `at` is the last look. */
export const selectReadsOf = (tx: Tx, personId: Id) =>
  rows(
    tx,
    sql<{
      at: Date;
      by: string | null;
      what: string;
      times: number;
      reason: string | null;
      unitName: string | null;
    }>`
      select max(r.at) as at, p.full_name as by, r.what, r.reason, n.name as "unitName", count(*)::int as times
        from platform.personal_read r
        left join lateral (select name from units.unit_name n where n.unit_id = r.unit_id
                            order by upper(n.valid) desc nulls first limit 1) n on true
        left join members.person p on p.id = r.actor_id
       where r.person_ids && (array[${personId}::uuid]
                               || array(select id from members.person where merged_into = ${personId}))
       group by r.actor_id, p.full_name, r.what, r.reason, n.name, (r.at at time zone 'Asia/Ho_Chi_Minh')::date
       order by max(r.at) desc limit 200`,
  );

export const countPeople = async (tx: Tx): Promise<number> =>
  (await one(tx, sql<{ n: number }>`select count(*)::int as n from members.person`)).n;

/** How many people belong to each of these branches on that day or later, guests included. */
export const countMembersFrom = (tx: Tx, branchIds: readonly Id[], from: CivilDate) =>
  rows(
    tx,
    sql<{ unitId: Id; count: number }>`
      select branch_id as "unitId", count(distinct person_id)::int as count from members.membership
       where branch_id = any(${uuids(branchIds)}) and valid && daterange(${from}::text::date, null)
       group by branch_id`,
  );

/** Why this person opens that record today, when it was said. */
export const selectOpening = async (
  tx: Tx,
  actorId: Id,
  personId: Id,
  day: CivilDate,
): Promise<string | undefined> =>
  (
    await maybeOne(
      tx,
      sql<{ reason: string }>`select reason from members.opening
                               where actor_id = ${actorId} and person_id = ${personId} and day = ${day}::text::date`,
    )
  )?.reason;

export const insertOpening = (
  tx: Tx,
  opening: { actorId: Id; personId: Id; day: CivilDate; reason: string },
  nowMs: number,
) =>
  run(
    tx,
    sql`insert into members.opening (actor_id, person_id, day, reason, at)
        values (${opening.actorId}, ${opening.personId}, ${opening.day}::text::date, ${opening.reason},
                ${new Date(nowMs)})
        on conflict (actor_id, person_id, day) do update set reason = excluded.reason, at = excluded.at`,
  );

/** Why the names of a branch are looked at from far above; it holds for that day. */
export const selectListOpening = async (
  tx: Tx,
  actorId: Id,
  branchId: Id,
  day: CivilDate,
): Promise<string | undefined> =>
  (
    await maybeOne(
      tx,
      sql<{ reason: string }>`select reason from members.list_opening
                               where actor_id = ${actorId} and branch_id = ${branchId} and day = ${day}::text::date`,
    )
  )?.reason;

export const insertListOpening = (
  tx: Tx,
  opening: { actorId: Id; branchId: Id; day: CivilDate; reason: string },
  nowMs: number,
) =>
  run(
    tx,
    sql`insert into members.list_opening (actor_id, branch_id, day, reason, at)
        values (${opening.actorId}, ${opening.branchId}, ${opening.day}::text::date, ${opening.reason},
                ${new Date(nowMs)})
        on conflict (actor_id, branch_id, day) do update set reason = excluded.reason, at = excluded.at`,
  );
