import { z } from 'zod';
import { civilDate, id, UNIT_KINDS } from '#features/units/contract.ts';
import { MEMBER_STATUSES, POSTS, type Post } from '#kernel/actor.ts';
import { route } from '#kernel/route.ts';

export { POSTS, type Post } from '#kernel/actor.ts';

/** Posts as they read within a sentence. */
export const POST_WORDS: Record<Post, { vi: string; en: string }> = {
  secretary: { vi: 'bí thư', en: 'secretary' },
  'deputy-secretary': { vi: 'phó bí thư', en: 'deputy secretary' },
  'committee-member': { vi: 'cấp ủy viên', en: 'committee member' },
  follower: { vi: 'người theo dõi chi bộ', en: 'follower' },
  officer: { vi: 'cán bộ', en: 'officer' },
  inspector: { vi: 'người được giao kiểm tra', en: 'inspector' },
  operator: { vi: 'người vận hành', en: 'operator' },
};

export const mandate = z
  .object({
    id,
    personId: id,
    fullName: z.string(),
    unitId: id,
    post: z.enum(POSTS),
    from: civilDate,
    to: civilDate.nullable(),
    decision: z.string().nullable(),
  })
  .meta({ id: 'Mandate' });
export type Mandate = z.infer<typeof mandate>;

export const getMe = route({
  method: 'GET',
  path: '/api/me',
  summary: 'Who I am today: my posts and my branches',
  verb: 'signed-in',
  response: z.object({
    person: z.object({ id, fullName: z.string() }),
    posts: z.array(
      z.object({ unitId: id, unitName: z.string(), unitKind: z.enum(UNIT_KINDS), post: z.enum(POSTS) }),
    ),
    memberships: z.array(z.object({ branchId: id, branchName: z.string(), status: z.enum(MEMBER_STATUSES) })),
    today: civilDate,
    isDemo: z.boolean(),
  }),
});

export const signIn = route({
  method: 'POST',
  path: '/api/sign-in',
  summary: 'Sign in with login and password; sets the session cookie',
  verb: 'public',
  body: z.object({ login: z.string().min(1).max(200), password: z.string().min(1).max(500) }),
  response: z.object({}),
  errors: ['platform.wrong-sign-in', 'platform.too-many-tries'],
});

export const signOut = route({
  method: 'POST',
  path: '/api/sign-out',
  summary: 'End this session',
  verb: 'signed-in',
  response: z.object({}),
});

export const changePassword = route({
  method: 'POST',
  path: '/api/me/password',
  summary: 'Change my password; ends my other sessions',
  verb: 'signed-in',
  body: z.object({ current: z.string().min(1).max(500), next: z.string().min(10).max(500) }),
  response: z.object({}),
  errors: ['platform.wrong-sign-in'],
});

export const listDemoPeople = route({
  method: 'GET',
  path: '/api/demo/people',
  summary: 'The named people of the demo; empty outside of it',
  verb: 'public',
  response: z.object({
    isDemo: z.boolean(),
    people: z.array(
      z.object({
        personId: id,
        fullName: z.string(),
        unitName: z.string(),
        post: z.enum(POSTS).nullable(),
        status: z.enum(MEMBER_STATUSES).nullable(),
        about: z.object({ vi: z.string(), en: z.string() }),
      }),
    ),
  }),
});

export const enterAsDemoPerson = route({
  method: 'POST',
  path: '/api/demo/enter',
  summary: 'Enter the demo as one of its people; refused outside of it',
  verb: 'public',
  body: z.object({ personId: id }),
  response: z.object({}),
  errors: ['mandates.no-demo'],
});

export const listMandates = route({
  method: 'GET',
  path: '/api/units/:unitId/mandates',
  summary: 'Posts held in a unit, now and before',
  verb: 'mandates.list',
  params: z.object({ unitId: id }),
  response: z.object({ mandates: z.array(mandate), abilities: z.object({ appoint: z.boolean() }) }),
});

export const appoint = route({
  method: 'POST',
  path: '/api/units/:unitId/mandates',
  summary: 'Record that a person holds a post from a day on',
  verb: 'mandates.appoint',
  params: z.object({ unitId: id }),
  body: z.object({
    personId: id,
    post: z.enum(POSTS),
    from: civilDate,
    to: civilDate.nullable().default(null),
    decision: z.string().trim().min(1).max(200),
  }),
  response: z.object({ id }),
  errors: [
    'mandates.post-taken',
    'mandates.bad-period',
    'mandates.commission-without-end',
    'mandates.unknown-person',
  ],
});

export const endMandate = route({
  method: 'POST',
  path: '/api/units/:unitId/mandates/:mandateId/end',
  summary: 'Record that a mandate ends on a day',
  verb: 'mandates.appoint',
  params: z.object({ unitId: id, mandateId: id }),
  body: z.object({ on: civilDate }),
  response: z.object({}),
  errors: ['mandates.bad-period'],
});
