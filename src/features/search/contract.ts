import { z } from 'zod';
import { id, SECTORS, UNIT_KINDS } from '#features/units/contract.ts';
import { MEMBER_STATUSES, POSTS } from '#kernel/actor.ts';
import { route } from '#kernel/route.ts';

export const personHit = z
  .object({
    personId: id,
    fullName: z.string(),
    birthYear: z.number().int().nullable(),
    /** How the person belongs to the branch; null for somebody who only holds a post in the unit. */
    status: z.enum(MEMBER_STATUSES).nullable(),
    unit: z.object({ id, name: z.string(), aboveName: z.string().nullable() }),
    posts: z.array(z.object({ post: z.enum(POSTS), unitName: z.string() })),
    /** Whether the searcher may open the record. */
    mayOpen: z.boolean(),
  })
  .meta({ id: 'PersonHit' });
export type PersonHit = z.infer<typeof personHit>;

export const unitHit = z
  .object({
    unitId: id,
    name: z.string(),
    kind: z.enum(UNIT_KINDS),
    sector: z.enum(SECTORS).nullable(),
    code: z.string().nullable(),
    aboveName: z.string().nullable(),
    /** The earlier name by which it was found. */
    formerName: z.string().nullable(),
    hasEnded: z.boolean(),
  })
  .meta({ id: 'UnitHit' });
export type UnitHit = z.infer<typeof unitHit>;

export const find = route({
  method: 'POST',
  path: '/api/search',
  summary: 'People and units by name, code, card number or phone, inside what the asker may see',
  verb: 'signed-in',
  body: z.object({ text: z.string().max(200) }),
  response: z.object({
    people: z.array(personHit),
    units: z.array(unitHit),
    /** More people, or more units, fit than are shown: another word narrows them. */
    hasMore: z.object({ people: z.boolean(), units: z.boolean() }),
  }),
});
