import { type Actor, holds, holdsAbove, type Place } from '#kernel/actor.ts';
import type { PolicyRow } from '#platform/feature.ts';

const steersAbove = (actor: Actor, place: Place) =>
  holdsAbove(actor, place, 'secretary', 'deputy-secretary', 'officer');

export const policy: PolicyRow[] = [
  {
    verb: 'reports.read',
    help: {
      vi: 'Bảng theo dõi dành cho cấp ủy viên, cán bộ của cấp ủy này và cấp ủy cấp trên.',
      en: 'The table is for members and officers of this committee and of those above.',
    },
    allows: (actor, place) =>
      holds(actor, place.unitId, 'secretary', 'deputy-secretary', 'committee-member', 'officer') ||
      steersAbove(actor, place),
  },
  {
    verb: 'reports.close-month',
    help: {
      vi: 'Chỉ bí thư, phó bí thư và cán bộ của cấp ủy được khóa sổ hoặc mở lại tháng.',
      en: 'Only the secretary, deputy and officers of the committee close or reopen a month.',
    },
    allows: (actor, place) =>
      holds(actor, place.unitId, 'secretary', 'deputy-secretary', 'officer') || steersAbove(actor, place),
  },
];
