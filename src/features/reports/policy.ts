import { type Actor, holds, holdsAbove, type Place } from '#kernel/actor.ts';
import type { PolicyRow } from '#platform/feature.ts';

const steersAbove = (actor: Actor, place: Place) =>
  holdsAbove(actor, place, 'secretary', 'deputy-secretary', 'officer');

export const policy: PolicyRow[] = [
  {
    verb: 'reports.read',
    help: {
      vi: 'Bảng theo dõi dành cho cấp ủy viên, cán bộ của cấp ủy này, cấp ủy cấp trên và người được giao kiểm tra.',
      en: 'The table is for members and officers of this committee, those above and whoever is commissioned to inspect.',
    },
    allows: (actor, place) =>
      holds(
        actor,
        place.unitId,
        'secretary',
        'deputy-secretary',
        'committee-member',
        'officer',
        'inspector',
      ) ||
      holdsAbove(actor, place, 'inspector') ||
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
  {
    verb: 'reports.urge',
    help: {
      vi: 'Chỉ cấp ủy viên và cán bộ của cấp ủy cấp trên đôn đốc chi bộ, nhân danh cấp ủy đó.',
      en: 'Only members and officers of a committee above urge its branches, in its name.',
    },
    allows: (actor, place) =>
      holds(actor, place.unitId, 'secretary', 'deputy-secretary', 'committee-member', 'officer'),
  },
];
