import { type Actor, holds, holdsAbove, type Place } from '#kernel/actor.ts';
import type { PolicyRow } from '#platform/feature.ts';

const works = (actor: Actor, place: Place) =>
  holds(actor, place.unitId, 'secretary', 'deputy-secretary', 'officer') ||
  holdsAbove(actor, place, 'secretary', 'deputy-secretary', 'officer');

export const policy: PolicyRow[] = [
  {
    verb: 'proposals.read',
    help: {
      vi: 'Chỉ bí thư, phó bí thư, cấp ủy viên, cán bộ của cấp ủy đó hoặc cấp ủy cấp trên được xem đề xuất sắp xếp.',
      en: 'Only the secretary, deputy, members and officers of this committee or one above see proposals.',
    },
    allows: (actor, place) =>
      works(actor, place) ||
      holds(actor, place.unitId, 'committee-member', 'inspector') ||
      holdsAbove(actor, place, 'committee-member', 'inspector'),
  },
  {
    verb: 'proposals.solve',
    help: {
      vi: 'Chỉ bí thư, phó bí thư, cán bộ của cấp ủy đó hoặc cấp ủy cấp trên được lập đề xuất sắp xếp.',
      en: 'Only the secretary, deputy and officers of this committee or one above look for proposals.',
    },
    allows: works,
  },
];
