import type { UnitGrade } from '#features/rulebooks/contract.ts';
import type { Sector } from '#features/units/contract.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { json, maybeOne, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Declared, Points, SelfGrading, SheetState, StepKind } from '../domain/sheet.ts';

export type SheetRow = {
  roundId: Id;
  unitId: Id;
  state: SheetState;
  points: Points;
  declared: Declared;
  ownGrade: UnitGrade | null;
  strengths: string;
  faults: string;
  causes: string;
  savedAt: Date | null;
  sentOn: CivilDate | null;
  appraisedPoints: Points | null;
  appraisedGrade: UnitGrade | null;
  appraisedBecause: string | null;
  setAside: string | null;
  grade: UnitGrade | null;
  decidedNumber: string | null;
  decidedOn: CivilDate | null;
  evidence: Evidence | null;
  leftOutBecause: string | null;
};

const columns = sql`
  s.round_id as "roundId", s.unit_id as "unitId", s.state, s.points, s.declared, s.own_grade as "ownGrade", s.strengths,
  s.faults, s.causes, s.saved_at as "savedAt", s.sent_on::text as "sentOn", s.appraised_points as "appraisedPoints",
  s.appraised_grade as "appraisedGrade", s.appraised_because as "appraisedBecause", s.set_aside as "setAside", s.grade,
  s.decided_number as "decidedNumber", s.decided_on::text as "decidedOn", s.evidence,
  s.left_out_because as "leftOutBecause"`;

/** Name, code and sector that each unit has today, or had last. */
const named = (today: CivilDate) => sql`
  cross join lateral (
    select name, search_key from units.unit_name where unit_id = s.unit_id
     order by lower(valid) <= ${today}::text::date desc, lower(valid) desc limit 1) n
  left join lateral (
    select code from units.unit_code where unit_id = s.unit_id and lower(valid) <= ${today}::text::date
     order by lower(valid) desc limit 1) c on true
  left join lateral (
    select sector from units.unit_kind where unit_id = s.unit_id
     order by lower(valid) <= ${today}::text::date desc, lower(valid) desc limit 1) k on true`;

export type NamedSheet = SheetRow & { name: string; code: string | null; sector: Sector | null };

export const selectSheet = (tx: Tx, roundId: Id, unitId: Id, lock = false) =>
  maybeOne(
    tx,
    sql<SheetRow>`
      select ${columns} from grading.sheet s where s.round_id = ${roundId} and s.unit_id = ${unitId}
      ${lock ? sql`for update` : sql``}`,
  );

/** These sheets of a round, locked, with the names of their branches. */
export const lockSheets = async (tx: Tx, roundId: Id, unitIds: readonly Id[], today: CivilDate) => {
  await run(
    tx,
    sql`select from grading.sheet where round_id = ${roundId} and unit_id = any(${uuids(unitIds)}) for update`,
  );
  return rows(
    tx,
    sql<NamedSheet>`
      select ${columns}, n.name, c.code, k.sector from grading.sheet s ${named(today)}
       where s.round_id = ${roundId} and s.unit_id = any(${uuids(unitIds)})`,
  );
};

export type ListedSheet = NamedSheet & { timesUrged: number; lastUrged: CivilDate | null };

/** Sheets of a round in the order of their codes and names, after one of them. */
export const selectSheets = (
  tx: Tx,
  roundId: Id,
  wanted: { states: readonly SheetState[] | null; after: Id | null; most: number | null },
  today: CivilDate,
) =>
  rows(
    tx,
    sql<ListedSheet>`
      with named as (
        select s.*, n.name, n.search_key, c.code, k.sector, (coalesce(c.code, '~'), n.search_key, s.unit_id) as place
          from grading.sheet s ${named(today)} where s.round_id = ${roundId}
      )
      select ${columns}, s.name, s.code, s.sector, urged.times as "timesUrged", urged.last::text as "lastUrged"
        from named s
        cross join lateral (
          select count(*)::int as times, max(on_day) as last from grading.step t
           where t.round_id = s.round_id and t.unit_id = s.unit_id and t.kind = 'urged') urged
       where (${wanted.states === null} or s.state = any(${sql.val(wanted.states ?? [])}::text[]))
         and (${wanted.after}::uuid is null
              or s.place > (select a.place from named a where a.unit_id = ${wanted.after}))
       order by s.place ${wanted.most === null ? sql`` : sql`limit ${wanted.most}`}`,
  );

export type CountedRow = { unitId: Id; sector: Sector | null; state: SheetState; grade: UnitGrade | null };

/** What the cap counts: every sheet of a round that is not left out. */
export const selectCounted = (tx: Tx, roundId: Id, today: CivilDate) =>
  rows(
    tx,
    sql<CountedRow>`
      select s.unit_id as "unitId", k.sector, s.state, s.grade
        from grading.sheet s
        left join lateral (
          select sector from units.unit_kind where unit_id = s.unit_id
           order by lower(valid) <= ${today}::text::date desc, lower(valid) desc limit 1) k on true
       where s.round_id = ${roundId} and s.state <> 'left-out'`,
  );

