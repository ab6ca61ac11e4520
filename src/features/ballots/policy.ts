import { type Actor, belongsTo, holds, holdsAbove, type Place } from '#kernel/actor.ts';
import type { PolicyRow } from '#platform/feature.ts';

/** Leads a branch that carries on one that is no more: what is open in its book is finished there. */
const leadsHeir = (actor: Actor, place: Place): boolean =>
  (place.heirs ?? []).some((heir) => holds(actor, heir, 'secretary', 'deputy-secretary'));

const leads = (actor: Actor, place: Place) =>
  holds(actor, place.unitId, 'secretary', 'deputy-secretary') || leadsHeir(actor, place);

/** Sits in the branch: its members, and whoever leads it. */
export const isOfBranch = (actor: Actor, place: Place): boolean =>
  belongsTo(actor, place.unitId) !== undefined ||
  holds(actor, place.unitId, 'secretary', 'deputy-secretary', 'committee-member');

export const mayReadBallots = (actor: Actor, place: Place): boolean =>
  isOfBranch(actor, place) ||
  holds(actor, place.unitId, 'follower', 'inspector') ||
  leadsHeir(actor, place) ||
  holdsAbove(actor, place, 'secretary', 'deputy-secretary', 'committee-member', 'officer', 'inspector');

/** Reads ballots at once; who reads from further above says why first, as for the minutes. */
export const isNearBallots = (actor: Actor, place: Place): boolean =>
  mayReadBallots(actor, { ...place, above: place.above.slice(0, 1) });

export const policy: PolicyRow[] = [
  {
    verb: 'ballots.read',
    help: {
      vi: 'Cuộc bỏ phiếu và kết quả dành cho đảng viên chi bộ, người theo dõi chi bộ, cấp ủy cấp trên và người được giao kiểm tra.',
      en: 'A ballot and its result are for members of the branch, its follower, the committees above and whoever is commissioned to inspect.',
    },
    allows: mayReadBallots,
  },
  {
    verb: 'ballots.read-box',
    help: {
      vi: 'Hòm phiếu chỉ công bố trong chi bộ.',
      en: 'The box is published inside the branch only.',
    },
    allows: isOfBranch,
  },
  {
    verb: 'ballots.lead',
    help: {
      vi: 'Chỉ bí thư, phó bí thư chi bộ được mở, kết thúc, hủy cuộc bỏ phiếu và phát mã bỏ phiếu.',
      en: 'Only the secretary and the deputy of the branch open, close and annul a ballot and hand out its codes.',
    },
    allows: leads,
  },
  {
    verb: 'ballots.vote',
    help: {
      vi: 'Chỉ đảng viên của chi bộ được bỏ phiếu.',
      en: 'Only members of the branch vote.',
    },
    allows: (actor, place) => belongsTo(actor, place.unitId) !== undefined,
  },
];
