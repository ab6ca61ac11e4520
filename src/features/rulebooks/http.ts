import { loadUnit, placeOf, unitsByIds } from '#features/units/public.ts';
import { DomainError } from '#kernel/result.ts';
import { handle } from '#platform/http/handle.ts';
import { endRule } from './actions/end-rule.ts';
import { removeDayOff, setDayOff } from './actions/set-day-off.ts';
import { setRule, setsRules } from './actions/set-rule.ts';
import { selectDaysOff, selectYearsWithDaysOff } from './db/days-off.sql.ts';
import {
  selectFollowingVersionsOn,
  selectGradingVersionsOn,
  selectMemberVersionsOn,
  selectOverridesOf,
  selectPlaceVersionsOn,
  selectUnitVersionsOn,
  selectVersions,
  selectVersionsOn,
  selectVotingVersionsOn,
} from './db/rulebooks.sql.ts';
import {
  followingRulesFor,
  gradingRulesFor,
  memberRulesFor,
  placeRulesFor,
  rulesFor,
  unitRulesFor,
  votingRulesFor,
} from './public.ts';
import * as contract from './routes.ts';

/** The unit of the first post for which this holds. */
async function firstThat(
  posts: readonly { unitId: string }[],
  holds: (post: { unitId: string }) => Promise<boolean>,
): Promise<string | null> {
  for (const post of posts) if (await holds(post)) return post.unitId;
  return null;
}

export const handlers = [
  handle(contract.listRulebooks, async ({ tx }) => ({ versions: await selectVersions(tx) })),

  handle(contract.getUnitRules, async ({ tx, params, query, today, may }) => {
    const day = query.on ?? today;
    const unit = await loadUnit(tx, params.unitId, day);
    const meetings = await rulesFor(tx, params.unitId, day);
    const place = await placeOf(tx, params.unitId, day);
    const members = await memberRulesFor(tx, place, day);
    const voting = await votingRulesFor(tx, place, day);
    const units = await unitRulesFor(tx, place, day);
    const following = await followingRulesFor(tx, place, day);
    const places = await placeRulesFor(tx, place, day);
    const grading = await gradingRulesFor(tx, place, day);
    const subjects = [meetings, members, voting, units, following, places, grading];
    const rules = {
      ...meetings.rules,
      ...members.rules,
      ...voting.rules,
      ...units.rules,
      ...following.rules,
      ...places.rules,
      ...grading.rules,
    };
    const refused = subjects.flatMap((subject) => subject.refused);
    const [ofMeetings] = await selectVersionsOn(tx, day);
    const [ofMembers] = await selectMemberVersionsOn(tx, day);
    const [ofVoting] = await selectVotingVersionsOn(tx, day);
    const [ofUnits] = await selectUnitVersionsOn(tx, day);
    const [ofFollowing] = await selectFollowingVersionsOn(tx, day);
    const [ofPlaces] = await selectPlaceVersionsOn(tx, day);
    const [ofGrading] = await selectGradingVersionsOn(tx, day);
    if (!ofMeetings || !ofMembers || !ofVoting || !ofUnits || !ofFollowing || !ofPlaces || !ofGrading)
      throw new DomainError({ code: 'rulebooks.no-version', field: 'on', facts: { day } });
    const setters = Object.values(rules).flatMap(({ origin }) =>
      origin.from === 'override' ? [origin.unitId] : [],
    );
    const names = new Map((await unitsByIds(tx, setters, day)).map((u) => [u.id, u.name]));
    const withoutRules = <V extends { rules: unknown }>({ rules: _, ...issued }: V) => issued;
    return {
      unit: { id: unit.id, name: unit.name },
      day,
      today,
      versions: {
        meetings: withoutRules(ofMeetings),
        members: withoutRules(ofMembers),
        voting: withoutRules(ofVoting),
        units: withoutRules(ofUnits),
        following: withoutRules(ofFollowing),
        places: withoutRules(ofPlaces),
        grading: withoutRules(ofGrading),
      },
      rules: Object.fromEntries(
        Object.entries(rules).map(([key, rule]) => [
          key,
          {
            ...rule,
            origin:
              rule.origin.from === 'override'
                ? { ...rule.origin, unitName: names.get(rule.origin.unitId) ?? '' }
                : rule.origin,
          },
        ]),
      ),
      refused: refused.map(({ overrideId, unitId, key, refusal }) => ({
        overrideId,
        unitId,
        key,
        code: refusal.code,
      })),
      own: await selectOverridesOf(tx, params.unitId),
      abilities: {
        set: setsRules(unit.kind) && may('rulebooks.set', await placeOf(tx, params.unitId, today)),
      },
    };
  }),

  handle(contract.setRule, async (request) => setRule(request, { ...request.params, ...request.body })),

  handle(contract.endRule, async (request) => {
    await endRule(request, { ...request.params, on: request.query.on });
    return {};
  }),

  handle(contract.listDaysOff, async ({ tx, query, today, actor, may }) => {
    const year = query.year ?? Number(today.slice(0, 4));
    const days = await selectDaysOff(tx, `${year}-01-01`, `${year}-12-31`);
    return {
      year,
      years: await selectYearsWithDaysOff(tx),
      days: days.map((each) => ({ ...each, setAt: each.setAt?.toISOString() ?? null })),
      changesThrough: await firstThat(actor.posts, async ({ unitId }) =>
        may('rulebooks.set-day-off', await placeOf(tx, unitId, today)),
      ),
    };
  }),

  handle(contract.setDayOff, async (request) => {
    await setDayOff(request, { ...request.params, ...request.body });
    return {};
  }),

  handle(contract.removeDayOff, async (request) => {
    await removeDayOff(request, request.params);
    return {};
  }),
];
