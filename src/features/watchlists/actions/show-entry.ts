import { ruleValues } from '#features/rulebooks/contract.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type { WatchEntry, WatchEntryBrief, WatchStep } from '../contract.ts';
import {
  type EntryRow,
  type StepRow,
  selectBrief,
  selectLater,
  selectLines,
  selectSteps,
} from '../db/entries.sql.ts';
import { changesBetween, exitGaps, isOnList } from '../domain/entry.ts';
import type { signRulesFor } from './measure-signs.ts';
import { signsOf } from './measure-signs.ts';

export const briefOf = (row: EntryRow, today: CivilDate): WatchEntryBrief => ({
  id: row.id,
  branch: {
    id: row.branchId,
    name: row.branchName,
    aboveName: row.aboveId === row.unitId ? null : row.aboveName,
  },
  level: row.level,
  reasonKind: row.reasonKind,
  reason: row.reason,
  isKeyArea: row.isKeyArea,
  isRemoteArea: row.isRemoteArea,
  state: row.state,
  enteredOn: row.enteredOn,
  dueOn: row.dueOn,
  leftOn: row.leftOn,
  ownerName: row.ownerName,
  isRelapse: row.earlierId !== null,
  isOverdue: row.leftOn === null && row.dueOn < today,
  openSteps: row.openSteps,
  overdueSteps: row.overdueSteps,
  doneSteps: row.doneSteps,
});

/** A step as this reader sees it. */
export function stepAsSeen(
  row: StepRow,
  sight: { today: CivilDate; isOnList: boolean; mayReport: boolean; mayUrge: boolean },
): WatchStep {
  const { today } = sight;
  const isOpen = row.state === 'open' && sight.isOnList;
  const isOverdue = isOpen && row.dueOn < today;
  return {
    id: row.id,
    text: row.text,
    output: row.output,
    dueOn: row.dueOn,
    ownerName: row.ownerName,
    state: row.state,
    isOverdue,
    settledOn: row.settledOn,
    settledByName: row.settledByName,
    words: row.words,
    urgings: row.urgings,
    lastUrgedOn: row.lastUrgedOn,
    mayReport: isOpen && sight.mayReport,
    mayUrge: isOverdue && sight.mayUrge && row.lastUrgedOn !== today,
  };
}

/** The signs beside those of entry: of today while it is on the list, of the day on which it left after that. */
export const signsBeside = (tx: Tx, row: EntryRow, today: CivilDate) =>
  row.leftOn === null ? signsOf(tx, row.branchId, today) : Promise.resolve(row.signsLeft ?? []);

export async function gapsOf(
  tx: Tx,
  row: EntryRow,
  rules: Awaited<ReturnType<typeof signRulesFor>>,
  today: CivilDate,
) {
  const now = await signsBeside(tx, row, today);
  const steps = await selectSteps(tx, [row.id]);
  const gaps = exitGaps(
    { enteredOn: row.enteredOn, signsThen: row.signsThen, steps },
    now,
    ruleValues(rules)['sign.exit'],
    today,
  );
  return { now, steps, gaps };
}

/** An entry whole, for the committee whose list it is on and those above. */
export async function entryAsSeen(
  tx: Tx,
  row: EntryRow,
  rules: Awaited<ReturnType<typeof signRulesFor>>,
  sight: { today: CivilDate; personId: Id; mayWrite: boolean },
): Promise<WatchEntry> {
  const { today, personId, mayWrite } = sight;
  const { now, steps, gaps } = await gapsOf(tx, row, rules, today);
  const onList = isOnList(row.state);
  return {
    ...briefOf(row, today),
    ownerId: row.ownerId,
    enteredByName: row.enteredByName,
    steps: steps.map((step) =>
      stepAsSeen(step, {
        today,
        isOnList: onList,
        mayReport: mayWrite || personId === step.ownerId || personId === row.ownerId,
        mayUrge: mayWrite,
      }),
    ),
    lines: await selectLines(tx, row.id),
    changes: changesBetween(row.signsThen, now),
    measuredOn: row.leftOn ?? today,
    leftWords: row.leftWords,
    leftEvidence: row.leftEvidence,
    earlier: row.earlierId === null ? null : ((await selectBrief(tx, row.earlierId)) ?? null),
    laterId: (await selectLater(tx, row.id))?.id ?? null,
    gaps: onList ? gaps : [],
  };
}
