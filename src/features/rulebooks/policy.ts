import { holds } from '#kernel/actor.ts';
import type { PolicyRow } from '#platform/feature.ts';

export const policy: PolicyRow[] = [
  {
    verb: 'rulebooks.set',
    help: {
      vi: 'Chỉ bí thư, phó bí thư và cán bộ của chính cấp ủy được đặt quy định cho các chi bộ trực thuộc.',
      en: 'Only the secretary, deputy and officers of the committee itself may set rules for the branches below.',
    },
    allows: (actor, place) => holds(actor, place.unitId, 'secretary', 'deputy-secretary', 'officer'),
  },
  {
    verb: 'rulebooks.set-day-off',
    help: {
      vi: 'Lịch nghỉ dùng chung cho mọi đơn vị nên chỉ bí thư, phó bí thư và cán bộ của cấp ủy cao nhất được sửa.',
      en: 'The calendar is one for all units, so only the secretary, deputy and officers of the topmost committee change it.',
    },
    allows: (actor, place) =>
      place.above.length === 0 && holds(actor, place.unitId, 'secretary', 'deputy-secretary', 'officer'),
  },
];
