import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import { MEMBER_STATUSES, POSTS, type Post } from '#kernel/actor.ts';
import { features } from '../features.ts';
import {
  allRoutes,
  anybodyMay,
  DISTANCES,
  type Distance,
  drawAuthority,
  memberMay,
  policyRows,
  postMay,
} from './draw-authority.ts';

const verbs = policyRows.map((row) => row.verb);
const distances = Object.keys(DISTANCES) as Distance[];
const ofFeature = (...names: string[]) => verbs.filter((verb) => names.includes(verb.split('.')[0]!));
const allowed = (post: Post, distance: Distance) => verbs.filter((verb) => postMay(post, distance, verb));

describe('the authority matrix is whole', () => {
  test('every route is guarded by a row, or says that it needs none', () => {
    const unguarded = allRoutes
      .filter((route) => route.verb !== 'public' && route.verb !== 'signed-in' && !verbs.includes(route.verb))
      .map((route) => `${route.method} ${route.path}: ${route.verb}`);
    expect(allRoutes.length).toBeGreaterThan(40);
    expect(unguarded).toEqual([]);
  });

  test('what needs no right is a short list that somebody has read', () => {
    const open = (verb: string) =>
      allRoutes.filter((r) => r.verb === verb).map((r) => `${r.method} ${r.path}`);
    expect(open('public').sort()).toEqual([
      'GET /api/demo/people',
      'GET /api/health',
      // A ballot that carries its own right to be in the box, and no name.
      'POST /api/ballots/:ballotId/box',
      // A shared tablet: its pass, and a voter’s one-time code, stand in the body.
      'POST /api/ballots/:ballotId/tablet/code',
      'POST /api/ballots/:ballotId/tablet/open',
      'POST /api/ballots/:ballotId/tablet/token',
      'POST /api/ballots/:ballotId/tablet/vote',
      'POST /api/demo/enter',
      'POST /api/sign-in',
    ]);
    expect(open('signed-in').sort()).toEqual([
      'GET /api/days-off',
      'GET /api/me',
      'GET /api/me/home',
      'GET /api/me/petitions',
      'GET /api/me/record',
      'GET /api/me/transfers',
      'GET /api/meeting-rules/:name',
      'GET /api/rulebooks',
      'GET /api/transfer-targets',
      'GET /api/units/:unitId/rules',
      'POST /api/me/corrections',
      'POST /api/me/corrections/:correctionId/withdraw',
      'POST /api/me/notices/read',
      'POST /api/me/password',
      'POST /api/me/transfers',
      'POST /api/search',
      'POST /api/sign-out',
    ]);
  });

  test.each(features.map((feature) => [feature.name, feature] as const))(
    '%s guards its own routes with its own verbs',
    (name, feature) => {
      const foreign = [
        ...feature.policy.map((row) => row.verb),
        ...feature.handlers.map((handler) => handler.route.verb),
      ].filter((verb) => verb !== 'public' && verb !== 'signed-in' && !verb.startsWith(`${name}.`));
      expect(foreign).toEqual([]);
    },
  );

  test('no verb and no address stands twice', () => {
    expect(new Set(verbs).size).toBe(verbs.length);
    const addresses = allRoutes.map((route) => `${route.method} ${route.path.replaceAll(/:\w+/g, ':')}`);
    expect(addresses.filter((address, at) => addresses.indexOf(address) !== at)).toEqual([]);
  });

  test.each(policyRows.map((row) => [row.verb, row.help] as const))(
    '%s explains itself in both languages',
    (_, help) => {
      expect(help.vi).toMatch(/^\p{Lu}.*\.$/su);
      expect(help.en).toMatch(/^\p{Lu}.*\.$/su);
      expect(help.vi).not.toBe(help.en);
    },
  );

  test('docs/authority.md is what the rules answer today', () => {
    const stored = readFileSync(
      fileURLToPath(new URL('../../../docs/authority.md', import.meta.url)),
      'utf8',
    );
    expect(stored === drawAuthority(), 'run "npx tsx scripts/authority-matrix.ts" and commit it').toBe(true);
  });
});

