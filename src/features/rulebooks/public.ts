import { placeOf } from '#features/units/public.ts';
import type { Place } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError, type RuleSource, unwrap } from '#kernel/result.ts';
import { type Tx, together } from '#platform/database/database.ts';
import { heldFact, heldFacts } from '#platform/database/held-facts.ts';
import {
  selectFollowingVersionsOn,
  selectGradingVersionsOn,
  selectMemberVersionsOn,
  selectOverridesOn,
  selectPlaceVersionsOn,
  selectUnitVersionsOn,
  selectVersionsOn,
  selectVotingVersionsOn,
} from './db/rulebooks.sql.ts';
import {
  resolveFollowingRules,
  resolveGradingRules,
  resolveMemberRules,
  resolvePlaceRules,
  resolveRules,
  resolveUnitRules,
  resolveVotingRules,
} from './domain/resolve-rules.ts';
import type {
  ResolvedFollowingRules,
  ResolvedGradingRules,
  ResolvedMemberRules,
  ResolvedPlaceRules,
  ResolvedRules,
  ResolvedUnitRules,
  ResolvedVotingRules,
  RuleOverride,
} from './domain/resolved-rules.ts';
import type { Bilingual } from './domain/rulebook.ts';

export { selectCalendar as workCalendar } from './db/days-off.sql.ts';

export { insertOverride as recordOverride } from './db/rulebooks.sql.ts';
export { describeRule } from './domain/describe-rule.ts';

/**
 * The rules in force for a branch (or any unit) on a day, as it lay in the tree that day, with the code of the
 * version: what a meeting copies when it is opened. Each value carries its document and whose it is.
 * Errors: `rulebooks.no-version` before 6 July 2018, `platform.not-found` for an unknown unit.
 */
export async function rulesFor(tx: Tx, branchId: Id, day: CivilDate): Promise<ResolvedRules> {
  const place = await placeOf(tx, branchId, day);
  const unitChain = [place.unitId, ...place.above];
  return unwrap(
    resolveRules({
      versions: await selectVersionsOn(tx, day),
      overrides: await selectOverridesOn(tx, unitChain, day),
      unitChain,
      day,
    }),
  );
}

/** The rules about members in force on a day for a unit, which lies where the place says. */
export async function memberRulesFor(tx: Tx, place: Place, day: CivilDate): Promise<ResolvedMemberRules> {
  const unitChain = [place.unitId, ...place.above];
  return unwrap(
    resolveMemberRules({
      versions: await selectMemberVersionsOn(tx, day),
      overrides: await selectOverridesOn(tx, unitChain, day),
      unitChain,
      day,
    }),
  );
}

/** The rules about the make-up of units in force on a day for a unit, which lies where the place says. */
export async function unitRulesFor(tx: Tx, place: Place, day: CivilDate): Promise<ResolvedUnitRules> {
  const unitChain = [place.unitId, ...place.above];
  return unwrap(
    resolveUnitRules({
      versions: await selectUnitVersionsOn(tx, day),
      overrides: await selectOverridesOn(tx, unitChain, day),
      unitChain,
      day,
    }),
  );
}

/** The rules of following up tasks from above in force on a day for a unit, which lies where the place says. */
export async function followingRulesFor(
  tx: Tx,
  place: Place,
  day: CivilDate,
): Promise<ResolvedFollowingRules> {
  const unitChain = [place.unitId, ...place.above];
  return unwrap(
    resolveFollowingRules({
      versions: await selectFollowingVersionsOn(tx, day),
      overrides: await selectOverridesOn(tx, unitChain, day),
      unitChain,
      day,
    }),
  );
}

/** The standards of administrative units in force on a day for a unit, which lies where the place says. */
export async function placeRulesFor(tx: Tx, place: Place, day: CivilDate): Promise<ResolvedPlaceRules> {
  const unitChain = [place.unitId, ...place.above];
  return unwrap(
    resolvePlaceRules({
      versions: await selectPlaceVersionsOn(tx, day),
      overrides: await selectOverridesOn(tx, unitChain, day),
      unitChain,
      day,
    }),
  );
}

/**
 * The rules of grading in force on a day for a unit, which lies where the place says, with the rulebook that holds them: what
 * a round copies. Errors: `rulebooks.no-version`.
 */
export async function gradingRulesFor(
  tx: Tx,
  place: Place,
  day: CivilDate,
): Promise<ResolvedGradingRules & { rulebook: { title: Bilingual; source: RuleSource } }> {
  const unitChain = [place.unitId, ...place.above];
  const versions = await selectGradingVersionsOn(tx, day);
  const resolved = unwrap(
    resolveGradingRules({
      versions,
      overrides: await selectOverridesOn(tx, unitChain, day),
      unitChain,
      day,
    }),
  );
  const version = versions.find((one) => one.code === resolved.versionCode);
  if (!version) throw new DomainError({ code: 'rulebooks.no-version', facts: { day } });
  return { ...resolved, rulebook: { title: version.title, source: version.source } };
}

/** The rules of voting, matter by matter, in force on a day for a unit, which lies where the place says. */
export async function votingRulesFor(tx: Tx, place: Place, day: CivilDate): Promise<ResolvedVotingRules> {
  const unitChain = [place.unitId, ...place.above];
  const [versions, overrides] = await together(tx, (tx) =>
    Promise.all([
      heldFact(tx, `rulebooks.voting ${day}`, (tx) => selectVotingVersionsOn(tx, day)),
      overridesOn(tx, unitChain, day),
    ]),
  );
  const resolve = () => unwrap(resolveVotingRules({ versions, overrides, unitChain, day }));
  // Where nobody above has set anything, all units share what the rulebook says.
  return overrides.length > 0
    ? resolve()
    : heldFact(tx, `rulebooks.voting-as-it-stands ${day}`, async () => resolve());
}

/** What these units set for a day; those who set nothing are held too. */
async function overridesOn(tx: Tx, unitIds: readonly Id[], day: CivilDate): Promise<RuleOverride[]> {
  const known = await heldFacts(
    tx,
    (id) => `rulebooks.overrides ${id} ${day}`,
    unitIds,
    async (tx, ids) => {
      const found = await selectOverridesOn(tx, ids, day);
      return new Map(ids.map((id) => [id, found.filter(({ unitId }) => unitId === id)]));
    },
  );
  return [...known.values()].flat();
}

export { seededVotingVersions } from './domain/voting-rulebooks.ts';
