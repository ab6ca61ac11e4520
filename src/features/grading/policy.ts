import { type Actor, belongsTo, holds, holdsAbove, type Place } from '#kernel/actor.ts';
import type { PolicyRow } from '#platform/feature.ts';

const leads = (actor: Actor, place: Place) =>
  holds(actor, place.unitId, 'secretary', 'deputy-secretary', 'committee-member', 'officer');

const isSteeredFromAbove = (actor: Actor, place: Place) =>
  holdsAbove(actor, place, 'secretary', 'deputy-secretary', 'officer', 'inspector');

const seesSheet = (actor: Actor, place: Place) =>
  leads(actor, place) || holds(actor, place.unitId, 'inspector') || isSteeredFromAbove(actor, place);

export const policy: PolicyRow[] = [
  {
    verb: 'grading.follow',
    help: {
      vi: 'Đợt xếp loại dành cho cấp ủy viên, cán bộ của cấp ủy, cấp ủy cấp trên và người được giao kiểm tra.',
      en: 'Rounds of grading are for the committee’s members and officers, those above and whoever is commissioned to inspect.',
    },
    allows: seesSheet,
  },
  {
    verb: 'grading.open',
    help: {
      vi: 'Chỉ bí thư, phó bí thư và cán bộ của cấp ủy được mở đợt xếp loại và đặt lịch.',
      en: 'Only the secretary, deputy and officers of a committee open a round and set its days.',
    },
    allows: (actor, place) => holds(actor, place.unitId, 'secretary', 'deputy-secretary', 'officer'),
  },
  {
    verb: 'grading.appraise',
    help: {
      vi: 'Chỉ bí thư, phó bí thư và cán bộ của cấp ủy mở đợt được thẩm định, trả lại và đôn đốc.',
      en: 'Only the secretary, deputy and officers of the committee whose round it is appraise, return and urge.',
    },
    allows: (actor, place) => holds(actor, place.unitId, 'secretary', 'deputy-secretary', 'officer'),
  },
  {
    verb: 'grading.decide',
    help: {
      vi: 'Chỉ bí thư, phó bí thư và cán bộ của cấp ủy được ghi quyết định xếp loại, có số và ngày của văn bản.',
      en: 'Only the secretary, deputy and officers of the committee enter its decision, with the number and day of the paper.',
    },
    allows: (actor, place) => holds(actor, place.unitId, 'secretary', 'deputy-secretary', 'officer'),
  },
  {
    verb: 'grading.read-result',
    help: {
      vi: 'Kết quả xếp loại dành cho đảng viên của chi bộ, người giữ chức vụ, cấp ủy cấp trên và người được giao kiểm tra.',
      en: 'What was decided on a branch is for its members and post holders, the committees above and whoever is commissioned to inspect.',
    },
    allows: (actor, place) => seesSheet(actor, place) || belongsTo(actor, place.unitId) !== undefined,
  },
  {
    verb: 'grading.see',
    help: {
      vi: 'Bản tự kiểm điểm, xếp loại dành cho chi ủy, cấp ủy cấp trên và người được giao kiểm tra.',
      en: 'A sheet is for those who lead the branch, the committees above and whoever is commissioned to inspect.',
    },
    allows: seesSheet,
  },
  {
    verb: 'grading.write',
    help: {
      vi: 'Chỉ bí thư, phó bí thư của chi bộ được tự xếp loại và gửi lên.',
      en: 'Only the secretary and deputy of a branch grade it and send the sheet.',
    },
    allows: (actor, place) => holds(actor, place.unitId, 'secretary', 'deputy-secretary'),
  },
];
