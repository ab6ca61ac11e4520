import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Refusal } from '#kernel/result.ts';
import { personSortKey, withoutMarks } from '#kernel/vietnamese.ts';
import type { CopyTable } from '#platform/database/copy.ts';
import { json, one, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { ExistingMember, ImportedDate, Leaving, MemberDraft } from '../domain/import/import-types.ts';
import { spanOf } from '../domain/import/read-date.ts';
import { nameKey } from '../domain/import/read-name.ts';
import { asRecord, type PersonRow, personColumns } from './members.sql.ts';

/** A row of the list on its way into the table where the whole list is judged. */
export type ListedRow = {
  rowNumber: number;
  branchId: Id | null;
  draft: MemberDraft;
  leaving: Leaving | null;
};

const on = (date: ImportedDate | null) => date?.date ?? null;
const precision = (date: ImportedDate | null) => date?.precision ?? null;

/** The whole list, for the length of one transaction. */
export const listTable: CopyTable<ListedRow> = {
  name: 'pg_temp.member_list',
  columns: [
    'row_number',
    'branch_id',
    'leaving',
    'name_key',
    'birth_first',
    'birth_last',
    'full_name',
    'sort_key',
    'search_key',
    'birth_on',
    'birth_precision',
    'sex',
    'ethnicity',
    'religion',
    'home_town',
    'address',
    'occupation',
    'education',
    'expertise',
    'political_theory',
    'admitted_on',
    'admitted_precision',
    'official_on',
    'official_precision',
    'card_number',
    'citizen_id',
    'phone',
    'email',
    'badge',
    'status',
    'note',
  ],
  values: ({ rowNumber, branchId, draft: d, leaving }) => {
    const span = d.birth && spanOf(d.birth);
    return [
      rowNumber,
      branchId,
      leaving && JSON.stringify(leaving),
      nameKey(d.fullName),
      span?.first,
      span?.last,
      d.fullName,
      personSortKey(d.fullName),
      withoutMarks(d.fullName),
      on(d.birth),
      precision(d.birth),
      d.sex,
      d.ethnicity,
      d.religion,
      d.homeTown,
      d.address,
      d.occupation,
      d.education,
      d.expertise,
      d.politicalTheory,
      on(d.admittedOn),
      precision(d.admittedOn),
      on(d.officialOn),
      precision(d.officialOn),
      d.cardNumber,
      d.citizenId,
      d.phone,
      d.email,
      d.badge,
      d.status,
      d.note,
    ];
  },
};

/** What is wrong with rows of the list; a row may have several faults. */
export const faultTable: CopyTable<{ rowNumber: number; refusal: Refusal }> = {
  name: 'pg_temp.member_fault',
  columns: ['row_number', 'code', 'field', 'facts'],
  values: ({ rowNumber, refusal }) => [
    rowNumber,
    refusal.code,
    refusal.field,
    JSON.stringify(refusal.facts ?? {}),
  ],
};

export const makeListTables = (tx: Tx): Promise<void> =>
  run(
    tx,
    sql.raw(`
      create temporary table member_list (
        row_number int not null, branch_id uuid, leaving jsonb, name_key text not null,
        birth_first date, birth_last date,
        person_id uuid not null default uuidv7(),
        full_name text not null, sort_key text collate "C" not null, search_key text not null,
        birth_on date, birth_precision text, sex text, ethnicity text, religion text, home_town text, address text,
        occupation text, education text, expertise text, political_theory text, admitted_on date,
        admitted_precision text, official_on date, official_precision text, card_number text, citizen_id text,
        phone text, email text, badge text, status text, note text
      ) on commit drop;
      create temporary table member_fault (
        row_number int not null, code text not null, field text, facts jsonb not null
      ) on commit drop;
      create temporary table member_known (row_number int not null, person_id uuid not null) on commit drop;
    `),
  );

/** The planner knows nothing of tables that were just filled. */
export const learnListTables = (tx: Tx): Promise<void> =>
  run(tx, sql.raw('analyze member_list; analyze member_fault'));

const isDouble = sql`exists (select from member_fault f
  where f.row_number = a.row_number and f.code = 'members.import-duplicate')`;

/**
 * Rows that speak of one person twice: the same card or citizen number anywhere in the list, or the same name and a
 * birth date that fits within one branch when no number tells them apart. Each is refused with the row it meets.
 */
export async function faultDoubles(
  tx: Tx,
  words: { card: string; citizen: string; person: string },
): Promise<void> {
  for (const [column, field, by] of [
    ['card_number', 'cardNumber', words.card],
    ['citizen_id', 'citizenId', words.citizen],
  ] as const)
    await run(
      tx,
      sql`insert into member_fault (row_number, code, field, facts)
          select a.row_number, 'members.import-duplicate', ${field}::text,
                 jsonb_build_object('by', ${by}::text, 'other',
                   case when a.row_number = d.first then d.second else d.first end)
            from (select ${sql.ref(column)} as value, min(row_number) as first,
                         (array_agg(row_number order by row_number))[2] as second
                    from member_list where ${sql.ref(column)} is not null
                   group by 1 having count(*) > 1) d
            join member_list a on a.${sql.ref(column)} = d.value
           where not ${isDouble}`,
    );
  await run(
    tx,
    sql`insert into member_fault (row_number, code, field, facts)
        select distinct on (a.row_number) a.row_number, 'members.import-duplicate', 'fullName',
               jsonb_build_object('by', ${words.person}::text, 'other', b.row_number)
          from member_list a
          join member_list b on b.branch_id = a.branch_id and b.name_key = a.name_key
               and b.row_number <> a.row_number
         where (a.birth_first is null or b.birth_first is null
                or (a.birth_first <= b.birth_last and b.birth_first <= a.birth_last))
           and (a.card_number = b.card_number) is not false and (a.citizen_id = b.citizen_id) is not false
           and not ${isDouble}
         order by a.row_number, b.row_number`,
  );
}

/** Pairs rows with everybody in the system whom they may mean; the rules of any list judge them afterwards. */
export async function findKnown(tx: Tx): Promise<number> {
  await run(
    tx,
    sql`insert into member_known (row_number, person_id)
        select s.row_number, p.id from member_list s join members.person p on p.card_number = s.card_number
        union
        select s.row_number, p.id from member_list s join members.person p on p.citizen_id = s.citizen_id
        union
        select s.row_number, p.id
          from member_list s
          join members.membership m on m.branch_id = s.branch_id
          join members.person p on p.id = m.person_id
               -- One name is written with i or with y; letters are compared afterwards.
               and replace(p.search_key, 'y', 'i') = replace(s.search_key, 'y', 'i')`,
  );
  await run(tx, sql.raw('create index on member_known (row_number); analyze member_known'));
  return (await one(tx, sql<{ n: number }>`select count(distinct row_number)::int as n from member_known`)).n;
}

/** Branches of which the list names somebody whom the system knows, in their order. */
export const selectKnownBranches = async (tx: Tx): Promise<Id[]> =>
  (
    await rows(
      tx,
      sql<{ id: Id }>`
        select distinct s.branch_id as id from member_list s
         where s.branch_id is not null and exists (select from member_known k where k.row_number = s.row_number)
         order by 1`,
    )
  ).map(({ id }) => id);

type ListedDraft = Omit<PersonRow, 'personId'> & {
  rowNumber: number;
  branchId: Id;
  leaving: Leaving | null;
  status: MemberDraft['status'];
};

/** Rows of these branches that may mean somebody known, in the order of the list. */
export async function selectKnownRows(tx: Tx, branchIds: readonly Id[]) {
  const found = await rows(
    tx,
    sql<ListedDraft>`
      select s.row_number as "rowNumber", s.branch_id as "branchId", s.leaving, s.status,
             s.full_name as "fullName", s.birth_on, s.birth_precision, s.sex, s.ethnicity, s.religion,
             s.home_town as "homeTown", s.address, s.occupation, s.education, s.expertise,
             s.political_theory as "politicalTheory", s.admitted_on, s.admitted_precision, s.official_on,
             s.official_precision, s.card_number as "cardNumber", s.citizen_id as "citizenId", s.phone, s.email,
             s.badge, s.note
        from member_list s
       where s.branch_id = any(${uuids(branchIds)})
         and exists (select from member_known k where k.row_number = s.row_number)
         and not exists (select from member_fault f where f.row_number = s.row_number)
       order by s.row_number`,
  );
  return found.map(({ rowNumber, branchId, leaving, status, ...row }) => {
    const { personId: _, ...draft } = asRecord({ ...row, personId: '' });
    return { rowNumber, branchId, leaving, draft: { ...draft, status, post: null } as MemberDraft };
  });
}

/** Whom those rows may mean, each as seen from the branch of the row. */
export async function selectKnownPeople(tx: Tx, branchIds: readonly Id[], day: CivilDate) {
  const found = await rows(
    tx,
    sql<
      PersonRow & {
        forBranch: Id;
        branchId: Id;
        status: NonNullable<MemberDraft['status']>;
        leftOn: CivilDate | null;
      }
    >`
      select w.branch_id as "forBranch", ${personColumns}, m.branch_id as "branchId", m.status,
             case when m.valid @> ${day}::text::date or lower(m.valid) > ${day}::text::date then null
                  else upper(m.valid)::text end as "leftOn"
        from (select distinct s.branch_id, k.person_id
                from member_list s join member_known k on k.row_number = s.row_number
               where s.branch_id = any(${uuids(branchIds)})) w
        join members.person p on p.id = w.person_id
        join lateral (
          select * from members.membership m where m.person_id = p.id
           order by (m.branch_id = w.branch_id) desc, upper(m.valid) desc nulls first limit 1
        ) m on true`,
  );
  return found.map(({ forBranch, branchId, status, leftOn, ...row }) => {
    const { personId, ...record } = asRecord(row);
    const member: ExistingMember = { ...record, memberId: personId, branchId, status, leftOn };
    return { forBranch, member };
  });
}

const isNew = sql`
  s.leaving is null
  and not exists (select from member_known k where k.row_number = s.row_number)
  and not exists (select from member_fault f where f.row_number = s.row_number)`;

/** Rows about people whom the system does not know, and rows about people who are gone and unknown. */
export const countUnknown = (tx: Tx) =>
  one(
    tx,
    sql<{ fresh: number; gone: number }>`
      select count(*) filter (where ${isNew})::int as fresh,
             count(*) filter (where s.leaving is not null
               and not exists (select from member_known k where k.row_number = s.row_number)
               and not exists (select from member_fault f where f.row_number = s.row_number))::int as gone
        from member_list s`,
  );

/** Writes everybody who is new, with a membership from that day on, in the order of the list. */
export async function insertUnknown(tx: Tx, day: CivilDate, at: Date): Promise<void> {
  const columns = sql.raw(`
    full_name, sort_key, search_key, birth_on, birth_precision, sex, ethnicity, religion, home_town, address,
    occupation, education, expertise, political_theory, admitted_on, admitted_precision, official_on,
    official_precision, card_number, citizen_id, phone, email, badge, note`);
  await run(
    tx,
    sql`insert into members.person (id, ${columns}, created_at, changed_at)
        select s.person_id, ${columns}, ${at}, ${at} from member_list s where ${isNew} order by s.row_number`,
  );
  await run(
    tx,
    sql`insert into members.membership (person_id, branch_id, nature, status, valid)
        select s.person_id, s.branch_id, case when s.status = 'temporarily-here' then 'host' else 'home' end,
               coalesce(s.status, 'official'), daterange(${day}::text::date, null)
          from member_list s where ${isNew} order by s.row_number`,
  );
}

export const insertFaults = (tx: Tx, faults: readonly { rowNumber: number; refusal: Refusal }[]) =>
  run(
    tx,
    sql`insert into member_fault (row_number, code, field, facts)
        select "rowNumber", code, field, facts
          from jsonb_to_recordset(${json(
            faults.map(({ rowNumber, refusal: { code, field, facts } }) => ({
              rowNumber,
              code,
              field: field ?? null,
              facts: facts ?? {},
            })),
          )}) as x ("rowNumber" int, code text, field text, facts jsonb)`,
  );

export const countFaultyRows = async (tx: Tx): Promise<number> =>
  (await one(tx, sql<{ n: number }>`select count(distinct row_number)::int as n from member_fault`)).n;

export type ListFault = {
  row: number;
  code: string;
  field: string | null;
  facts: Record<string, string | number>;
};

/** What is wrong, in the order of the list, after a row. */
export const selectFaults = (tx: Tx, after: number, most: number) =>
  rows(
    tx,
    sql<ListFault>`
      select row_number as row, code, field, facts from member_fault where row_number > ${after}
       order by row_number, code limit ${most}`,
  );

export const countFaultsByCode = (tx: Tx) =>
  rows(
    tx,
    sql<{ code: string; count: number }>`
      select code, count(*)::int as count from member_fault group by code order by 2 desc, 1`,
  );

/** One line in the history of each branch that the list names. */
export const insertRuns = (
  tx: Tx,
  file: { name: string; sha256: string },
  known: readonly { branchId: Id; accepted: number; changed: number; same: number; left: number }[],
  at: Date,
) =>
  run(
    tx,
    sql`insert into members.import_run (id, branch_id, file_name, file_sha256, accepted, changed, same, refused, ended,
                                        applied_by, applied_at)
        select uuidv7(), s.branch_id, ${file.name}, ${file.sha256},
               count(*) filter (where ${isNew}) + coalesce(max(k.accepted), 0), coalesce(max(k.changed), 0),
               coalesce(max(k.same), 0),
               count(*) filter (where exists (select from member_fault f where f.row_number = s.row_number)),
               coalesce(max(k."left"), 0), null, ${at}
          from member_list s
          left join jsonb_to_recordset(${json(known)})
                 as k ("branchId" uuid, accepted int, changed int, same int, "left" int) on k."branchId" = s.branch_id
         where s.branch_id is not null
         group by s.branch_id`,
  );
