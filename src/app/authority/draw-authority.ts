import {
  type Actor,
  MEMBER_STATUSES,
  type MemberStatus,
  type Place,
  POSTS,
  type Post,
} from '#kernel/actor.ts';
import type { PolicyRow } from '#platform/feature.ts';
import { features } from '../features.ts';
import { healthHandlers } from '../health.ts';
import { operatorPolicy } from '../operator.ts';
import { getServerFigures } from '../server-figures.ts';

// One branch, its neighbour, the committee above and the one above that: every distance that a rule can see.
const BRANCH = '00000000-0000-7000-8000-00000000000b';
const NEIGHBOUR = '00000000-0000-7000-8000-00000000000c';
const COMMITTEE = '00000000-0000-7000-8000-0000000000aa';
const TOP = '00000000-0000-7000-8000-000000000001';

const branch: Place = { unitId: BRANCH, above: [COMMITTEE, TOP] };
const committee: Place = { unitId: COMMITTEE, above: [TOP] };
const top: Place = { unitId: TOP, above: [] };

/** Where the thing asked for lies, seen from the unit in which the post is held. */
export const DISTANCES = {
  own: { title: 'own unit', place: branch, unitId: BRANCH },
  top: { title: 'own unit, at the top of the tree', place: top, unitId: TOP },
  above: { title: 'unit directly below', place: branch, unitId: COMMITTEE },
  'two-above': { title: 'unit two levels below', place: branch, unitId: TOP },
  neighbour: { title: 'neighbour', place: branch, unitId: NEIGHBOUR },
  below: { title: 'unit above', place: committee, unitId: BRANCH },
} as const;
export type Distance = keyof typeof DISTANCES;
const distances = Object.keys(DISTANCES) as Distance[];

const nobody: Actor = {
  personId: '00000000-0000-7000-8000-0000000000ff',
  fullName: 'Nguyễn Văn Thử',
  day: '2026-03-02',
  posts: [],
  memberships: [],
  within: [],
};

/** The server itself, and then every feature. */
const owners = [{ name: 'server', policy: operatorPolicy }, ...features];
export const policyRows: PolicyRow[] = owners.flatMap((owner) => owner.policy);
export const allRoutes = [
  getServerFigures,
  ...[...healthHandlers, ...features.flatMap((feature) => feature.handlers)].map((handler) => handler.route),
];

const rowOf = (verb: string): PolicyRow => {
  const row = policyRows.find((candidate) => candidate.verb === verb);
  if (!row) throw new Error(`${verb} is not in the authority matrix.`);
  return row;
};

/** Whether somebody who holds this post, and belongs to no branch, may do the verb at this distance. */
export const postMay = (post: Post, distance: Distance, verb: string): boolean => {
  const { place, unitId } = DISTANCES[distance];
  return rowOf(verb).allows({ ...nobody, posts: [{ unitId, post }] }, place);
};

/** Whether a member with this status and without a post may do the verb: in the own branch or elsewhere. */
export const memberMay = (
  status: MemberStatus,
  distance: 'own' | 'neighbour' | 'below',
  verb: string,
): boolean => {
  const { place, unitId } = DISTANCES[distance];
  return rowOf(verb).allows({ ...nobody, memberships: [{ branchId: unitId, status }] }, place);
};

/** Whether somebody who is signed in, holds nothing and belongs nowhere, may do the verb. */
export const anybodyMay = (verb: string): boolean => rowOf(verb).allows(nobody, branch);

const mark = (allowed: boolean): string => (allowed ? 'yes' : '·');
const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function drawVerb(row: PolicyRow): string {
  const routes = allRoutes.filter((route) => route.verb === row.verb);
  const statuses = (distance: 'own' | 'neighbour' | 'below') =>
    MEMBER_STATUSES.filter((status) => memberMay(status, distance, row.verb)).join(', ') || 'none';
  return [
    `### ${row.verb}`,
    '',
    `- ${row.help.vi}`,
    `- ${row.help.en}`,
    '',
    ...(routes.length
      ? routes.map((route) => `- \`${route.method} ${route.path}\`: ${route.summary}`)
      : ['- No route of its own: asked inside other actions.']),
    '',
    line(['Post', ...distances.map((distance) => DISTANCES[distance].title)]),
    line(['---', ...distances.map(() => ':-:')]),
    ...POSTS.map((post) =>
      line([post, ...distances.map((distance) => mark(postMay(post, distance, row.verb)))]),
    ),
    '',
    `Members without a post, in their own branch: ${statuses('own')}; of a neighbour branch: ${statuses('neighbour')}; in the unit above their branch: ${statuses('below')}.`,
    '',
  ].join('\n');
}

const drawOpen = (verb: 'public' | 'signed-in'): string =>
  allRoutes
    .filter((route) => route.verb === verb)
    .map((route) => `- \`${route.method} ${route.path}\`: ${route.summary}`)
    .join('\n');

/** The matrix as values: for each verb what every post may at every distance, and every member status. */
export const authorityTable = () =>
  policyRows.map((row) => ({
    verb: row.verb,
    help: row.help,
    routes: allRoutes.filter((r) => r.verb === row.verb).map((r) => `${r.method} ${r.path}`),
    posts: Object.fromEntries(
      POSTS.map((post) => [
        post,
        Object.fromEntries(distances.map((distance) => [distance, postMay(post, distance, row.verb)])),
      ]),
    ),
    members: Object.fromEntries(
      MEMBER_STATUSES.map((status) => [
        status,
        Object.fromEntries(
          (['own', 'neighbour', 'below'] as const).map((at) => [at, memberMay(status, at, row.verb)]),
        ),
      ]),
    ),
  }));

/** The whole text of docs/authority.md, worked out by asking every rule about invented people. */
export function drawAuthority(): string {
  const sections = owners
    .filter((owner) => owner.policy.length > 0)
    .map((owner) => `## ${owner.name}\n\n${owner.policy.map(drawVerb).join('\n')}`);
  return `<!-- Made by scripts/authority-matrix.ts from the policies. Do not edit: run "npx tsx scripts/authority-matrix.ts". -->

# Who may do what

Rights follow mandates: a post held in a unit today, and where the thing asked for lies in the tree. Every figure
here is the answer of the same rule that guards the route. A column says where the thing lies, seen from the
holder of the post: a secretary of a ward acts on a branch of the ward in "unit directly below". \`yes\` is a right
by that post alone; posts add up, and so does the right of a member.

## Without a right

Open to everybody, also to those who are not signed in:

${drawOpen('public')}

Open to everybody who is signed in; each answers about the person who asks or about the rules in force, never
about other people, but for the search, which asks the rows \`members.list\` and \`units.read\` about every hit:

${drawOpen('signed-in')}

${sections.join('\n')}`;
}
