import { holds, holdsAbove } from '#kernel/actor.ts';
import type { PolicyRow } from '#platform/feature.ts';

export const policy: PolicyRow[] = [
  {
    verb: 'mandates.list',
    help: {
      vi: 'Chức vụ của một đơn vị dành cho đảng viên của đơn vị và cấp ủy cấp trên.',
      en: 'Posts of a unit are for its members and the committees above.',
    },
    allows: (actor, place) =>
      actor.posts.some((p) => p.unitId === place.unitId || place.above.includes(p.unitId)) ||
      actor.memberships.some((m) => m.branchId === place.unitId),
  },
  {
    verb: 'mandates.appoint',
    help: {
      vi: 'Chỉ bí thư, phó bí thư và cán bộ tổ chức của cấp ủy cấp trên được ghi chức vụ.',
      en: 'Only the secretary, deputy and officers of a committee above may record posts.',
    },
    allows: (actor, place) =>
      holdsAbove(actor, place, 'secretary', 'deputy-secretary', 'officer') ||
      (place.above.length === 0 && holds(actor, place.unitId, 'secretary', 'officer')),
  },
];
