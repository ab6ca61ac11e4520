import { readsFromAbove } from '#features/directives/public.ts';
import { type Actor, holds, holdsAbove, type Place } from '#kernel/actor.ts';
import type { PolicyRow } from '#platform/feature.ts';

const steers = (actor: Actor, place: Place) =>
  holds(actor, place.unitId, 'secretary', 'deputy-secretary', 'officer');

export const policy: PolicyRow[] = [
  {
    verb: 'effects.read',
    help: {
      vi: 'Thay đổi ở cơ sở dành cho cấp ủy viên, cán bộ của cấp ủy ban hành, cấp ủy cấp trên và người được giao kiểm tra.',
      en: 'What changed below is for members and officers of the committee that issued the paper, those above and whoever is commissioned to inspect.',
    },
    allows: (actor, place) =>
      steers(actor, place) ||
      holds(actor, place.unitId, 'committee-member', 'inspector') ||
      holdsAbove(actor, place, 'secretary', 'deputy-secretary', 'officer', 'inspector'),
  },
  {
    verb: 'effects.see-indicators',
    help: {
      vi: 'Chỉ tiêu của một văn bản dành cho người đọc được văn bản đó ở đơn vị.',
      en: 'What a paper means to move is for those who read the papers of the unit.',
    },
    allows: readsFromAbove,
  },
  {
    verb: 'effects.name',
    help: {
      vi: 'Chỉ bí thư, phó bí thư và cán bộ của cấp ủy ban hành được nêu chỉ tiêu của văn bản.',
      en: 'Only the secretary, deputy and officers of the committee that issued a paper name its indicators.',
    },
    allows: steers,
  },
];
