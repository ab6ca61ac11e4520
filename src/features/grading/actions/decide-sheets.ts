import type { UnitGrade } from '#features/rulebooks/contract.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import { tidyText } from '#kernel/vietnamese.ts';
import type { Tx } from '#platform/database/database.ts';
import { lockRound, type RoundRow } from '../db/rounds.sql.ts';
import {
  insertSteps,
  lockSheets,
  markLeftOut,
  markReturned,
  selectCounted,
  selectSheet,
  writeAppraisal,
  writeDecisions,
} from '../db/sheets.sql.ts';
import { capStates, overCap } from '../domain/cap.ts';
import { checkGrade } from '../domain/judge.ts';
import {
  checkAppraising,
  checkChanging,
  checkDeciding,
  checkLeavingOut,
  checkPoints,
  checkReturning,
  type Points,
  totalOf,
} from '../domain/sheet.ts';
import { collectEvidence } from './collect-evidence.ts';
import { judgeSheet } from './judge-sheets.ts';

type By = { personId: Id; today: CivilDate };

const sheetOf = async (tx: Tx, round: RoundRow, branchId: Id) => {
  const sheet = await selectSheet(tx, round.id, branchId, true);
  if (!sheet) throw new DomainError({ code: 'platform.not-found' });
  return sheet;
};
const step = (round: RoundRow, by: By, words: string | null) => ({
  roundId: round.id,
  by: by.personId,
  on: by.today,
  words,
});

/** Sends a sheet back to its branch. Errors: see the contract. */
export async function returnSheet(tx: Tx, round: RoundRow, branchId: Id, reason: string, by: By) {
  const sheet = await sheetOf(tx, round, branchId);
  unwrap(checkReturning(sheet.state));
  await markReturned(tx, round.id, branchId);
  await insertSteps(tx, { ...step(round, by, tidyText(reason)), kind: 'returned' }, [branchId]);
}

/** Keeps the committee's own points and grade. Errors: see the contract. */
export async function appraiseSheet(
  tx: Tx,
  round: RoundRow,
  branchId: Id,
  given: { points: Points; grade: UnitGrade; reason: string; setAside: string },
  by: By,
) {
  const sheet = await sheetOf(tx, round, branchId);
  unwrap(checkAppraising(sheet.state, round.selfBy, by.today));
  unwrap(checkPoints(given.points, round.rules['grading.sheet'].value, true));
  const because = tidyText(given.reason) || null;
  const setAside = tidyText(given.setAside) || null;
  const differs = totalOf(given.points) !== totalOf(sheet.points) || given.grade !== sheet.ownGrade;
  if (differs && because === null) throw new DomainError({ code: 'grading.reason-missing', field: 'reason' });
  const evidence = (await collectEvidence(tx, [branchId], round, by.today))(branchId);
  const judged = { ...sheet, appraisedPoints: given.points, setAside };
  unwrap(checkGrade(given.grade, judgeSheet(judged, evidence, round.rules)));
  const kept = { points: given.points, grade: given.grade, because, setAside };
  await writeAppraisal(tx, { roundId: round.id, unitId: branchId }, kept);
  await insertSteps(tx, { ...step(round, by, because), kind: 'appraised' }, [branchId]);
}

/** Takes a branch out of the round. Errors: see the contract. */
export async function leaveOut(tx: Tx, round: RoundRow, branchId: Id, reason: string, by: By) {
  const sheet = await sheetOf(tx, round, branchId);
  unwrap(checkLeavingOut(sheet.state));
  await markLeftOut(tx, round.id, branchId, tidyText(reason));
  await insertSteps(tx, { ...step(round, by, tidyText(reason)), kind: 'left-out' }, [branchId]);
}