describe('whom the matrix keeps out', () => {
  it('gives nothing to somebody who holds nothing and belongs nowhere', () => {
    expect(verbs.filter(anybodyMay)).toEqual([]);
  });

  it.each(POSTS)('a %s of a neighbour branch has no right here', (post) => {
    expect(allowed(post, 'neighbour')).toEqual([]);
  });

  it.each(POSTS)('a %s of a branch has no right in the committee above', (post) => {
    expect(allowed(post, 'below')).toEqual([]);
  });

  it.each(MEMBER_STATUSES)('a member who is %s has no right in other units', (status) => {
    expect(verbs.filter((verb) => memberMay(status, 'neighbour', verb))).toEqual([]);
    expect(verbs.filter((verb) => memberMay(status, 'below', verb))).toEqual([]);
  });

  it.each(distances)('the operator reads no members, meetings, tasks, papers or figures (%s)', (distance) => {
    const closed = ofFeature(
      'members',
      'sizes',
      'rulebooks',
      'tasks',
      'directives',
      'ballots',
      'meetings',
      'reports',
      'effects',
      'lessons',
      'requests',
      'grading',
      'watchlists',
    );
    expect(closed.filter((verb) => postMay('operator', distance, verb))).toEqual([]);
    expect(postMay('operator', distance, 'mandates.appoint')).toBe(false);
  });

  it('lets only the branch’s own secretary and deputy lead its meetings', () => {
    const leaders = POSTS.flatMap((post) =>
      distances.filter((distance) => postMay(post, distance, 'meetings.lead')).map((at) => `${post} ${at}`),
    );
    expect(leaders).toEqual([
      'secretary own',
      'secretary top',
      'deputy-secretary own',
      'deputy-secretary top',
    ]);
  });

  it.each(MEMBER_STATUSES)('a member who is %s reads and takes part, and leads nothing', (status) => {
    const may = verbs.filter((verb) => memberMay(status, 'own', verb));
    const harmless = [
      'assignments.read',
      'ballots.read',
      'ballots.read-box',
      'ballots.vote',
      'directives.read',
      'effects.see-indicators',
      'grading.read-result',
      'lessons.read',
      'mandates.list',
      'meetings.read',
      'meetings.read-names',
      'meetings.take-part',
      'members.list',
      'members.list-names',
      'tasks.read',
      'tasks.report',
      'units.read',
    ];
    expect(may.filter((verb) => !harmless.includes(verb))).toEqual([]);
  });

  it('lets the follower of a branch look and take part, no more', () => {
    expect(allowed('follower', 'own').sort()).toEqual([
      'assignments.read',
      'ballots.read',
      'directives.read',
      'effects.see-indicators',
      'lessons.read',
      'mandates.list',
      'meetings.read',
      'meetings.read-names',
      'meetings.take-part',
      'members.list',
      'members.list-names',
      'sizes.read',
      'tasks.read',
      'units.read',
    ]);
  });

  it('shows a watch list to its committee and those above, and to nobody of the organisation on it', () => {
    const may = (verb: string) =>
      POSTS.flatMap((post) =>
        distances.filter((at) => at !== 'top' && postMay(post, at, verb)).map((at) => `${post} ${at}`),
      );
    expect(may('watchlists.read')).toEqual([
      'secretary own',
      'secretary above',
      'secretary two-above',
      'deputy-secretary own',
      'deputy-secretary above',
      'deputy-secretary two-above',
      'committee-member own',
      'officer own',
      'officer above',
      'officer two-above',
    ]);
    expect(may('watchlists.write')).toEqual(['secretary own', 'deputy-secretary own', 'officer own']);
    expect(may('watchlists.see-own')).toEqual(['secretary own', 'deputy-secretary own']);
    for (const verb of verbs.filter((one) => one.startsWith('watchlists.')))
      expect(MEMBER_STATUSES.filter((status) => memberMay(status, 'own', verb))).toEqual([]);
  });

  it('opens a person’s record to leaders of the branch, officers above and inspectors only', () => {
    const readers = POSTS.filter((post) => distances.some((at) => postMay(post, at, 'members.read-person')));
    expect(readers).toEqual(['secretary', 'deputy-secretary', 'officer', 'inspector']);
    expect(postMay('officer', 'own', 'members.read-person')).toBe(false);
  });

  it('lets a secretary act at home and not beyond the own tree', () => {
    expect(allowed('secretary', 'own')).toEqual(
      expect.arrayContaining(['meetings.lead', 'members.change', 'members.import', 'tasks.correct']),
    );
    expect(allowed('secretary', 'above')).not.toContain('meetings.lead');
    expect(allowed('secretary', 'above')).not.toContain('tasks.correct');
    expect(allowed('secretary', 'above')).not.toContain('rulebooks.set');
  });

  it('lets nobody write a post into the own unit, except where there is no committee above', () => {
    expect(POSTS.filter((post) => postMay(post, 'own', 'mandates.appoint'))).toEqual([]);
    expect(POSTS.filter((post) => postMay(post, 'top', 'mandates.appoint'))).toEqual([
      'secretary',
      'officer',
    ]);
  });
});
