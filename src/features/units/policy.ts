import { holds, holdsAbove } from '#kernel/actor.ts';
import type { PolicyRow } from '#platform/feature.ts';

export const policy: PolicyRow[] = [
  {
    verb: 'units.read',
    help: {
      vi: 'Chỉ đảng viên của đơn vị và người giữ chức vụ ở đơn vị đó hoặc cấp trên được xem.',
      en: 'Only members of the unit and holders of a post in it or above may see it.',
    },
    allows: (actor, place) =>
      holds(
        actor,
        place.unitId,
        'secretary',
        'deputy-secretary',
        'committee-member',
        'follower',
        'officer',
        'inspector',
        'operator',
      ) ||
      holdsAbove(
        actor,
        place,
        'secretary',
        'deputy-secretary',
        'committee-member',
        'officer',
        'inspector',
        'operator',
      ) ||
      actor.memberships.some((m) => m.branchId === place.unitId),
  },
];