/** Refuses when more of a comparable group would be excellent than its share. The caller holds the round. */
async function checkCap(tx: Tx, round: RoundRow, given: ReadonlyMap<Id, UnitGrade>, today: CivilDate) {
  // A worse grade never breaks the cap by itself: whoever lowers one is not made to lower another first.
  if (![...given.values()].includes('excellent')) return;
  const { value: cap, source } = round.rules['grading.cap'];
  const units = (await selectCounted(tx, round.id, today)).map(({ unitId, sector, grade }) => ({
    sector,
    grade: given.get(unitId) ?? grade,
  }));
  const over = overCap(capStates(units, cap));
  if (!over) return;
  const { excellent, most, base } = over;
  throw new DomainError({
    code: 'grading.over-cap',
    field: 'branchIds',
    rule: source,
    facts: { excellent, most, base, percent: cap.percent },
  });
}

const mustHaveCome = (decidedOn: CivilDate, today: CivilDate) => {
  if (decidedOn > today) throw new DomainError({ code: 'grading.decided-ahead', field: 'decidedOn' });
};

/** Decides many sheets by one paper, all or none. Errors: see the contract. */
export async function decideSheets(
  tx: Tx,
  round: RoundRow,
  given: { branchIds: readonly Id[]; number: string; decidedOn: CivilDate },
  by: By,
  nowMs: number,
): Promise<number> {
  mustHaveCome(given.decidedOn, by.today);
  const wanted = [...new Set(given.branchIds)];
  await lockRound(tx, round.id);
  const sheets = await lockSheets(tx, round.id, wanted, by.today);
  if (sheets.length < wanted.length) throw new DomainError({ code: 'platform.not-found' });
  const evidence = await collectEvidence(tx, wanted, round, by.today);
  const decisions = sheets.map((sheet) => {
    if (!checkDeciding(sheet.state).ok || sheet.appraisedGrade === null)
      throw new DomainError({
        code: 'grading.not-appraised',
        field: 'branchIds',
        facts: { name: sheet.name },
      });
    const now = evidence(sheet.unitId);
    unwrap(checkGrade(sheet.appraisedGrade, judgeSheet(sheet, now, round.rules)));
    return { id: newId(nowMs), unitId: sheet.unitId, grade: sheet.appraisedGrade, evidence: now };
  });
  await checkCap(tx, round, new Map(decisions.map(({ unitId, grade }) => [unitId, grade])), by.today);
  const number = tidyText(given.number);
  const act = { roundId: round.id, number, decidedOn: given.decidedOn, because: null, by: by.personId };
  await writeDecisions(tx, { ...act, at: new Date(nowMs) }, decisions);
  await insertSteps(tx, { ...step(round, by, number), kind: 'decided' }, wanted);
  return decisions.length;
}

/** A new decision in the place of the one in force, which stays in the record. Errors: see the contract. */
export async function changeDecision(
  tx: Tx,
  round: RoundRow,
  branchId: Id,
  given: { grade: UnitGrade; number: string; decidedOn: CivilDate; reason: string },
  by: By,
  nowMs: number,
) {
  mustHaveCome(given.decidedOn, by.today);
  await lockRound(tx, round.id);
  const sheet = await sheetOf(tx, round, branchId);
  unwrap(checkChanging(sheet.state));
  if (sheet.grade === given.grade) throw new DomainError({ code: 'grading.same-grade', field: 'grade' });
  const evidence = (await collectEvidence(tx, [branchId], round, by.today))(branchId);
  unwrap(checkGrade(given.grade, judgeSheet(sheet, evidence, round.rules)));
  await checkCap(tx, round, new Map([[branchId, given.grade]]), by.today);
  const number = tidyText(given.number);
  const because = tidyText(given.reason);
  const act = { roundId: round.id, number, decidedOn: given.decidedOn, because, by: by.personId };
  await writeDecisions(tx, { ...act, at: new Date(nowMs) }, [
    { id: newId(nowMs), unitId: branchId, grade: given.grade, evidence },
  ]);
  await insertSteps(tx, { ...step(round, by, `${number}: ${because}`), kind: 'changed' }, [branchId]);
}
