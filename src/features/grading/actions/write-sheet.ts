import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import { tidyText } from '#kernel/vietnamese.ts';
import type { Tx } from '#platform/database/database.ts';
import type { SelfGradingBody } from '../contract.ts';
import type { RoundRow } from '../db/rounds.sql.ts';
import { insertSteps, type SheetRow, selectSheet, writeOwn } from '../db/sheets.sql.ts';
import { checkGrade, obstaclesFor, type RoundRules } from '../domain/judge.ts';
import { checkPoints, checkWhole, checkWriting, factsOf, type SelfGrading } from '../domain/sheet.ts';
import { collectEvidence } from './collect-evidence.ts';

const tidy = (body: SelfGradingBody, rules: RoundRules): SelfGrading => {
  const facts = factsOf(rules);
  return {
    points: body.points,
    grade: body.grade,
    strengths: tidyText(body.strengths),
    faults: tidyText(body.faults),
    causes: tidyText(body.causes),
    declared: Object.fromEntries(
      Object.entries(body.declared)
        .filter(([id]) => facts.some((fact) => fact.id === id))
        .map(([id, { answer, note }]) => [id, { answer, note: tidyText(note) }]),
    ),
  };
};

async function lockedSheet(tx: Tx, round: RoundRow, branchId: Id): Promise<SheetRow> {
  const sheet = await selectSheet(tx, round.id, branchId, true);
  if (!sheet) throw new DomainError({ code: 'platform.not-found' });
  unwrap(checkWriting(sheet.state));
  return sheet;
}

/** Keeps what the branch has so far; nobody above sees it. Errors: see the contract. */
export async function saveSheet(tx: Tx, round: RoundRow, branchId: Id, body: SelfGradingBody, nowMs: number) {
  const sheet = await lockedSheet(tx, round, branchId);
  const own = tidy(body, round.rules);
  unwrap(checkPoints(own.points, round.rules['grading.sheet'].value, false));
  const state = sheet.state === 'returned' ? 'returned' : 'draft';
  await writeOwn(tx, { roundId: round.id, unitId: branchId, state, sentOn: null }, own, new Date(nowMs));
}

/** Sends the sheet to the committee when it is whole and its grade is allowed. Errors: see the contract. */
export async function sendSheet(
  tx: Tx,
  round: RoundRow,
  branchId: Id,
  body: SelfGradingBody,
  by: { personId: Id; today: CivilDate },
  nowMs: number,
) {
  await lockedSheet(tx, round, branchId);
  const own = tidy(body, round.rules);
  unwrap(checkWhole(own, round.rules['grading.sheet'].value, factsOf(round.rules)));
  const evidence = (await collectEvidence(tx, [branchId], round, by.today))(branchId);
  const { points, declared, grade } = own;
  // A cause that the branch names is for the committee to accept: it is told that the grade lies above what is allowed.
  const setAside = own.causes !== '';
  if (grade !== null)
    unwrap(checkGrade(grade, obstaclesFor({ points, declared, evidence, setAside }, round.rules)));
  const sheet = { roundId: round.id, unitId: branchId, state: 'sent', sentOn: by.today } as const;
  await writeOwn(tx, sheet, own, new Date(nowMs));
  await insertSteps(tx, { roundId: round.id, kind: 'sent', words: null, by: by.personId, on: by.today }, [
    branchId,
  ]);
}
