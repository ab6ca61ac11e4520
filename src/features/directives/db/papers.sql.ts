import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { json, maybeOne, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { DirectiveKind, LinkKind } from '../contract.ts';

export type PaperRow = {
  id: Id;
  kind: DirectiveKind;
  symbol: string;
  issuedOn: CivilDate;
  title: string;
  isUnverified: boolean;
  unitId: Id;
  issuingUnitName: string;
};

const paper = sql`
  d.id, d.kind, d.symbol, d.issued_on as "issuedOn", d.title, d.is_unverified as "isUnverified",
  d.unit_id as "unitId", n.name as "issuingUnitName"`;
const named = sql`join units.unit_name n on n.unit_id = d.unit_id and n.valid @> d.sent_on`;

/** Own papers, those received, and those of units below: `depth` is how many units lie above the reader's. */
const inSight = (unitId: Id, depth: number) => sql`
  left join directives.recipient r on r.directive_id = d.id and r.unit_id = ${unitId} and d.withdrawn_at is null
  left join units.unit_path p
    on p.unit_id = d.unit_id and p.valid @> d.sent_on and ${sql.ref(`p.l${depth}`)} = ${unitId}`;
const isInSight = sql`(r.unit_id is not null or p.unit_id is not null)`;

export type FoundPaper = PaperRow & { role: 'own' | 'received' | 'below'; isWithdrawn: boolean };

/** Papers a unit sees that hold all of these words, each in its own text or in one of its files, newest first, from one id backwards. */
export const searchPapers = (
  tx: Tx,
  reader: { unitId: Id; depth: number },
  wanted: { words: readonly string[]; kind: DirectiveKind | null; before: Id | null; most: number },
) => {
  const words = wanted.words.map((word) => {
    const part = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    return sql`
      and (d.search_key like ${part} or exists (
            select from directives.paper_file f
             where f.directive_id = d.id and f.removed_at is null and f.search_key like ${part}))`;
  });
  return rows(
    tx,
    sql<FoundPaper>`
      select ${paper}, d.withdrawn_at is not null as "isWithdrawn",
             case when d.unit_id = ${reader.unitId} then 'own' when r.unit_id is not null then 'received'
                  else 'below' end as role
        from directives.directive d ${named} ${inSight(reader.unitId, reader.depth)}
       where ${isInSight} and (${wanted.kind}::text is null or d.kind = ${wanted.kind})
         and (${wanted.before}::text::uuid is null or d.id < ${wanted.before}::text::uuid)
         ${sql.join(words, sql` `)}
       order by d.id desc limit ${wanted.most}`,
  );
};

/** One paper, when the unit sees it. */
export const selectPaperInSight = (tx: Tx, reader: { unitId: Id; depth: number }, directiveId: Id) =>
  maybeOne(
    tx,
    sql<PaperRow>`
      select ${paper} from directives.directive d ${named} ${inSight(reader.unitId, reader.depth)}
       where d.id = ${directiveId} and ${isInSight}`,
  );

/** How many of these papers a unit sees, or that were issued by a unit above it. */
export const countLinkable = async (
  tx: Tx,
  reader: { unitId: Id; depth: number; above: readonly Id[] },
  paperIds: readonly Id[],
): Promise<number> =>
  (
    await rows(
      tx,
      sql<{ id: Id }>`
        select distinct d.id from directives.directive d ${inSight(reader.unitId, reader.depth)}
         where d.id = any(${uuids(paperIds)}) and (${isInSight} or d.unit_id = any(${uuids(reader.above)}))`,
    )
  ).length;

/** Those of these papers over which a committee has a say: its own, of units below, and of units that it carries on. */
export const selectInSay = async (
  tx: Tx,
  { unitId, depth }: { unitId: Id; depth: number },
  paperIds: readonly Id[],
): Promise<Id[]> =>
  (
    await rows(
      tx,
      sql<{ id: Id }>`
        with recursive carried_on (id) as (
          select unit_id from units.succession where successor_id = ${unitId}
          union
          select s.unit_id from carried_on c join units.succession s on s.successor_id = c.id
        )
        select d.id from directives.directive d
         where d.id = any(${uuids(paperIds)}) and (
               d.unit_id in (select id from carried_on)
               or exists (select from units.unit_path p
                           where p.unit_id = d.unit_id and p.valid @> d.sent_on
                             and ${sql.ref(`p.l${depth}`)} = ${unitId}))`,
    )
  ).map((paper) => paper.id);

/** What a paper carries out, directly and through others; the unit may be told of papers that never reached it. */
export const selectAbovePaper = (tx: Tx, reader: { unitId: Id; depth: number }, directiveId: Id) =>
  rows(
    tx,
    sql<PaperRow & { steps: number; isLinkUnverified: boolean; isInSight: boolean }>`
      with recursive up (id, steps, is_unverified) as (
        select target_id, 1, is_unverified from directives.link
         where directive_id = ${directiveId} and kind = 'carries-out'
        union
        select l.target_id, up.steps + 1, l.is_unverified from up
          join directives.link l on l.directive_id = up.id and l.kind = 'carries-out'
         where up.steps < 20
      )
      select ${paper}, up.steps, up.is_unverified as "isLinkUnverified", ${isInSight} as "isInSight"
        from (select id, min(steps)::int as steps, bool_or(is_unverified) as is_unverified from up group by id) up
        join directives.directive d on d.id = up.id ${named} ${inSight(reader.unitId, reader.depth)}
       order by up.steps desc, d.issued_on, d.id`,
  );

/** What carries a paper out and the unit sees, parents before children. */
export const selectBelowPaper = (
  tx: Tx,
  reader: { unitId: Id; depth: number },
  directiveId: Id,
  most: number,
) =>
  rows(
    tx,
    sql<PaperRow & { parentId: Id; steps: number; isLinkUnverified: boolean }>`
      with recursive down (id, parent, steps, is_unverified, way) as (
        select directive_id, target_id, 1, is_unverified, array[directive_id] from directives.link
         where target_id = ${directiveId} and kind = 'carries-out'
        union all
        select l.directive_id, l.target_id, down.steps + 1, l.is_unverified, down.way || l.directive_id from down
          join directives.link l on l.target_id = down.id and l.kind = 'carries-out'
         where down.steps < 20
      )
      select ${paper}, down.parent as "parentId", down.steps, down.is_unverified as "isLinkUnverified" from down
        join directives.directive d on d.id = down.id ${named} ${inSight(reader.unitId, reader.depth)}
       where ${isInSight} and d.withdrawn_at is null
       order by down.way limit ${most}`,
  );

/** How a paper stands to others, besides carrying out. What was taken back ends, replaces and amends nothing. */
export const selectOtherLinks = (tx: Tx, reader: { unitId: Id; depth: number }, directiveId: Id) =>
  rows(
    tx,
    sql<PaperRow & { link: LinkKind; towards: 'earlier' | 'later'; isInSight: boolean }>`
      select ${paper}, l.kind as link,
             case when l.directive_id = ${directiveId} then 'earlier' else 'later' end as towards,
             ${isInSight} as "isInSight"
        from directives.link l
        join directives.directive d
          on d.id = case when l.directive_id = ${directiveId} then l.target_id else l.directive_id end ${named}
          ${inSight(reader.unitId, reader.depth)}
       where (l.directive_id = ${directiveId} or l.target_id = ${directiveId}) and l.kind <> 'carries-out'
         and (l.directive_id = ${directiveId} or d.withdrawn_at is null)
       order by d.issued_on, d.id`,
  );

export type LaterPaper = { paperId: Id; kind: Exclude<LinkKind, 'carries-out'>; id: Id; symbol: string };

/** What later papers did to each of these: replaced, amended or ended it, in that order of days. */
export const selectLaterPapers = (tx: Tx, paperIds: readonly Id[]) =>
  rows(
    tx,
    sql<LaterPaper>`
      select l.target_id as "paperId", l.kind, d.id, d.symbol
        from directives.link l join directives.directive d on d.id = l.directive_id
       where l.target_id = any(${uuids(paperIds)}) and l.kind <> 'carries-out' and d.withdrawn_at is null
       order by d.issued_on, d.id`,
  );

export const insertLinks = (
  tx: Tx,
  directiveId: Id,
  links: readonly { kind: LinkKind; targetId: Id; isUnverified?: boolean }[],
  by: Id,
  at: Date,
) =>
  run(
    tx,
    sql`insert into directives.link (directive_id, target_id, kind, linked_by, linked_at, is_unverified)
        select ${directiveId}, x."targetId", x.kind, ${by}, ${at}, coalesce(x."isUnverified", false)
          from jsonb_to_recordset(${JSON.stringify(links)}::text::jsonb)
               as x (kind text, "targetId" uuid, "isUnverified" boolean)`,
  );

/** Whether two papers are linked already, in either direction. */
export const areLinked = (tx: Tx, oneId: Id, otherId: Id) =>
  maybeOne(
    tx,
    sql<{ kind: LinkKind }>`
      select kind from directives.link
       where (directive_id = ${oneId} and target_id = ${otherId}) or (directive_id = ${otherId} and target_id = ${oneId})`,
  );

/** Symbols a committee gave to papers of a kind since a day, latest first. */
export const selectSymbolsSince = (tx: Tx, unitId: Id, kind: DirectiveKind, since: CivilDate) =>
  rows(
    tx,
    sql<{ symbol: string }>`
      select symbol from (
        (select symbol, issued_on as day, id::text as place from directives.directive
          where unit_id = ${unitId} and kind = ${kind} and issued_on >= ${since}::text::date and withdrawn_at is null
          order by issued_on desc, id desc limit 2000)
        union all
        select symbol, taken_on, symbol from directives.taken_number
         where unit_id = ${unitId} and kind = ${kind} and taken_on >= ${since}::text::date) s
       order by day desc, place desc`,
  );

/** Papers of a committee that are numbered here and not sent as directives wait for one another. */
export const holdRegister = (tx: Tx, unitId: Id) =>
  run(tx, sql`select pg_advisory_xact_lock(hashtextextended(${`directives.register ${unitId}`}::text, 0))`);

/** Numbers that were taken for these papers of a committee. */
export const selectTaken = (tx: Tx, unitId: Id, paperKeys: readonly string[]) =>
  rows(
    tx,
    sql<{ paperKey: string; symbol: string }>`
      select paper_key as "paperKey", symbol from directives.taken_number
       where unit_id = ${unitId} and paper_key in (select jsonb_array_elements_text(${json(paperKeys)}))`,
  );

export const insertTaken = (
  tx: Tx,
  unitId: Id,
  taken: readonly { paperKey: string; kind: DirectiveKind; symbol: string }[],
  on: CivilDate,
) =>
  run(
    tx,
    sql`insert into directives.taken_number (unit_id, paper_key, kind, symbol, taken_on)
        select ${unitId}::uuid, "paperKey", kind, symbol, ${on}::text::date
          from jsonb_to_recordset(${json(taken)}) as x ("paperKey" text, kind text, symbol text)`,
  );
