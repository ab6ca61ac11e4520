import type { MeasureKey } from '#features/reports/public.ts';
import type { MeetingKind } from '#features/rulebooks/contract.ts';
import type { CivilDate, YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { json, maybeOne, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { Judgement, LessonState, LessonText } from '../domain/lesson.ts';

export type LessonRow = LessonText & {
  id: Id;
  unitId: Id;
  unitName: string;
  state: LessonState;
  writtenByName: string;
  writtenOn: CivilDate;
  submittedOn: CivilDate | null;
  adoptions: number;
};

/** From whose place one looks: the unit, those above it, and what one may do there. */
export type Look = {
  unitId: Id;
  above: readonly Id[];
  canWrite: boolean;
  canJudge: boolean;
  today: CivilDate;
};

const columns = sql`
  l.id, l.unit_id as "unitId", n.name as "unitName", l.title, l.situation, l.done, l.cost, l.state,
  p.full_name as "writtenByName", l.written_on as "writtenOn", l.submitted_on as "submittedOn",
  (select count(*)::int from lessons.adoption a where a.lesson_id = l.id) as adoptions`;
const from = sql`
  lessons.lesson l
  join units.unit_name n on n.unit_id = l.unit_id and n.valid @> l.written_on
  join members.person p on p.id = l.written_by`;

const isOwn = ({ unitId, canWrite }: Look) =>
  sql`(l.unit_id = ${unitId} and (${canWrite} or l.state in ('submitted', 'recommended')))`;
/** What waits for this committee: handed over by a unit directly below it. */
const isWaiting = ({ unitId, canJudge, today }: Look) => sql`
  (${canJudge} and l.state = 'submitted' and exists (
    select from units.unit_link k
     where k.unit_id = l.unit_id and k.parent_id = ${unitId} and k.valid @> ${today}::text::date))`;
/** Recommended here or by somebody above, or written somewhere below. */
const isRecommended = ({ unitId, above, today }: Look) => sql`
  (l.state = 'recommended' and (
    exists (select from lessons.verdict v
             where v.lesson_id = l.id and v.kind = 'recommended' and v.unit_id = any(${uuids([unitId, ...above])}))
    or exists (select from units.unit_path w
                where w.unit_id = l.unit_id and w.valid @> ${today}::text::date
                  and ${unitId} in (w.l0, w.l1, w.l2, w.l3, w.l4, w.l5, w.l6, w.l7))))`;

export type Shelf = 'all' | 'own' | 'waiting' | 'recommended' | 'adopted';

const onShelf = (look: Look, shelf: Shelf) => {
  switch (shelf) {
    case 'own':
      return isOwn(look);
    case 'waiting':
      return isWaiting(look);
    case 'recommended':
      return isRecommended(look);
    case 'adopted':
      return sql`exists (select from lessons.adoption a where a.lesson_id = l.id and a.unit_id = ${look.unitId})`;
    default:
      return sql`(${isOwn(look)} or ${isWaiting(look)} or ${isRecommended(look)})`;
  }
};

const escapeLike = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/** What is to be seen from a place, newest first, from one id backwards; `words` in any order, without marks. */
export const selectLessons = (
  tx: Tx,
  look: Look,
  wanted: { shelf: Shelf; words: readonly string[]; before: Id | null; most: number },
) =>
  rows(
    tx,
    sql<LessonRow>`
      select ${columns} from ${from}
       where ${onShelf(look, wanted.shelf)}
         and ${sql.join(
           [sql`true`, ...wanted.words.map((word) => sql`l.search_key like ${`%${escapeLike(word)}%`}`)],
           sql` and `,
         )}
         and (${wanted.before}::text::uuid is null or l.id < ${wanted.before}::text::uuid)
       order by l.id desc limit ${wanted.most}`,
  );

export const selectLesson = (tx: Tx, look: Look, lessonId: Id) =>
  maybeOne(
    tx,
    sql<LessonRow>`
      select ${columns} from ${from}
       where l.id = ${lessonId} and (${onShelf(look, 'all')} or ${onShelf(look, 'adopted')})`,
  );

/** Holds the lesson until the transaction ends, so that two who change it come one after the other. */
export const lockLesson = (tx: Tx, lessonId: Id) =>
  run(tx, sql`select 1 from lessons.lesson where id = ${lessonId} for update`);

export const countWaiting = async (
  tx: Tx,
  unitIds: readonly Id[],
  today: CivilDate,
): Promise<{ unitId: Id; count: number }[]> =>
  unitIds.length === 0
    ? []
    : rows(
        tx,
        sql<{ unitId: Id; count: number }>`
      /* hot */ select k.parent_id as "unitId", count(*)::int as count
        from lessons.lesson l
        join units.unit_link k on k.unit_id = l.unit_id and k.valid @> ${today}::text::date
       where l.state = 'submitted' and k.parent_id = any(${uuids(unitIds)})
       group by 1`,
      );

export const countReturned = async (
  tx: Tx,
  unitIds: readonly Id[],
): Promise<{ unitId: Id; count: number }[]> =>
  unitIds.length === 0
    ? []
    : rows(
        tx,
        sql<{ unitId: Id; count: number }>`
      /* hot */ select unit_id as "unitId", count(*)::int as count from lessons.lesson
       where state = 'returned' and unit_id = any(${uuids(unitIds)}) group by 1`,
      );

export type EvidenceRow = {
  lessonId: Id;
  kind: 'measure' | 'directive' | 'meeting';
  measure: MeasureKey | null;
  beforeFrom: YearMonth | null;
  beforeTo: YearMonth | null;
  afterFrom: YearMonth | null;
  afterTo: YearMonth | null;
  beforePart: number | null;
  beforeWhole: number | null;
  afterPart: number | null;
  afterWhole: number | null;
  directiveId: Id | null;
  symbol: string | null;
  paperTitle: string | null;
  issuerId: Id | null;
  meetingId: Id | null;
  meetingMonth: YearMonth | null;
  meetingKind: MeetingKind | null;
  heldOn: CivilDate | null;
};

export const selectEvidence = (tx: Tx, lessonIds: readonly Id[]) =>
  rows(
    tx,
    sql<EvidenceRow>`
      select e.lesson_id as "lessonId", e.kind, e.measure, e.before_from as "beforeFrom", e.before_to as "beforeTo",
             e.after_from as "afterFrom", e.after_to as "afterTo", e.before_part as "beforePart",
             e.before_whole as "beforeWhole", e.after_part as "afterPart", e.after_whole as "afterWhole",
             e.directive_id as "directiveId", d.symbol, d.title as "paperTitle", d.unit_id as "issuerId",
             e.meeting_id as "meetingId", m.month as "meetingMonth", m.kind as "meetingKind",
             m.held_on::text as "heldOn"
        from lessons.evidence e
        left join directives.directive d on d.id = e.directive_id
        left join meetings.meeting m on m.id = e.meeting_id
       where e.lesson_id = any(${uuids(lessonIds)})
       order by e.lesson_id, e.position`,
  );

export type EvidenceToKeep = Omit<
  EvidenceRow,
  'lessonId' | 'symbol' | 'paperTitle' | 'issuerId' | 'meetingMonth' | 'meetingKind' | 'heldOn'
>;

/** Puts these in the place of what was there. */
export async function replaceEvidence(tx: Tx, lessonId: Id, evidence: readonly EvidenceToKeep[]) {
  await run(tx, sql`delete from lessons.evidence where lesson_id = ${lessonId}`);
  await run(
    tx,
    sql`insert into lessons.evidence (lesson_id, position, kind, measure, before_from, before_to, after_from, after_to,
               before_part, before_whole, after_part, after_whole, directive_id, meeting_id)
        select ${lessonId}, x.position, x.kind, x.measure, x."beforeFrom", x."beforeTo", x."afterFrom", x."afterTo",
               x."beforePart", x."beforeWhole", x."afterPart", x."afterWhole", x."directiveId", x."meetingId"
          from jsonb_to_recordset(${json(evidence.map((one, position) => ({ ...one, position })))})
            as x (position smallint, kind text, measure text, "beforeFrom" text, "beforeTo" text, "afterFrom" text,
                  "afterTo" text, "beforePart" int, "beforeWhole" int, "afterPart" int, "afterWhole" int,
                  "directiveId" uuid, "meetingId" uuid)`,
  );
}

export const insertLesson = (
  tx: Tx,
  lesson: LessonText & { id: Id; unitId: Id; searchKey: string; by: Id; on: CivilDate },
) =>
  run(
    tx,
    sql`insert into lessons.lesson (id, unit_id, title, situation, done, cost, search_key, state, written_by, written_on)
        values (${lesson.id}, ${lesson.unitId}, ${lesson.title}, ${lesson.situation}, ${lesson.done}, ${lesson.cost},
                ${lesson.searchKey}, 'draft', ${lesson.by}, ${lesson.on}::text::date)`,
  );

export const updateText = (tx: Tx, lessonId: Id, text: LessonText & { searchKey: string }) =>
  run(
    tx,
    sql`update lessons.lesson
           set title = ${text.title}, situation = ${text.situation}, done = ${text.done}, cost = ${text.cost},
               search_key = ${text.searchKey}
         where id = ${lessonId}`,
  );

export const setState = (tx: Tx, lessonId: Id, state: LessonState, submittedOn: CivilDate | null = null) =>
  run(
    tx,
    sql`update lessons.lesson
           set state = ${state}, submitted_on = coalesce(${submittedOn}::text::date, submitted_on)
         where id = ${lessonId}`,
  );

export type VerdictRow = {
  unitId: Id;
  unitName: string;
  kind: Judgement;
  words: string | null;
  givenByName: string;
  givenOn: CivilDate;
};

export const selectVerdicts = (tx: Tx, lessonId: Id) =>
  rows(
    tx,
    sql<VerdictRow>`
      select v.unit_id as "unitId", n.name as "unitName", v.kind, v.words, p.full_name as "givenByName",
             v.given_on as "givenOn"
        from lessons.verdict v
        join units.unit_name n on n.unit_id = v.unit_id and n.valid @> v.given_on
        join members.person p on p.id = v.given_by
       where v.lesson_id = ${lessonId} order by v.id`,
  );

export const insertVerdict = (
  tx: Tx,
  verdict: {
    id: Id;
    lessonId: Id;
    unitId: Id;
    kind: Judgement;
    words: string | null;
    by: Id;
    on: CivilDate;
  },
) =>
  run(
    tx,
    sql`insert into lessons.verdict (id, lesson_id, unit_id, kind, words, given_by, given_on)
        values (${verdict.id}, ${verdict.lessonId}, ${verdict.unitId}, ${verdict.kind}, ${verdict.words}, ${verdict.by},
                ${verdict.on}::text::date)`,
  );

export type AdoptionRow = {
  unitId: Id;
  unitName: string;
  adoptedOn: CivilDate;
  adoptedByName: string;
  plan: string | null;
  result: string | null;
  resultOn: CivilDate | null;
};

export const selectAdoptions = (tx: Tx, lessonId: Id) =>
  rows(
    tx,
    sql<AdoptionRow>`
      select a.unit_id as "unitId", n.name as "unitName", a.adopted_on as "adoptedOn",
             p.full_name as "adoptedByName", a.plan, a.result, a.result_on as "resultOn"
        from lessons.adoption a
        join units.unit_name n on n.unit_id = a.unit_id and n.valid @> a.adopted_on
        join members.person p on p.id = a.adopted_by
       where a.lesson_id = ${lessonId} order by a.adopted_on, n.search_key`,
  );

export const insertAdoption = (
  tx: Tx,
  adoption: { lessonId: Id; unitId: Id; on: CivilDate; by: Id; plan: string | null },
) =>
  run(
    tx,
    sql`insert into lessons.adoption (lesson_id, unit_id, adopted_on, adopted_by, plan)
        values (${adoption.lessonId}, ${adoption.unitId}, ${adoption.on}::text::date, ${adoption.by}, ${adoption.plan})`,
  );

/** Gives nothing back when the unit has not adopted the lesson. */
export const writeResult = (tx: Tx, lessonId: Id, unitId: Id, result: string, on: CivilDate) =>
  maybeOne(
    tx,
    sql<{ unitId: Id }>`
      update lessons.adoption set result = ${result}, result_on = ${on}::text::date
       where lesson_id = ${lessonId} and unit_id = ${unitId} returning unit_id as "unitId"`,
  );

/** What a person wrote, judged and adopted for units. */
export const selectOfPerson = (tx: Tx, personId: Id) =>
  rows(
    tx,
    sql<Record<string, unknown>>`
      select id as "lessonId", title, 'written' as what, written_on as "on" from lessons.lesson
       where written_by = ${personId}
      union all
      select lesson_id, words, kind, given_on from lessons.verdict where given_by = ${personId}
      union all
      select lesson_id, plan, 'adopted', adopted_on from lessons.adoption where adopted_by = ${personId}
      order by 4`,
  );
