import { queryOptions } from '@tanstack/react-query';
import type { getMe } from '#features/mandates/contract.ts';
import type { Answer } from '#kernel/route.ts';
import { call, ServerRefusal } from '#ui-kit/call.ts';
import { orKept } from '#ui-kit/kept-answer.ts';
import type { Place } from '#ui-kit/page.ts';

export type Me = Answer<typeof getMe>;

/** Who is signed in; null when nobody is. Without a network: who was here last, so that the meeting goes on. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return await orKept('me', () => call<typeof getMe>('GET /api/me', undefined, { signal }));
    } catch (error) {
      if (error instanceof ServerRefusal && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
});

/** The units that the person works for: where posts are held first, then where the person is a member. */
export function placesOf(me: Me): Place[] {
  const places = new Map<string, Place>();
  for (const post of me.posts)
    if (!places.has(post.unitId))
      places.set(post.unitId, { id: post.unitId, name: post.unitName, kind: post.unitKind });
  for (const membership of me.memberships)
    if (!places.has(membership.branchId))
      places.set(membership.branchId, {
        id: membership.branchId,
        name: membership.branchName,
        kind: 'branch',
      });
  return [...places.values()];
}
