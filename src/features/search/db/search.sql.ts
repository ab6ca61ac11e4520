import type { RawBuilder } from 'kysely';
import type { Sector, UnitKind } from '#features/units/contract.ts';
import type { MemberStatus, Post } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { one, rows, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { Wanted } from '../domain/read-query.ts';
import { asTextSearch } from '../domain/read-query.ts';
import type { Scope } from '../domain/search-scope.ts';

/** Hits looked at before ranking: enough for any search that names somebody, few enough to stay quick. */
const MOST_LOOKED_AT = 300;

/** Depth of each unit under the top today: names the column in which it stands in the paths of those below it. */
export const selectDepths = (tx: Tx, unitIds: readonly Id[], day: CivilDate) =>
  rows(
    tx,
    sql<{ unitId: Id; depth: number }>`
      select unit_id as "unitId", depth from units.unit_path
       where unit_id = any(${uuids(unitIds)}) and valid @> ${day}::text::date`,
  );

/** The units of a scope by depth, those that stand alone, and how many units there are in all. */
export type PlacedScope = { byDepth: Map<number, Id[]>; alone: Id[]; size: number };

export async function placeScope(tx: Tx, scope: Scope, day: CivilDate): Promise<PlacedScope> {
  const byDepth = new Map<number, Id[]>();
  for (const { unitId, depth } of await selectDepths(tx, scope.below, day))
    byDepth.set(depth, [...(byDepth.get(depth) ?? []), unitId]);
  const placed = { byDepth, alone: scope.alone, size: Number.POSITIVE_INFINITY };
  if (byDepth.has(0)) return placed;
  const { size } = await one(
    tx,
    sql<{ size: number }>`
      select count(*)::int as size from units.unit_path w where ${liesIn(placed)} and w.valid @> ${day}::text::date`,
  );
  return { ...placed, size };
}

/** Whether the path `w` lies in the scope. */
const liesIn = ({ byDepth, alone }: Pick<PlacedScope, 'byDepth' | 'alone'>) => {
  const parts = [...byDepth].map(([depth, ids]) => sql`${sql.ref(`w.l${depth}`)} = any(${uuids(ids)})`);
  if (alone.length > 0) parts.push(sql`w.unit_id = any(${uuids(alone)})`);
  return parts.length === 0 ? sql`false` : sql`(${sql.join(parts, sql` or `)})`;
};

type Sql = RawBuilder<unknown>;

/** Asked of the indexes. */
const fits = (wanted: Wanted) =>
  wanted.digits === null
    ? sql`to_tsvector('simple'::regconfig, p.search_key) @@ to_tsquery('simple'::regconfig, ${asTextSearch(wanted.words)})`
    : sql`(regexp_replace(p.card_number, '\\D', '', 'g') like ${`${wanted.digits}%`}
           or regexp_replace(p.phone, '\\D', '', 'g') like ${`${wanted.digits}%`})`;

/** The same, asked of one row: much cheaper than taking its words apart. */
const fitsRow = (wanted: Wanted) =>
  wanted.digits === null
    ? sql.join(
        wanted.words.map((word, at) =>
          at === wanted.words.length - 1
            ? sql`' ' || p.search_key like ${`% ${word}%`}`
            : sql`' ' || p.search_key || ' ' like ${`% ${word} %`}`,
        ),
        sql` and `,
      )
    : fits(wanted);

/**
 * Where to begin. Among few units everybody in them is looked at. Over all of them those whose name begins as typed come
 * first, and the index of words is asked when these are not enough. In between the index of words is asked when few
 * seem to bear all the words, and everybody below is looked at when they are many: half a district bears the same two.
 */
export const BEGINNING = { fewUnits: 150, mostByIndex: 1500, mostExpected: 3000 };

/** How common a word is that is not among those counted: one of some thousand names. */
const RARE = 0.0005;

/** How many people bear all the words, by what the database knows of how common each is. A guess: nothing is counted. */
async function expectedPeople(tx: Tx, { words, digits }: Wanted): Promise<number> {
  if (digits !== null) return 0;
  const { people, common } = await one(
    tx,
    sql<{ people: number; common: { word: string; share: number }[] }>`
      select greatest(c.reltuples, 0)::float8 as people,
             (select coalesce(json_agg(json_build_object('word', s.word, 'share', s.share)), '[]')
                from (select unnest(most_common_elems::text::text[]) as word, unnest(most_common_elem_freqs) as share
                        from pg_stats where schemaname = 'members' and tablename = 'person_by_words') s
               where s.word = any(string_to_array(${words.join(' ')}::text, ' '))
                  or s.word like ${`${words.at(-1)}%`}::text) as common
        from pg_class c where c.oid = 'members.person'::regclass`,
  );
  return words.reduce((expected, word, at) => {
    const isLast = at === words.length - 1;
    const share = common
      .filter((one) => (isLast ? one.word.startsWith(word) : one.word === word))
      .reduce((sum, one) => sum + one.share, 0);
    return expected * Math.min(1, share || RARE);
  }, people);
}

/** Ids of people whose name is or begins with what was typed: read off an index in order, however many there are. */
const byBeginning = (wanted: Wanted) => {
  const name = wanted.digits === null ? wanted.words.join(' ') : null;
  return sql`
    select array(
      (select p.id from members.person p where p.search_key = ${name}::text limit ${MOST_LOOKED_AT})
      union all
      (select p.id from members.person p
        where p.search_key like ${name === null ? null : `${name}%`}::text and p.search_key <> ${name}::text
        limit ${MOST_LOOKED_AT})
      limit ${MOST_LOOKED_AT}) as ids`;
};
const byIndex = (wanted: Wanted, most: number) => sql`
  select array(select p.id from members.person p where ${fits(wanted)} limit ${most + 1}) as ids`;

export type PersonRow = {
  personId: Id;
  fullName: string;
  sortKey: string;
  birthYear: number | null;
  status: MemberStatus | null;
  unitId: Id;
  /** From the top down to the unit. */
  steps: Id[];
};

const personColumns = sql`
  p.id as "personId", p.full_name as "fullName", p.sort_key as "sortKey",
  extract(year from p.birth_on)::int as "birthYear",
  array_to_json(array_remove(array[w.l0, w.l1, w.l2, w.l3, w.l4, w.l5, w.l6, w.l7], null)) as steps`;

/** People who fit and belong to a branch in the scope today, or hold a post there. Each may come once for each. */
export async function selectPeople(
  tx: Tx,
  wanted: Wanted,
  scope: PlacedScope,
  day: CivilDate,
  { fewUnits, mostByIndex, mostExpected } = BEGINNING,
): Promise<PersonRow[]> {
  // Read once; "is true" keeps the planner from keys of periods, which hold nearly everybody and are slow to walk.
  const valid = (of: string) => sql`(${sql.raw(of)}.valid @> (select ${day}::text::date)) is true`;
  const found = (people: (of: string) => Sql, condition: Sql) => sql`
    (select ${personColumns}, m.status, m.branch_id as "unitId"
       from members.membership m
       join members.person p on p.id = m.person_id
       join units.unit_path w on w.unit_id = m.branch_id and ${valid('w')}
      where ${people('m')} and ${valid('m')} and ${liesIn(scope)} and ${condition}
      limit ${MOST_LOOKED_AT})
    union all
    -- Whoever holds a post there without being a member anywhere.
    (select ${personColumns}, null as status, h.unit_id as "unitId"
       from mandates.mandate h
       join members.person p on p.id = h.person_id
       join units.unit_path w on w.unit_id = h.unit_id and ${valid('w')}
      where ${people('h')} and ${valid('h')} and ${liesIn(scope)} and ${condition}
        and not exists (select from members.membership m where m.person_id = any(array[p.id]) and ${valid('m')})
      limit ${MOST_LOOKED_AT})`;
  const anybody = () => sql`true`;
  const among = (list: string) => (of: string) =>
    sql.raw(`${of}.person_id = any((select ids from ${list})::uuid[])`);

  if (scope.size <= fewUnits) return rows(tx, sql<PersonRow>`${found(anybody, fitsRow(wanted))}`);
  const known = sql`with named as materialized (${byBeginning(wanted)}), hit as materialized (${byIndex(wanted, mostByIndex)})`;
  if (scope.byDepth.has(0))
    return rows(
      tx,
      sql<PersonRow>`${known} ${found(among('named'), sql`true`)} union all ${found(among('hit'), sql`(select cardinality(ids) < ${MOST_LOOKED_AT} from named)`)}`,
    );
  if ((await expectedPeople(tx, wanted)) > mostExpected)
    return rows(tx, sql<PersonRow>`${found(anybody, fitsRow(wanted))}`);
  const areFew = sql`(select cardinality(ids) <= ${mostByIndex} from hit)`;
  return rows(
    tx,
    sql<PersonRow>`
      ${known}
      ${found(among('hit'), areFew)}
      union all
      ${found(anybody, sql`not ${areFew} and ${fitsRow(wanted)}`)}`,
  );
}

export const selectPostsOf = (tx: Tx, personIds: readonly Id[], day: CivilDate) =>
  rows(
    tx,
    sql<{ personId: Id; post: Post; unitId: Id }>`
      select person_id as "personId", post, unit_id as "unitId" from mandates.mandate
       where person_id = any(${uuids(personIds)}) and valid @> ${day}::text::date
       order by lower(valid)`,
  );

export type UnitRow = {
  unitId: Id;
  foundName: string;
  name: string;
  searchKey: string;
  kind: UnitKind;
  sector: Sector | null;
  code: string | null;
  parentId: Id | null;
  hasEnded: boolean;
  steps: Id[];
};

/** Units that fit by a name they bear or bore, or by the start of today's code, and lie or last lay in the scope. */
export const selectUnits = (tx: Tx, wanted: Wanted, scope: PlacedScope, day: CivilDate) =>
  rows(
    tx,
    sql<UnitRow>`
      select distinct on (u.id) u.id as "unitId", f.name as "foundName", n.name, n.search_key as "searchKey",
             k.kind, k.sector, c.code, w.parent_id as "parentId",
             coalesce(u.ended_on <= ${day}::text::date, false) as "hasEnded", w.steps
        from (
          select unit_id, name, valid from units.unit_name
           where to_tsvector('simple'::regconfig, search_key) @@ to_tsquery('simple'::regconfig, ${asTextSearch(wanted.words)})
          union all
          select c.unit_id, n.name, n.valid from units.unit_code c
            join units.unit_name n on n.unit_id = c.unit_id and n.valid @> ${day}::text::date
           where c.valid @> ${day}::text::date and c.code like ${codeStart(wanted)}
        ) f
        join units.unit u on u.id = f.unit_id
        join lateral (select name, search_key from units.unit_name where unit_id = u.id
                        and lower(valid) <= ${day}::text::date
                       order by lower(valid) desc limit 1) n on true
        join lateral (select kind, sector from units.unit_kind where unit_id = u.id
                        and lower(valid) <= ${day}::text::date
                       order by lower(valid) desc limit 1) k on true
        join lateral (
          select w.*, case w.depth when 1 then w.l0 when 2 then w.l1 when 3 then w.l2 when 4 then w.l3
                                   when 5 then w.l4 when 6 then w.l5 when 7 then w.l6 end as parent_id,
                 array_to_json(array_remove(array[w.l0, w.l1, w.l2, w.l3, w.l4, w.l5, w.l6, w.l7], null)) as steps
            from units.unit_path w where w.unit_id = u.id and lower(w.valid) <= ${day}::text::date
           order by lower(w.valid) desc limit 1) w on true
        left join units.unit_code c on c.unit_id = u.id and c.valid @> ${day}::text::date
       where ${liesIn(scope)}
       order by u.id, f.valid desc
       limit ${MOST_LOOKED_AT}`,
  );

// Codes hold letters, digits and separators; a text that cannot start one fits none.
const codeStart = (wanted: Wanted): string =>
  wanted.words.length > 0 ? `${wanted.words.join('.').replace(/[%_\\]/g, '')}%` : '';
