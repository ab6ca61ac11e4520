import { type Actor, belongsTo, holds, holdsAbove, type Place } from '#kernel/actor.ts';
import type { PolicyRow } from '#platform/feature.ts';

/** Who reads what committees above send to a unit and give it to do. */
export const readsFromAbove = (actor: Actor, place: Place): boolean =>
  holds(
    actor,
    place.unitId,
    'secretary',
    'deputy-secretary',
    'committee-member',
    'officer',
    'follower',
    'inspector',
  ) ||
  holdsAbove(actor, place, 'secretary', 'deputy-secretary', 'officer', 'inspector') ||
  belongsTo(actor, place.unitId) !== undefined;

/** Who speaks for a unit to the committees above: opens what comes, answers, reports. */
export const speaksForUnit = (actor: Actor, place: Place): boolean =>
  holds(actor, place.unitId, 'secretary', 'deputy-secretary', 'committee-member', 'officer');

/** Who sees what became of what a committee sent and gave to units below. */
export const followsBelow = (actor: Actor, place: Place): boolean =>
  speaksForUnit(actor, place) || holdsAbove(actor, place, 'secretary', 'deputy-secretary', 'officer');

/** Who sends papers and gives tasks in the name of a committee. */
export const sendsForCommittee = (actor: Actor, place: Place): boolean =>
  holds(actor, place.unitId, 'secretary', 'deputy-secretary', 'officer');

export const policy: PolicyRow[] = [
  {
    verb: 'directives.read',
    help: {
      vi: 'Văn bản gửi đơn vị dành cho đảng viên và cấp ủy, cán bộ của đơn vị, người theo dõi, cấp ủy cấp trên và người được giao kiểm tra.',
      en: 'Papers of a unit are for its members, committee and officers, its follower, the committees above and whoever is commissioned to inspect.',
    },
    allows: readsFromAbove,
  },
  {
    verb: 'directives.receive',
    help: {
      vi: 'Đơn vị được tính là đã mở văn bản khi bí thư, phó bí thư, cấp ủy viên hoặc cán bộ của đơn vị mở.',
      en: 'A unit counts as having opened a paper when its secretary, deputy, a committee member or an officer opens it.',
    },
    allows: speaksForUnit,
  },
  {
    verb: 'directives.follow',
    help: {
      vi: 'Chỉ cấp ủy ban hành và cấp ủy cấp trên được xem tình hình nhận văn bản.',
      en: 'Only the committee that issued a paper and those above see which unit opened it.',
    },
    allows: followsBelow,
  },
  {
    verb: 'directives.issue',
    help: {
      vi: 'Chỉ bí thư, phó bí thư và cán bộ của cấp ủy được gửi văn bản của cấp ủy đó.',
      en: 'Only the secretary, deputy and officers of a committee send its papers.',
    },
    allows: sendsForCommittee,
  },
];
