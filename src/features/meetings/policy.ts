import { type Actor, belongsTo, holds, holdsAbove, type Place } from '#kernel/actor.ts';
import type { PolicyRow } from '#platform/feature.ts';

const leads = (actor: Actor, place: Place) =>
  holds(actor, place.unitId, 'secretary', 'deputy-secretary') || leadsHeir(actor, place);

/** Leads a branch that carries on one that is no more: its book was handed over, and what is open in it is finished there. */
export const leadsHeir = (actor: Actor, place: Place): boolean =>
  (place.heirs ?? []).some((heir) => holds(actor, heir, 'secretary', 'deputy-secretary'));

/** Sits in the branch: its members, and whoever leads it. */
export const isOfBranch = (actor: Actor, place: Place): boolean =>
  belongsTo(actor, place.unitId) !== undefined ||
  holds(actor, place.unitId, 'secretary', 'deputy-secretary', 'committee-member');

/** Keeps the records of the branch by mandate; a meeting may appoint somebody besides. */
export const keepsRecords = (actor: Actor, place: Place): boolean =>
  leads(actor, place) || holds(actor, place.unitId, 'committee-member');

export const follows = (actor: Actor, place: Place): boolean => holds(actor, place.unitId, 'follower');

export const mayReadMeetings = (actor: Actor, place: Place): boolean =>
  isOfBranch(actor, place) ||
  follows(actor, place) ||
  leadsHeir(actor, place) ||
  holds(actor, place.unitId, 'inspector') ||
  holdsAbove(actor, place, 'secretary', 'deputy-secretary', 'committee-member', 'officer', 'inspector');

/** Opens a meeting with its names at once; who reads from further above says why first. */
export const mayReadNames = (actor: Actor, place: Place): boolean =>
  mayReadMeetings(actor, { ...place, above: place.above.slice(0, 1) });

export const policy: PolicyRow[] = [
  {
    verb: 'meetings.read',
    help: {
      vi: 'Buổi sinh hoạt chỉ dành cho đảng viên chi bộ, cấp ủy viên theo dõi chi bộ, cấp ủy cấp trên và người được giao kiểm tra.',
      en: 'A meeting is open to members of the branch, its follower, the committees above and whoever is commissioned to inspect.',
    },
    allows: mayReadMeetings,
  },
  {
    verb: 'meetings.read-names',
    help: {
      vi: 'Từ hai cấp trên chi bộ trở lên thấy số liệu của buổi sinh hoạt; nêu lý do thì mới mở được biên bản có tên, và lần mở được ghi lại.',
      en: 'From two levels above a branch one sees the figures of a meeting; its minutes with names open after a reason was given, and that is logged.',
    },
    allows: mayReadNames,
  },
  {
    verb: 'meetings.lead',
    help: {
      vi: 'Chỉ bí thư, phó bí thư chi bộ được chuẩn bị, điều hành và khóa buổi sinh hoạt.',
      en: 'Only the secretary and the deputy of the branch prepare, lead and close its meetings.',
    },
    allows: leads,
  },
  {
    verb: 'meetings.take-part',
    help: {
      vi: 'Chỉ đảng viên chi bộ và cấp ủy viên theo dõi chi bộ được tham gia buổi sinh hoạt.',
      en: 'Only members of the branch and its follower take part in its meetings.',
    },
    allows: (actor, place) => isOfBranch(actor, place) || follows(actor, place) || leadsHeir(actor, place),
  },
];
