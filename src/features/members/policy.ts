import { type Actor, holds, holdsAbove, type Place } from '#kernel/actor.ts';
import type { PolicyRow } from '#platform/feature.ts';

/** The branch's own leaders; to everybody else its records lie across a boundary. */
export const leads = (actor: Actor, place: Place) =>
  holds(actor, place.unitId, 'secretary', 'deputy-secretary');
/** Leads a branch that carries on one that is no more: its records were handed over with its book. */
const leadsHeir = (actor: Actor, place: Place): boolean =>
  (place.heirs ?? []).some((heir) => holds(actor, heir, 'secretary', 'deputy-secretary'));
/** To whom its records lie across no boundary. */
export const keepsRecords = (actor: Actor, place: Place): boolean =>
  leads(actor, place) || leadsHeir(actor, place);
const isOfficerAbove = (actor: Actor, place: Place) =>
  holdsAbove(actor, place, 'secretary', 'deputy-secretary', 'officer');
/** Commissioned for the branch itself or for a unit above it. */
const inspects = (actor: Actor, place: Place) =>
  holds(actor, place.unitId, 'inspector') || holdsAbove(actor, place, 'inspector');

/** Reads the list with its names at once: whoever is in the branch, or works for the committee right above it. */
export const maySeeNames = (actor: Actor, place: Place): boolean => {
  const near = { ...place, above: place.above.slice(0, 1) };
  return (
    keepsRecords(actor, place) ||
    holds(actor, place.unitId, 'committee-member', 'follower') ||
    isOfficerAbove(actor, near) ||
    inspects(actor, near) ||
    actor.memberships.some((m) => m.branchId === place.unitId)
  );
};

export const policy: PolicyRow[] = [
  {
    verb: 'members.list',
    help: {
      vi: 'Danh sách đảng viên chỉ dành cho đảng viên của chi bộ, người theo dõi chi bộ, cấp ủy cấp trên và người được giao kiểm tra.',
      en: 'The member list is for members of the branch, its follower, the committees above and whoever is commissioned to inspect.',
    },
    allows: (actor, place) =>
      keepsRecords(actor, place) ||
      holds(actor, place.unitId, 'committee-member', 'follower') ||
      isOfficerAbove(actor, place) ||
      inspects(actor, place) ||
      actor.memberships.some((m) => m.branchId === place.unitId),
  },
  {
    verb: 'members.list-names',
    help: {
      vi: 'Từ hai cấp trên chi bộ trở lên chỉ thấy số lượng; nêu lý do thì mới thấy tên, và lần mở được ghi lại.',
      en: 'From two levels above a branch one sees numbers; names only after a reason was given, and that is logged.',
    },
    allows: maySeeNames,
  },
  {
    verb: 'members.read-person',
    help: {
      vi: 'Chỉ bí thư, phó bí thư chi bộ, cán bộ tổ chức của cấp trên và người được giao kiểm tra được mở hồ sơ; mỗi lần mở đều được ghi lại. Của người đã rời chi bộ thì chỉ còn những gì thuộc thời gian ở chi bộ.',
      en: 'Only the secretary and deputy of the branch, officers above and whoever is commissioned to inspect may open a record; every opening is logged. Of somebody who has left the branch they see what belongs to the time there.',
    },
    allows: (actor, place) =>
      keepsRecords(actor, place) || isOfficerAbove(actor, place) || inspects(actor, place),
  },
  {
    verb: 'members.change',
    help: {
      vi: 'Chỉ bí thư, phó bí thư chi bộ và cán bộ tổ chức của cấp trên được thay đổi.',
      en: 'Only the secretary and deputy of the branch and officers above may change this.',
    },
    allows: (actor, place) => leads(actor, place) || isOfficerAbove(actor, place),
  },
  {
    verb: 'members.watch',
    help: {
      vi: 'Chỉ bí thư, phó bí thư, cán bộ của đơn vị và của cấp ủy cấp trên được xem danh sách theo dõi đảng viên.',
      en: 'Only the secretary, deputy and officers of the unit, and of the committees above, see who has to be followed up.',
    },
    allows: (actor, place) =>
      leads(actor, place) || holds(actor, place.unitId, 'officer') || isOfficerAbove(actor, place),
  },
  {
    verb: 'members.merge',
    help: {
      vi: 'Chỉ bí thư, phó bí thư, cán bộ của đơn vị và của cấp ủy cấp trên được xử lý hồ sơ trùng.',
      en: 'Only the secretary, deputy and officers of the unit, and of the committees above, deal with double records.',
    },
    allows: (actor, place) =>
      leads(actor, place) || holds(actor, place.unitId, 'officer') || isOfficerAbove(actor, place),
  },
  {
    verb: 'members.import',
    help: {
      vi: 'Chỉ bí thư, phó bí thư chi bộ và cán bộ tổ chức của cấp trên được nhập danh sách.',
      en: 'Only the secretary and deputy of the branch and officers above may import a list.',
    },
    allows: (actor, place) => leads(actor, place) || isOfficerAbove(actor, place),
  },
];
