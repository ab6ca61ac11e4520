import { isBranchKind, type UnitKind } from '#features/units/contract.ts';
import { loadUnit, termOf } from '#features/units/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import { documentNumber } from '#platform/documents/document-number.ts';
import type { DirectiveKind } from '../contract.ts';
import { holdRegister, insertTaken, selectSymbolsSince, selectTaken } from '../db/papers.sql.ts';
import { KIND_MARKS, nextInRegister } from '../domain/paper-number.ts';

/** The abbreviation of a committee in its symbols until a paper of its own shows another. */
const bodyOf = (kind: UnitKind): string =>
  kind === 'city-committee' ? 'TU' : isBranchKind(kind) ? 'CB' : 'ĐU';

/** Where the register of a committee stands for a kind of paper in the term of a day. */
export async function registerOf(tx: Tx, unitId: Id, kind: DirectiveKind, day: CivilDate) {
  const unit = await loadUnit(tx, unitId, day);
  const term = await termOf(tx, unitId, day);
  const symbols = await selectSymbolsSince(tx, unitId, kind, term?.from ?? unit.foundedOn);
  const { number, body } = nextInRegister(
    kind,
    symbols.map((row) => row.symbol),
  );
  return {
    symbolAt: (offset: number) =>
      documentNumber({ number: number + offset, type: KIND_MARKS[kind], body: body ?? bodyOf(unit.kind) }),
    term: term?.name ?? null,
  };
}

/** Takes a number of the committee's register for each of these papers that has none yet, in their order. */
export async function takePaperNumbers(
  tx: Tx,
  unitId: Id,
  kind: DirectiveKind,
  paperKeys: readonly string[],
  day: CivilDate,
): Promise<void> {
  await holdRegister(tx, unitId);
  const known = new Set((await selectTaken(tx, unitId, paperKeys)).map((each) => each.paperKey));
  const without = paperKeys.filter((key) => !known.has(key));
  if (without.length === 0) return;
  const register = await registerOf(tx, unitId, kind, day);
  await insertTaken(
    tx,
    unitId,
    without.map((paperKey, at) => ({ paperKey, kind, symbol: register.symbolAt(at) })),
    day,
  );
}
