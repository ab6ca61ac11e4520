import { isBranchKind, type UnitKind } from '#features/units/contract.ts';
import { loadUnit, placeOf } from '#features/units/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import { sqlState } from '#platform/database/database.ts';
import type { Request } from '#platform/http/handle.ts';
import {
  closeOverride,
  insertOverride,
  removeOverride,
  selectFollowingVersionsOn,
  selectGradingVersionsOn,
  selectMemberVersionsOn,
  selectOverridesOn,
  selectOwnOn,
  selectPlaceVersionsOn,
  selectUnitVersionsOn,
  selectVersionsOn,
  selectVotingVersionsOn,
} from '../db/rulebooks.sql.ts';
import {
  checkOverride,
  resolveFollowingRules,
  resolveGradingRules,
  resolveMemberRules,
  resolvePlaceRules,
  resolveRules,
  resolveUnitRules,
  resolveVotingRules,
} from '../domain/resolve-rules.ts';
import type { RuleOverride } from '../domain/resolved-rules.ts';
import { isRuleKey, subjectOf } from '../domain/rule-catalogue.ts';
import type { AllRuleValues, AnyRuleKey, Rule, ScoreSheet, Subject } from '../domain/rulebook.ts';
import { sheetOf } from '../domain/score-sheet.ts';

/** Branches and groups meet by rules; they set none. */
export const setsRules = (kind: UnitKind): boolean => !isBranchKind(kind) && kind !== 'group';

export type WantedRule = {
  unitId: Id;
  key: string;
  value: unknown;
  document: string;
  documentOn: CivilDate | null;
  article: string | null;
  from: CivilDate;
  to: CivilDate | null;
};

/**
 * Stores a committee's own value of a rule from a day on. A value of the same committee that is in force on that
 * day ends there; one that began on the very same day is replaced.
 */
export async function setRule(
  request: Pick<Request, 'tx' | 'today' | 'nowMs' | 'actor' | 'authorize' | 'record'>,
  wanted: WantedRule,
): Promise<{ id: Id }> {
  const { tx, today, nowMs, actor } = request;
  const unit = await loadUnit(tx, wanted.unitId, today);
  request.authorize(await placeOf(tx, wanted.unitId, today));
  if (!setsRules(unit.kind)) throw new DomainError({ code: 'rulebooks.branch-sets-no-rules' });
  const { key, from, to } = wanted;
  if (!isRuleKey(key))
    throw new DomainError({ code: 'rulebooks.unknown-rule', field: 'key', facts: { key } });

  const place = await placeOf(tx, wanted.unitId, from);
  const unitChain = [place.unitId, ...place.above];
  const question = { overrides: await selectOverridesOn(tx, place.above, from), unitChain, day: from };
  const resolve: Record<Subject, () => Promise<Record<string, unknown>>> = {
    meetings: async () =>
      unwrap(resolveRules({ ...question, versions: await selectVersionsOn(tx, from) })).rules,
    members: async () =>
      unwrap(resolveMemberRules({ ...question, versions: await selectMemberVersionsOn(tx, from) })).rules,
    voting: async () =>
      unwrap(resolveVotingRules({ ...question, versions: await selectVotingVersionsOn(tx, from) })).rules,
    units: async () =>
      unwrap(resolveUnitRules({ ...question, versions: await selectUnitVersionsOn(tx, from) })).rules,
    following: async () =>
      unwrap(resolveFollowingRules({ ...question, versions: await selectFollowingVersionsOn(tx, from) }))
        .rules,
    places: async () =>
      unwrap(resolvePlaceRules({ ...question, versions: await selectPlaceVersionsOn(tx, from) })).rules,
    grading: async () =>
      unwrap(resolveGradingRules({ ...question, versions: await selectGradingVersionsOn(tx, from) })).rules,
  };
  const fromAbove = await resolve[subjectOf(key)]();
  const period = { from, to };
  const accepted = unwrap(
    checkOverride(fromAbove[key] as Rule<AllRuleValues[AnyRuleKey]>, {
      key,
      value: wanted.value,
      document: wanted.document,
      period,
    }),
  );

  const document = wanted.document.trim();
  const value =
    key === 'score.sheet' ? sheetOf({ document, verified: true }, accepted as ScoreSheet) : accepted;

  const before = await selectOwnOn(tx, wanted.unitId, key, from);
  if (before?.period.from === from) await removeOverride(tx, before.id);
  else if (before) await closeOverride(tx, before.id, from);
  const id = newId(nowMs);
  try {
    await insertOverride(tx, {
      id,
      unitId: wanted.unitId,
      key,
      value,
      document,
      documentOn: wanted.documentOn,
      article: wanted.article || null,
      period,
      setBy: actor.personId,
      nowMs,
    } as RuleOverride & { setBy: Id; nowMs: number });
  } catch (error) {
    if (sqlState(error) === '23P01')
      throw new DomainError({ code: 'rulebooks.override-overlaps', field: 'from' });
    throw error;
  }
  await request.record({
    verb: 'rulebooks.set',
    unitId: wanted.unitId,
    subjectId: id,
    details: { key, from, to, document, value, before: before?.value ?? null },
  });
  return { id };
}