/** Keeps what the branch wrote; `sentOn` when it goes to the committee. */
export const writeOwn = (
  tx: Tx,
  sheet: { roundId: Id; unitId: Id; state: SheetState; sentOn: CivilDate | null },
  own: SelfGrading,
  at: Date,
) =>
  run(
    tx,
    sql`update grading.sheet
           set state = ${sheet.state}, points = ${json(own.points)}, declared = ${json(own.declared)},
               own_grade = ${own.grade}, strengths = ${own.strengths}, faults = ${own.faults}, causes = ${own.causes},
               saved_at = ${at}, sent_on = coalesce(${sheet.sentOn}::text::date, sent_on)
         where round_id = ${sheet.roundId} and unit_id = ${sheet.unitId}`,
  );

export const markReturned = (tx: Tx, roundId: Id, unitId: Id) =>
  run(
    tx,
    sql`update grading.sheet
           set state = 'returned', appraised_points = null, appraised_grade = null, appraised_because = null,
               set_aside = null
         where round_id = ${roundId} and unit_id = ${unitId}`,
  );

export const writeAppraisal = (
  tx: Tx,
  sheet: { roundId: Id; unitId: Id },
  given: { points: Points; grade: UnitGrade; because: string | null; setAside: string | null },
) =>
  run(
    tx,
    sql`update grading.sheet
           set state = 'appraised', appraised_points = ${json(given.points)}, appraised_grade = ${given.grade},
               appraised_because = ${given.because}, set_aside = ${given.setAside}
         where round_id = ${sheet.roundId} and unit_id = ${sheet.unitId}`,
  );

export const markLeftOut = (tx: Tx, roundId: Id, unitId: Id, because: string) =>
  run(
    tx,
    sql`update grading.sheet set state = 'left-out', left_out_because = ${because}
         where round_id = ${roundId} and unit_id = ${unitId}`,
  );

export type NewDecision = { id: Id; unitId: Id; grade: UnitGrade; evidence: Evidence };

/** Keeps decisions, the last of which is in force, with what the records said on the day. */
export const writeDecisions = async (
  tx: Tx,
  act: { roundId: Id; number: string; decidedOn: CivilDate; because: string | null; by: Id; at: Date },
  decisions: readonly NewDecision[],
) => {
  const given = sql`jsonb_to_recordset(${JSON.stringify(decisions)}::text::jsonb)
    as d (id uuid, "unitId" uuid, grade text, evidence jsonb)`;
  await run(
    tx,
    sql`update grading.sheet s
           set state = 'decided', grade = d.grade, decided_number = ${act.number},
               decided_on = ${act.decidedOn}::text::date, evidence = d.evidence
          from ${given} where s.round_id = ${act.roundId} and s.unit_id = d."unitId"`,
  );
  await run(
    tx,
    sql`insert into grading.decision (id, round_id, unit_id, grade, number, decided_on, because, by_id, at)
        select d.id, ${act.roundId}::uuid, d."unitId", d.grade, ${act.number}, ${act.decidedOn}::text::date,
               ${act.because}::text, ${act.by}::uuid, ${act.at}::timestamptz
          from ${given}`,
  );
};

export const selectDecisions = (tx: Tx, roundId: Id, unitId: Id) =>
  rows(
    tx,
    sql<{ grade: UnitGrade; number: string; decidedOn: CivilDate; because: string | null; byName: string }>`
      select d.grade, d.number, d.decided_on::text as "decidedOn", d.because, p.full_name as "byName"
        from grading.decision d join members.person p on p.id = d.by_id
       where d.round_id = ${roundId} and d.unit_id = ${unitId} order by d.id desc`,
  );

/** The line of what happened, for whoever looks at a sheet. */
export const insertSteps = (
  tx: Tx,
  step: { roundId: Id; kind: StepKind; words: string | null; by: Id | null; on: CivilDate },
  unitIds: readonly Id[],
) =>
  run(
    tx,
    sql`insert into grading.step (round_id, unit_id, kind, words, by_id, on_day)
        select ${step.roundId}::uuid, unit, ${step.kind}, ${step.words}::text, ${step.by}::uuid, ${step.on}::text::date
          from unnest(${uuids(unitIds)}) unit`,
  );

/** Urges branches that have not sent; answers with those that were not urged today already. */
export const insertUrgings = (
  tx: Tx,
  urging: { roundId: Id; words: string | null; by: Id; on: CivilDate },
  unitIds: readonly Id[],
) =>
  rows(
    tx,
    sql<{ unitId: Id }>`
      insert into grading.step (round_id, unit_id, kind, words, by_id, on_day)
      select s.round_id, s.unit_id, 'urged', ${urging.words}::text, ${urging.by}::uuid, ${urging.on}::text::date
        from grading.sheet s
       where s.round_id = ${urging.roundId} and s.unit_id = any(${uuids(unitIds)})
         and s.state in ('not-begun', 'draft', 'returned')
      on conflict (round_id, unit_id, on_day) where kind = 'urged' do nothing
      returning unit_id as "unitId"`,
  );

