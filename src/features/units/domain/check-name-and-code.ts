import type { CivilDate } from '#kernel/civil-date.ts';
import type { Period } from '#kernel/period.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { tidyText } from '#kernel/vietnamese.ts';
import { type PlannedChange, planOnLine, type UnitRefusal } from './unit-change.ts';
import type { UnitRecord } from './unit-record.ts';

/** A name as it is stored. Errors: `units.bad-name`. */
export function checkName(text: string): Result<string, UnitRefusal> {
  const name = tidyText(text);
  return name.length >= 3 && name.length <= 200 && /\p{L}/u.test(name)
    ? ok(name)
    : refuse({ code: 'units.bad-name', field: 'name' });
}

const CODE = /^[\p{L}\d](?:[\p{L}\d./-]{0,38}[\p{L}\d])?$/u;

/** A code as it is stored; null for none. Errors: `units.bad-code`. */
export function checkCode(text: string | null): Result<string | null, UnitRefusal> {
  const code = text === null ? '' : tidyText(text);
  if (code === '') return ok(null);
  return CODE.test(code) ? ok(code) : refuse({ code: 'units.bad-code', field: 'code', facts: { code } });
}

/** Another unit that bears a code for some of the days asked about. */
export type CodeBearer = Period & { name: string };

const codeTaken = (code: string, bearer: CodeBearer) =>
  refuse<UnitRefusal>({
    code: 'units.code-taken',
    field: 'code',
    facts: { code, unit: bearer.name, from: bearer.from, to: bearer.to },
  });

/** Errors: those of `checkName` and `planOnLine`. */
export function planRename(
  unit: UnitRecord,
  wanted: { on: CivilDate; name: string },
): Result<PlannedChange<string>, UnitRefusal> {
  const name = checkName(wanted.name);
  if (!name.ok) return name;
  return planOnLine(
    unit,
    unit.names,
    { verb: 'rename', on: wanted.on, value: name.value, field: 'name' },
    (a, b) => a === b,
  );
}

/** `bearers`: other units that bear the code on or after the day. Errors also: `units.code-taken`. */
export function planRecode(
  unit: UnitRecord,
  wanted: { on: CivilDate; code: string | null },
  bearers: readonly CodeBearer[],
): Result<PlannedChange<string>, UnitRefusal> {
  const code = checkCode(wanted.code);
  if (!code.ok) return code;
  const plan = planOnLine(
    unit,
    unit.codes,
    { verb: 'recode', on: wanted.on, value: code.value, field: 'code' },
    (a, b) => a === b,
  );
  if (!plan.ok || code.value === null) return plan;
  const free = checkCodeFree(code.value, { from: wanted.on, to: plan.value.until }, bearers);
  return free.ok ? plan : free;
}

/** A code belongs to one unit on a day. Errors: `units.code-taken`. */
export function checkCodeFree(
  code: string,
  days: Period,
  bearers: readonly CodeBearer[],
): Result<null, UnitRefusal> {
  const bearer = bearers.find(
    (each) => (days.to === null || each.from < days.to) && (each.to === null || days.from < each.to),
  );
  return bearer ? codeTaken(code, bearer) : ok(null);
}
