import type { CivilDate } from '#kernel/civil-date.ts';
import type { Tx } from '#platform/database/database.ts';
import type { RoundRow as ShownRow } from '../contract.ts';
import type { RoundRow } from '../db/rounds.sql.ts';
import type { ListedSheet } from '../db/sheets.sql.ts';
import { totalOf, UNSENT } from '../domain/sheet.ts';
import { collectEvidence } from './collect-evidence.ts';
import { flagsFor } from './judge-sheets.ts';

/** Sheets as the committee's list shows them, with what the records say; what is not sent is not told. */
export async function roundRows(
  tx: Tx,
  round: RoundRow,
  sheets: readonly ListedSheet[],
  today: CivilDate,
): Promise<ShownRow[]> {
  const open = sheets.filter((sheet) => sheet.evidence === null).map((sheet) => sheet.unitId);
  const now = await collectEvidence(tx, open, round, today);
  return sheets.map((sheet) => {
    const evidence = sheet.evidence ?? now(sheet.unitId);
    const isUnsent = UNSENT.includes(sheet.state);
    const { best, flags } = isUnsent ? { best: null, flags: [] } : flagsFor(sheet, evidence, round.rules);
    return {
      branchId: sheet.unitId,
      name: sheet.name,
      code: sheet.code,
      sector: sheet.sector,
      state: sheet.state,
      isLate: isUnsent && today > round.selfBy,
      sentOn: sheet.sentOn,
      ownPoints: isUnsent || sheet.ownGrade === null ? null : totalOf(sheet.points),
      ownGrade: isUnsent ? null : sheet.ownGrade,
      appraisedPoints: sheet.appraisedPoints && totalOf(sheet.appraisedPoints),
      appraisedGrade: sheet.appraisedGrade,
      grade: sheet.grade,
      decidedNumber: sheet.decidedNumber,
      decidedOn: sheet.decidedOn,
      leftOutBecause: sheet.leftOutBecause,
      best,
      flags,
      evidence,
      urged: sheet.lastUrged ? { times: sheet.timesUrged, lastOn: sheet.lastUrged } : null,
    };
  });
}
