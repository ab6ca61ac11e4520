import { UNIT_GRADES } from '#features/rulebooks/contract.ts';
import { describeRule, gradingRulesFor } from '#features/rulebooks/public.ts';
import { dayInLife, loadUnit, placeInLife, placeOf, unitsAbove } from '#features/units/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import { tidyText } from '#kernel/vietnamese.ts';
import type { Tx } from '#platform/database/database.ts';
import { handle } from '#platform/http/handle.ts';
import { collectEvidence } from './actions/collect-evidence.ts';
import {
  appraiseSheet,
  changeDecision,
  decideSheets,
  leaveOut,
  returnSheet,
} from './actions/decide-sheets.ts';
import { flagsFor } from './actions/judge-sheets.ts';
import { openRound } from './actions/open-round.ts';
import { roundFile } from './actions/round-file.ts';
import { roundRows } from './actions/round-rows.ts';
import { saveSheet, sendSheet } from './actions/write-sheet.ts';
import * as contract from './contract.ts';
import {
  countGraded,
  insertSheets,
  lockCommittee,
  type RollUpSqlRow,
  type RoundRow,
  selectPeriods,
  selectRollUp,
  selectRound,
  selectRoundOf,
  selectRounds,
  selectTallies,
  setCalendar,
} from './db/rounds.sql.ts';
import {
  insertUrgings,
  selectCounted,
  selectDecisions,
  selectOwn,
  selectPrevious,
  selectSheet,
  selectSheets,
  selectSteps,
  selectToDecide,
  selectUnsent,
} from './db/sheets.sql.ts';
import { capStates } from './domain/cap.ts';
import type { RoundRules } from './domain/judge.ts';
import { checkCalendar, type RoundKind } from './domain/round.ts';
import {
  checkAppraising,
  checkChanging,
  checkLeavingOut,
  checkReturning,
  checkWriting,
  UNSENT,
} from './domain/sheet.ts';
import { tallyOf } from './domain/tally.ts';
import { ruleTitles } from './domain/words.ts';

const AT_ONCE = 30;
const BRANCHES_AT_ONCE = 50;

const headOf = ({
  id,
  unitId,
  kind,
  title,
  from,
  to,
  selfBy,
  appraiseBy,
  decideBy,
}: Omit<RoundRow, 'rules'>) => ({
  id,
  unitId,
  kind,
  title,
  from,
  to,
  selfBy,
  appraiseBy,
  decideBy,
});

const rulesShown = (rules: RoundRules) =>
  (Object.keys(ruleTitles) as (keyof RoundRules)[]).map((key) => ({
    key,
    title: ruleTitles[key],
    text: describeRule(key, rules[key].value as never),
    source: rules[key].source,
  }));

/** The committee's round; that of another committee does not exist here. */
async function roundOf(tx: Tx, unitId: Id, roundId: Id): Promise<RoundRow> {
  const round = await selectRound(tx, unitId, roundId);
  if (!round) throw new DomainError({ code: 'platform.not-found' });
  return round;
}

async function roundOfBranch(tx: Tx, branchId: Id, roundId: Id): Promise<RoundRow> {
  const round = await selectRoundOf(tx, branchId, roundId);
  if (!round) throw new DomainError({ code: 'platform.not-found' });
  return round;
}

const named = async (tx: Tx, unitId: Id, today: CivilDate) => {
  const { id, name } = await loadUnit(tx, unitId, await dayInLife(tx, unitId, today));
  return { id, name };
};

const rowOf = (row: RollUpSqlRow) => ({
  due: row.due,
  sent: row.sent,
  decided: row.decided,
  byGrade: {
    excellent: row.excellent,
    good: row.good,
    completed: row.completed,
    'not-completed': row.notCompleted,
  },
  better: row.better,
  same: row.same,
  worse: row.worse,
  leftOut: row.leftOut,
});

