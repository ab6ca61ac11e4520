import { holds, holdsAbove } from '#kernel/actor.ts';
import type { PolicyRow } from '#platform/feature.ts';

export const policy: PolicyRow[] = [
  {
    verb: 'sizes.read',
    help: {
      vi: 'Quy mô tổ chức dành cho cấp ủy của tổ chức đó, người theo dõi và cấp ủy cấp trên.',
      en: 'The size of a unit is for its committee, its follower and the committees above.',
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
      ) ||
      holdsAbove(actor, place, 'secretary', 'deputy-secretary', 'committee-member', 'officer', 'inspector'),
  },
  {
    verb: 'sizes.consent',
    help: {
      vi: 'Chỉ bí thư, phó bí thư, cán bộ tổ chức của cấp ủy cấp trên được ghi văn bản đồng ý.',
      en: 'Only the secretary, deputy or officers of a committee above may record a consent.',
    },
    allows: (actor, place) => holdsAbove(actor, place, 'secretary', 'deputy-secretary', 'officer'),
  },
];
