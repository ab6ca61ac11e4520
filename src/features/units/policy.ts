import { type Actor, holds, holdsAbove, type Place } from '#kernel/actor.ts';
import type { PolicyRow } from '#platform/feature.ts';

const decidesAbove = (actor: Actor, place: Place) =>
  holdsAbove(actor, place, 'secretary', 'deputy-secretary', 'officer');
const decidesHere = (actor: Actor, place: Place) =>
  holds(actor, place.unitId, 'secretary', 'deputy-secretary', 'officer');
/** The top has nobody above who could decide about it. */
const isTop = (place: Place) => place.above.length === 0;

export const policy: PolicyRow[] = [
  {
    verb: 'units.read',
    help: {
      vi: 'Chỉ đảng viên của đơn vị và người giữ chức vụ ở đơn vị đó hoặc cấp trên được xem.',
      en: 'Only members of the unit and holders of a post in it or above may see it.',
    },
    allows: (actor, place) =>
      holds(
        actor,
        place.unitId,
        'secretary',
        'deputy-secretary',
        'committee-member',
        'follower',
        'officer',
        'inspector',
        'operator',
      ) ||
      holdsAbove(
        actor,
        place,
        'secretary',
        'deputy-secretary',
        'committee-member',
        'officer',
        'inspector',
        'operator',
      ) ||
      actor.memberships.some((m) => m.branchId === place.unitId),
  },
  {
    verb: 'units.found',
    help: {
      vi: 'Chỉ bí thư, phó bí thư, cán bộ tổ chức của cấp ủy đó hoặc cấp ủy cấp trên được ghi việc thành lập tổ chức trực thuộc.',
      en: 'Only the secretary, deputy or officers of this committee or one above may found units under it.',
    },
    allows: (actor, place) => decidesHere(actor, place) || decidesAbove(actor, place),
  },
  {
    verb: 'units.change',
    help: {
      vi: 'Chỉ bí thư, phó bí thư, cán bộ tổ chức của cấp ủy cấp trên được ghi thay đổi về tổ chức này.',
      en: 'Only the secretary, deputy or officers of a committee above may change this unit.',
    },
    allows: (actor, place) => decidesAbove(actor, place) || (isTop(place) && decidesHere(actor, place)),
  },
  {
    verb: 'units.record-area',
    help: {
      vi: 'Chỉ bí thư, phó bí thư, cán bộ của cấp ủy đó hoặc cấp ủy cấp trên được ghi diện tích, dân số của địa bàn.',
      en: 'Only the secretary, deputy or officers of this committee or one above record area and population of its place.',
    },
    allows: (actor, place) => decidesHere(actor, place) || decidesAbove(actor, place),
  },
  {
    verb: 'units.import',
    help: {
      vi: 'Chỉ bí thư, phó bí thư, cán bộ tổ chức của cấp ủy đó hoặc cấp ủy cấp trên được nhập danh mục tổ chức trực thuộc.',
      en: 'Only the secretary, deputy or officers of this committee or one above may import a list of units under it.',
    },
    allows: (actor, place) => decidesHere(actor, place) || decidesAbove(actor, place),
  },
];