export const handlers = [
  handle(contract.listRounds, async ({ tx, params, query, today, authorize, may }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const list = await selectRounds(tx, params.unitId, query.before ?? null, AT_ONCE + 1);
    const shown = list.slice(0, AT_ONCE);
    const tallies = await selectTallies(
      tx,
      shown.map((round) => round.id),
    );
    return {
      unit: await named(tx, params.unitId, today),
      today,
      rounds: shown.map((round) => ({
        ...headOf(round),
        openedOn: round.openedOn,
        tally: tallyOf(
          tallies.filter((one) => one.roundId === round.id),
          round.selfBy,
          today,
        ),
      })),
      next: list.length > AT_ONCE ? (shown.at(-1)?.id ?? null) : null,
      abilities: { open: may('grading.open', place) },
    };
  }),

  handle(contract.previewRound, async ({ tx, params, query, today, authorize }) => {
    const months = { from: query.fromMonth, to: query.toMonth };
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const { rules, rulebook } = await gradingRulesFor(tx, place, today);
    const { count } = await countGraded(tx, params.unitId, place.above.length, months, today);
    return {
      unit: await named(tx, params.unitId, today),
      today,
      branches: count,
      rulebook,
      rules: rulesShown(rules),
    };
  }),

  handle(contract.openRound, async ({ tx, params, body, today, nowMs, actor, authorize, record }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const opened = await openRound(tx, place, body, { personId: actor.personId, today }, nowMs);
    await record({
      verb: 'grading.open',
      unitId: params.unitId,
      subjectId: opened.id,
      details: { branches: opened.branches },
    });
    return opened;
  }),

  handle(contract.changeCalendar, async ({ tx, params, body, today, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const round = await roundOf(tx, params.unitId, params.roundId);
    unwrap(checkCalendar(body, today));
    await setCalendar(tx, round.id, body);
    await record({
      verb: 'grading.change-calendar',
      unitId: params.unitId,
      subjectId: round.id,
      details: body,
    });
    return {};
  }),

  handle(contract.addBranches, async ({ tx, params, today, authorize, record }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const round = await roundOf(tx, params.unitId, params.roundId);
    await lockCommittee(tx, params.unitId);
    const added = await insertSheets(tx, round, place.above.length, today);
    if (added === 0) throw new DomainError({ code: 'grading.no-branches' });
    await record({
      verb: 'grading.add-branches',
      unitId: params.unitId,
      subjectId: round.id,
      details: { added },
    });
    return { added };
  }),

  handle(contract.getRound, async ({ tx, params, today, authorize, may }) => {
    const place = await placeInLife(tx, params.unitId, today);
    authorize(place);
    const round = await roundOf(tx, params.unitId, params.roundId);
    const { value: cap, source } = round.rules['grading.cap'];
    const counted = await selectCounted(tx, round.id, today);
    return {
      unit: await named(tx, params.unitId, today),
      today,
      round: {
        ...headOf(round),
        openedOn: round.openedOn,
        openedByName: round.openedByName,
        tally: tallyOf(await selectTallies(tx, [round.id]), round.selfBy, today),
      },
      rulebook: round.rulebook,
      rules: rulesShown(round.rules),
      cap: { states: capStates(counted, cap), source },
      toDecide: await selectToDecide(tx, round.id, today),
      unsent: await selectUnsent(tx, round.id, today),
      abilities: {
        open: may('grading.open', place),
        appraise: may('grading.appraise', place),
        decide: may('grading.decide', place),
      },
    };
  }),

  handle(contract.listRoundBranches, async ({ tx, params, query, today, authorize }) => {
    authorize(await placeInLife(tx, params.unitId, today));
    const round = await roundOf(tx, params.unitId, params.roundId);
    const { state } = query;
    const sheets = await selectSheets(
      tx,
      round.id,
      {
        states: state === undefined ? null : state === 'unsent' ? UNSENT : [state],
        after: query.after ?? null,
        most: BRANCHES_AT_ONCE + 1,
      },
      today,
    );
    const shown = sheets.slice(0, BRANCHES_AT_ONCE);
    return {
      rows: await roundRows(tx, round, shown, today),
      next: sheets.length > BRANCHES_AT_ONCE ? (shown.at(-1)?.unitId ?? null) : null,
    };
  }),

  handle(contract.getRoundFile, async ({ tx, params, query, today, language, authorize }) => {
    authorize(await placeInLife(tx, params.unitId, today));
    const round = await roundOf(tx, params.unitId, params.roundId);
    const sheets = await selectSheets(tx, round.id, { states: null, after: null, most: null }, today);
    const rows = await roundRows(tx, round, sheets, today);
    return roundFile(round.title, rows, params.format, query.language ?? language);
  }),

  handle(contract.urgeGrading, async ({ tx, params, body, today, actor, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const round = await roundOf(tx, params.unitId, params.roundId);
    const asked = [...new Set(body.branchIds)];
    const urged = await insertUrgings(
      tx,
      {
        roundId: round.id,
        words: body.text === undefined ? null : tidyText(body.text),
        by: actor.personId,
        on: today,
      },
      asked,
    );
    if (urged.length === 0) throw new DomainError({ code: 'grading.nothing-to-urge', field: 'branchIds' });
    await record({
      verb: 'grading.urge',
      unitId: params.unitId,
      subjectId: round.id,
      details: { branches: urged.length },
    });
    return { urged: urged.length, passedOver: asked.length - urged.length };
  }),

  handle(contract.returnSheet, async ({ tx, params, body, today, actor, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const round = await roundOf(tx, params.unitId, params.roundId);
    await returnSheet(tx, round, params.branchId, body.reason, { personId: actor.personId, today });
    await record({ verb: 'grading.return', unitId: params.branchId, subjectId: round.id });
    return {};
  }),

  handle(contract.appraiseSheet, async ({ tx, params, body, today, actor, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const round = await roundOf(tx, params.unitId, params.roundId);
    await appraiseSheet(tx, round, params.branchId, body, { personId: actor.personId, today });
    await record({
      verb: 'grading.appraise',
      unitId: params.branchId,
      subjectId: round.id,
      details: { grade: body.grade },
    });
    return {};
  }),

  handle(contract.leaveOut, async ({ tx, params, body, today, actor, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const round = await roundOf(tx, params.unitId, params.roundId);
    await leaveOut(tx, round, params.branchId, body.reason, { personId: actor.personId, today });
    await record({ verb: 'grading.leave-out', unitId: params.branchId, subjectId: round.id });
    return {};
  }),

  handle(contract.decideSheets, async ({ tx, params, body, today, nowMs, actor, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const round = await roundOf(tx, params.unitId, params.roundId);
    const decided = await decideSheets(tx, round, body, { personId: actor.personId, today }, nowMs);
    await record({
      verb: 'grading.decide',
      unitId: params.unitId,
      subjectId: round.id,
      details: { decided, number: body.number },
    });
    return { decided };
  }),

  handle(contract.changeDecision, async ({ tx, params, body, today, nowMs, actor, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const round = await roundOf(tx, params.unitId, params.roundId);
    await changeDecision(tx, round, params.branchId, body, { personId: actor.personId, today }, nowMs);
    await record({
      verb: 'grading.change-decision',
      unitId: params.branchId,
      subjectId: round.id,
      details: { grade: body.grade, number: body.number },
    });
    return {};
  }),

  handle(contract.listOwn, async ({ tx, params, query, today, authorize, may }) => {
    const place = await placeInLife(tx, params.unitId, today);
    authorize(place);
    const see = may('grading.see', place);
    const list = await selectOwn(
      tx,
      params.unitId,
      { decidedOnly: !see, before: query.before ?? null, most: AT_ONCE + 1 },
      today,
    );
    const shown = list.slice(0, AT_ONCE);
    return {
      unit: await named(tx, params.unitId, today),
      today,
      rows: shown.map((row) => ({ ...row, isLate: UNSENT.includes(row.state) && today > row.selfBy })),
      next: list.length > AT_ONCE ? (shown.at(-1)?.id ?? null) : null,
      abilities: { see },
    };
  }),

  handle(contract.getSheet, async ({ tx, params, today, authorize, may }) => {
    const place = await placeInLife(tx, params.unitId, today);
    authorize(place);
    const round = await roundOfBranch(tx, params.unitId, params.roundId);
    const sheet = await selectSheet(tx, round.id, params.unitId);
    if (!sheet) throw new DomainError({ code: 'platform.not-found' });
    const committee = await placeInLife(tx, round.unitId, today);
    const mayWrite = may('grading.write', place);
    // What a branch has not sent is its own; what it sent before is in the committee's hands no more.
    const isHidden = UNSENT.includes(sheet.state) && !mayWrite;
    const { rules } = round;
    const evidence =
      sheet.evidence ?? (await collectEvidence(tx, [params.unitId], round, today))(params.unitId);
    const seen = isHidden ? { ...sheet, points: {}, declared: {}, ownGrade: null } : sheet;
    const mayAppraise = may('grading.appraise', committee);
    const mayDecide = may('grading.decide', committee);
    return {
      unit: await named(tx, params.unitId, today),
      byUnit: await named(tx, round.unitId, today),
      today,
      round: headOf(round),
      rulebook: round.rulebook,
      rules,
      state: sheet.state,
      isLate: UNSENT.includes(sheet.state) && today > round.selfBy,
      own: {
        points: seen.points,
        declared: seen.declared,
        grade: seen.ownGrade,
        strengths: isHidden ? '' : sheet.strengths,
        faults: isHidden ? '' : sheet.faults,
        causes: isHidden ? '' : sheet.causes,
      },
      savedAt: isHidden ? null : (sheet.savedAt?.toISOString() ?? null),
      sentOn: sheet.sentOn,
      appraisal:
        sheet.appraisedPoints && sheet.appraisedGrade
          ? {
              points: sheet.appraisedPoints,
              grade: sheet.appraisedGrade,
              because: sheet.appraisedBecause,
              setAside: sheet.setAside,
            }
          : null,
      decisions: await selectDecisions(tx, round.id, params.unitId),
      leftOutBecause: sheet.leftOutBecause,
      evidence,
      evidenceOn: sheet.evidence && sheet.decidedOn ? sheet.decidedOn : today,
      flags: flagsFor(seen, evidence, rules).flags,
      previous: (await selectPrevious(tx, round, params.unitId)) ?? null,
      steps: await selectSteps(tx, round.id, params.unitId),
      abilities: {
        write: mayWrite && checkWriting(sheet.state).ok,
        return: mayAppraise && checkReturning(sheet.state).ok,
        appraise: mayAppraise && checkAppraising(sheet.state, round.selfBy, today).ok,
        change: mayDecide && checkChanging(sheet.state).ok,
        leaveOut: mayDecide && checkLeavingOut(sheet.state).ok,
      },
    };
  }),

  handle(contract.saveSheet, async ({ tx, params, body, today, nowMs, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const round = await roundOfBranch(tx, params.unitId, params.roundId);
    await saveSheet(tx, round, params.unitId, body, nowMs);
    await record({ verb: 'grading.save', unitId: params.unitId, subjectId: round.id });
    return {};
  }),

  handle(contract.sendSheet, async ({ tx, params, body, today, nowMs, actor, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const round = await roundOfBranch(tx, params.unitId, params.roundId);
    await sendSheet(tx, round, params.unitId, body, { personId: actor.personId, today }, nowMs);
    await record({
      verb: 'grading.send',
      unitId: params.unitId,
      subjectId: round.id,
      details: { grade: body.grade },
    });
    return {};
  }),

  handle(contract.getRollUp, async ({ tx, params, query, today, authorize, may }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const depth = place.above.length;
    const periods = await selectPeriods(tx, params.unitId, depth, today);
    const [from, to, kind] = query.period?.split('_') ?? [];
    const shown =
      from && to && kind
        ? periods.find((p) => p.from === from && p.to === to && p.kind === kind)
        : periods[0];
    if (query.period && !shown) throw new DomainError({ code: 'platform.not-found' });
    const found = shown ? await selectRollUp(tx, params.unitId, depth, shown, today) : [];
    const sum = (of: (row: RollUpSqlRow) => number) => found.reduce((total, row) => total + of(row), 0);
    const grades = (of: (grade: (typeof UNIT_GRADES)[number]) => number) =>
      Object.fromEntries(UNIT_GRADES.map((grade) => [grade, of(grade)])) as Record<
        (typeof UNIT_GRADES)[number],
        number
      >;
    const above = (await unitsAbove(tx, params.unitId, today)).filter((unit) =>
      may('grading.follow', {
        unitId: unit.id,
        above: place.above.slice(place.above.indexOf(unit.id) + 1),
      }),
    );
    return {
      unit: await named(tx, params.unitId, today),
      above: above.map(({ id, name }) => ({ id, name })),
      today,
      periods: periods as { from: string; to: string; kind: RoundKind }[],
      shown: shown ?? null,
      rows: found.map((row) => ({
        id: row.id,
        name: row.name ?? '',
        code: row.code,
        roundId: row.roundId,
        ...rowOf(row),
      })),
      totals: {
        due: sum((row) => row.due),
        sent: sum((row) => row.sent),
        decided: sum((row) => row.decided),
        byGrade: grades((grade) => sum((row) => rowOf(row).byGrade[grade])),
        better: sum((row) => row.better),
        same: sum((row) => row.same),
        worse: sum((row) => row.worse),
        leftOut: sum((row) => row.leftOut),
      },
      before: {
        excellent: sum((row) => row.beforeExcellent),
        good: sum((row) => row.beforeGood),
        completed: sum((row) => row.beforeCompleted),
        'not-completed': sum((row) => row.beforeNotCompleted),
      },
    };
  }),
];