export const selectSteps = (tx: Tx, roundId: Id, unitId: Id) =>
  rows(
    tx,
    sql<{ kind: StepKind; on: CivilDate; byName: string | null; words: string | null }>`
      select t.kind, t.on_day::text as "on", p.full_name as "byName", t.words
        from grading.step t left join members.person p on p.id = t.by_id
       where t.round_id = ${roundId} and t.unit_id = ${unitId} order by t.id desc`,
  );

/** Branches of a round that have not sent, and whether they may be urged today. */
export const selectUnsent = (tx: Tx, roundId: Id, today: CivilDate) =>
  rows(
    tx,
    sql<{ branchId: Id; name: string; mayUrge: boolean }>`
      select s.unit_id as "branchId", n.name,
             not exists (select from grading.step t where t.round_id = s.round_id and t.unit_id = s.unit_id
                            and t.kind = 'urged' and t.on_day = ${today}::text::date) as "mayUrge"
        from grading.sheet s ${named(today)}
       where s.round_id = ${roundId} and s.state in ('not-begun', 'draft', 'returned')
       order by coalesce(c.code, '~'), n.search_key, s.unit_id`,
  );

export const selectToDecide = (tx: Tx, roundId: Id, today: CivilDate) =>
  rows(
    tx,
    sql<{ branchId: Id; name: string; grade: UnitGrade }>`
      select s.unit_id as "branchId", n.name, s.appraised_grade as grade
        from grading.sheet s ${named(today)} where s.round_id = ${roundId} and s.state = 'appraised'
       order by coalesce(c.code, '~'), n.search_key, s.unit_id`,
  );

/** What was decided on a branch in the round before of the same kind. */
export const selectPrevious = (tx: Tx, round: { kind: string; from: string }, unitId: Id) =>
  maybeOne(
    tx,
    sql<{ title: string; grade: UnitGrade }>`
      select r.title, s.grade from grading.sheet s join grading.round r on r.id = s.round_id
       where s.unit_id = ${unitId} and s.state = 'decided' and r.kind = ${round.kind} and r.to_month < ${round.from}
       order by r.to_month desc limit 1`,
  );

export type OwnSheetRow = {
  id: Id;
  unitId: Id;
  kind: 'year' | 'quarter' | 'term' | 'as-needed';
  title: string;
  from: string;
  to: string;
  selfBy: CivilDate;
  appraiseBy: CivilDate;
  decideBy: CivilDate;
  byUnit: string;
  state: SheetState;
  grade: UnitGrade | null;
  decidedNumber: string | null;
  decidedOn: CivilDate | null;
};

/** Sheets of one branch, newest first; for its members only those that were decided. */
export const selectOwn = (
  tx: Tx,
  unitId: Id,
  wanted: { decidedOnly: boolean; before: Id | null; most: number },
  today: CivilDate,
) =>
  rows(
    tx,
    sql<OwnSheetRow>`
      select r.id, r.unit_id as "unitId", r.kind, r.title, r.from_month as "from", r.to_month as "to",
             r.self_by::text as "selfBy", r.appraise_by::text as "appraiseBy", r.decide_by::text as "decideBy",
             n.name as "byUnit", s.state, s.grade, s.decided_number as "decidedNumber", s.decided_on::text as "decidedOn"
        from grading.sheet s join grading.round r on r.id = s.round_id
        cross join lateral (
          select name from units.unit_name where unit_id = r.unit_id
           order by lower(valid) <= ${today}::text::date desc, lower(valid) desc limit 1) n
       where s.unit_id = ${unitId} and (not ${wanted.decidedOnly} or s.state = 'decided')
         and (${wanted.before}::uuid is null or r.id < ${wanted.before})
       order by r.id desc limit ${wanted.most}`,
  );

/** Sheets that these branches have not sent, and those that wait for an appraisal or a decision of these committees. */
export const countWaiting = (tx: Tx, writers: readonly Id[], committees: readonly Id[], today: CivilDate) =>
  rows(
    tx,
    sql<{ unitId: Id; what: 'write' | 'appraise' | 'decide'; count: number; isLate: boolean }>`
      select s.unit_id as "unitId", 'write' as what, count(*)::int as count, bool_or(r.self_by < ${today}::text::date) as "isLate"
        from grading.sheet s join grading.round r on r.id = s.round_id
       where s.unit_id = any(${uuids(writers)}) and s.state in ('not-begun', 'draft', 'returned') group by 1
      union all
      select r.unit_id, 'appraise', count(*)::int, bool_or(r.appraise_by < ${today}::text::date)
        from grading.sheet s join grading.round r on r.id = s.round_id
       where r.unit_id = any(${uuids(committees)}) and s.state = 'sent' group by 1
      union all
      select r.unit_id, 'decide', count(*)::int, bool_or(r.decide_by < ${today}::text::date)
        from grading.sheet s join grading.round r on r.id = s.round_id
       where r.unit_id = any(${uuids(committees)}) and s.state = 'appraised' group by 1`,
  );

export const selectOfPerson = (tx: Tx, personId: Id) =>
  rows(
    tx,
    sql`select r.title as round, t.kind, t.on_day::text as "on", t.words
          from grading.step t join grading.round r on r.id = t.round_id where t.by_id = ${personId} order by t.id`,
  );
