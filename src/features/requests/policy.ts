import { type Actor, holds, holdsAbove, type Place } from '#kernel/actor.ts';
import type { PolicyRow } from '#platform/feature.ts';

const leads = (actor: Actor, place: Place) =>
  holds(actor, place.unitId, 'secretary', 'deputy-secretary', 'committee-member', 'officer');

const isSteeredFromAbove = (actor: Actor, place: Place) =>
  holdsAbove(actor, place, 'secretary', 'deputy-secretary', 'officer', 'inspector');

export const policy: PolicyRow[] = [
  {
    verb: 'requests.follow',
    help: {
      vi: 'Yêu cầu số liệu của cấp ủy dành cho cấp ủy viên, cán bộ của cấp ủy đó, cấp ủy cấp trên và người được giao kiểm tra.',
      en: 'A committee’s requests are for its members and officers, those above and whoever is commissioned to inspect.',
    },
    allows: (actor, place) =>
      leads(actor, place) || holds(actor, place.unitId, 'inspector') || isSteeredFromAbove(actor, place),
  },
  {
    verb: 'requests.ask',
    help: {
      vi: 'Chỉ bí thư, phó bí thư và cán bộ của cấp ủy được yêu cầu số liệu và đóng yêu cầu.',
      en: 'Only the secretary, deputy and officers of a committee ask for figures and close a request.',
    },
    allows: (actor, place) => holds(actor, place.unitId, 'secretary', 'deputy-secretary', 'officer'),
  },
  {
    verb: 'requests.sign',
    help: {
      vi: 'Chỉ bí thư, phó bí thư của cấp ủy được ký yêu cầu vượt mức giờ công.',
      en: 'Only the secretary and deputy of the committee sign a request that costs more than the limit.',
    },
    allows: (actor, place) => holds(actor, place.unitId, 'secretary', 'deputy-secretary'),
  },
  {
    verb: 'requests.see-asked',
    help: {
      vi: 'Yêu cầu gửi đến đơn vị dành cho người lãnh đạo, cán bộ của đơn vị, cấp ủy cấp trên và người được giao kiểm tra.',
      en: 'Requests put to a unit are for its leaders and officers, the committees above and whoever is commissioned to inspect.',
    },
    allows: (actor, place) =>
      leads(actor, place) || holds(actor, place.unitId, 'inspector') || isSteeredFromAbove(actor, place),
  },
  {
    verb: 'requests.answer',
    help: {
      vi: 'Chỉ bí thư, phó bí thư, cấp ủy viên và cán bộ của đơn vị được trả lời thay đơn vị.',
      en: 'Only the secretary, deputy, committee members and officers of a unit answer for it.',
    },
    allows: leads,
  },
];
