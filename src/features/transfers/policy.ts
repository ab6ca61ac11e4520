import { type Actor, holds, holdsAbove, type Place, type Post } from '#kernel/actor.ts';
import type { PolicyRow } from '#platform/feature.ts';

const LEADERS: Post[] = ['secretary', 'deputy-secretary'];
/** Who works on transfers for a unit. */
export const STAFF: readonly Post[] = [...LEADERS, 'officer'];

const leadsOrAbove = (actor: Actor, place: Place) =>
  holds(actor, place.unitId, ...LEADERS) || holdsAbove(actor, place, ...STAFF);
const staffOrAbove = (actor: Actor, place: Place) =>
  holds(actor, place.unitId, ...STAFF) || holdsAbove(actor, place, ...STAFF);

export const policy: PolicyRow[] = [
  {
    verb: 'transfers.read',
    help: {
      vi: 'Chỉ bí thư, phó bí thư, cán bộ của đơn vị và của cấp ủy cấp trên được xem việc chuyển sinh hoạt đảng.',
      en: 'Only the secretary, deputy and officers of the unit, and of the committees above, see its transfers.',
    },
    allows: staffOrAbove,
  },
  {
    verb: 'transfers.send',
    help: {
      vi: 'Chỉ bí thư, phó bí thư chi bộ và cán bộ của cấp ủy cấp trên được lập thủ tục chuyển đi.',
      en: 'Only the secretary and deputy of the branch, and officers above, start a transfer out of it.',
    },
    allows: leadsOrAbove,
  },
  {
    verb: 'transfers.introduce',
    help: {
      vi: 'Chỉ bí thư, phó bí thư và cán bộ của cấp ủy có thẩm quyền giới thiệu được cấp giấy giới thiệu.',
      en: 'Only the secretary, deputy and officers of the committee that introduces may give an introduction.',
    },
    allows: staffOrAbove,
  },
  {
    verb: 'transfers.receive',
    help: {
      vi: 'Chỉ bí thư, phó bí thư chi bộ nơi đến và cán bộ của cấp ủy cấp trên được tiếp nhận.',
      en: 'Only the secretary and deputy of the receiving branch, and officers above, may receive a member.',
    },
    allows: leadsOrAbove,
  },
  {
    verb: 'transfers.hand-over',
    help: {
      vi: 'Chỉ bí thư, phó bí thư và cán bộ của cấp ủy cấp trên của cả hai chi bộ được chuyển giao tập thể.',
      en: 'Only the secretary, deputy and officers of a committee above both branches hand members over together.',
    },
    allows: staffOrAbove,
  },
];
