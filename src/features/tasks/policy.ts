import { type Actor, belongsTo, holds, holdsAbove, type Place } from '#kernel/actor.ts';
import type { PolicyRow } from '#platform/feature.ts';

const leads = (actor: Actor, place: Place) => holds(actor, place.unitId, 'secretary', 'deputy-secretary');

/** Leads a branch that carries on one that is no more, whose finished work stays in its book. */
const leadsHeir = (actor: Actor, place: Place): boolean =>
  (place.heirs ?? []).some((heir) => holds(actor, heir, 'secretary', 'deputy-secretary'));

export const policy: PolicyRow[] = [
  {
    verb: 'tasks.read',
    help: {
      vi: 'Nhiệm vụ của chi bộ dành cho đảng viên chi bộ, người theo dõi chi bộ, cấp ủy cấp trên và người được giao kiểm tra.',
      en: 'Tasks of a branch are for its members, its follower, the committees above and whoever is commissioned to inspect.',
    },
    allows: (actor, place) =>
      leads(actor, place) ||
      leadsHeir(actor, place) ||
      holds(actor, place.unitId, 'committee-member', 'follower', 'inspector') ||
      holdsAbove(actor, place, 'secretary', 'deputy-secretary', 'officer', 'inspector') ||
      belongsTo(actor, place.unitId) !== undefined,
  },
  {
    verb: 'tasks.report',
    help: {
      vi: 'Chỉ đảng viên của chi bộ được báo cáo nhiệm vụ của chi bộ.',
      en: 'Only members of the branch report on its tasks.',
    },
    allows: (actor, place) => leads(actor, place) || belongsTo(actor, place.unitId) !== undefined,
  },
  {
    verb: 'tasks.correct',
    help: {
      vi: 'Chỉ bí thư, phó bí thư chi bộ được đổi người thực hiện hoặc thời hạn.',
      en: 'Only the secretary and deputy of the branch may change owner or due day.',
    },
    allows: leads,
  },
];
