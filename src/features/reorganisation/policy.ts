import { type Actor, holds, holdsAbove, type Place } from '#kernel/actor.ts';
import type { PolicyRow } from '#platform/feature.ts';

const works = (actor: Actor, place: Place) =>
  holds(actor, place.unitId, 'secretary', 'deputy-secretary', 'officer') ||
  holdsAbove(actor, place, 'secretary', 'deputy-secretary', 'officer');

export const policy: PolicyRow[] = [
  {
    verb: 'reorganisation.read',
    help: {
      vi: 'Chỉ bí thư, phó bí thư, cấp ủy viên, cán bộ của cấp ủy đó hoặc cấp ủy cấp trên được xem phương án sắp xếp.',
      en: 'Only the secretary, deputy, members and officers of this committee or one above see its plans.',
    },
    allows: (actor, place) =>
      works(actor, place) ||
      holds(actor, place.unitId, 'committee-member', 'inspector') ||
      holdsAbove(actor, place, 'committee-member', 'inspector'),
  },
  {
    verb: 'reorganisation.draft',
    help: {
      vi: 'Chỉ bí thư, phó bí thư, cán bộ của cấp ủy đó hoặc cấp ủy cấp trên được soạn phương án sắp xếp.',
      en: 'Only the secretary, deputy and officers of this committee or one above write its plans.',
    },
    allows: works,
  },
  {
    verb: 'reorganisation.give-up',
    help: {
      vi: 'Chỉ bí thư, phó bí thư, cán bộ của cấp ủy đó hoặc cấp ủy cấp trên được dừng phương án chưa phê duyệt.',
      en: 'Only the secretary, deputy and officers of this committee or one above give up a plan that is not approved.',
    },
    allows: works,
  },
  {
    verb: 'reorganisation.decide',
    help: {
      vi: 'Chỉ bí thư, phó bí thư, cán bộ của cấp ủy đó hoặc cấp ủy cấp trên được ghi việc phê duyệt, đặt lịch và thực hiện phương án.',
      en: 'Only the secretary, deputy and officers of this committee or one above record that a plan is approved, scheduled or takes effect.',
    },
    allows: works,
  },
];
