import { type Actor, belongsTo, holds, holdsAbove, type Place } from '#kernel/actor.ts';
import type { PolicyRow } from '#platform/feature.ts';

const leads = (actor: Actor, place: Place) =>
  holds(actor, place.unitId, 'secretary', 'deputy-secretary', 'committee-member', 'officer');

export const policy: PolicyRow[] = [
  {
    verb: 'lessons.read',
    help: {
      vi: 'Cách làm hay dành cho đảng viên và người giữ chức vụ của đơn vị, cấp ủy cấp trên và người được giao kiểm tra.',
      en: 'Lessons are for members and post holders of the unit, the committees above and whoever is commissioned to inspect.',
    },
    allows: (actor, place) =>
      leads(actor, place) ||
      holds(actor, place.unitId, 'follower', 'inspector') ||
      holdsAbove(actor, place, 'secretary', 'deputy-secretary', 'officer', 'inspector') ||
      belongsTo(actor, place.unitId) !== undefined,
  },
  {
    verb: 'lessons.write',
    help: {
      vi: 'Chỉ bí thư, phó bí thư, cấp ủy viên và cán bộ của đơn vị được viết, gửi và áp dụng cách làm.',
      en: 'Only the secretary, deputy, committee members and officers of a unit write, hand over and adopt lessons.',
    },
    allows: leads,
  },
  {
    verb: 'lessons.judge',
    help: {
      vi: 'Chỉ bí thư, phó bí thư và cán bộ của cấp ủy cấp trên được giới thiệu hoặc trả lại cách làm.',
      en: 'Only the secretary, deputy and officers of the committee above recommend a lesson or return it.',
    },
    allows: (actor, place) => holds(actor, place.unitId, 'secretary', 'deputy-secretary', 'officer'),
  },
];
