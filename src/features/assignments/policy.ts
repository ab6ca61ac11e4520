import {
  followsBelow,
  readsFromAbove,
  sendsForCommittee,
  speaksForUnit,
} from '#features/directives/public.ts';
import type { PolicyRow } from '#platform/feature.ts';

export const policy: PolicyRow[] = [
  {
    verb: 'assignments.read',
    help: {
      vi: 'Việc được giao dành cho đảng viên và cấp ủy, cán bộ của đơn vị, người theo dõi, cấp ủy cấp trên và người được giao kiểm tra.',
      en: 'What a unit holds is for its members, committee and officers, its follower, the committees above and whoever is commissioned to inspect.',
    },
    allows: readsFromAbove,
  },
  {
    verb: 'assignments.answer',
    help: {
      vi: 'Bí thư, phó bí thư, cấp ủy viên hoặc cán bộ của đơn vị nhận việc, báo cáo thay đơn vị.',
      en: 'The secretary, deputy, a committee member or an officer answers and reports for the unit.',
    },
    allows: speaksForUnit,
  },
  {
    verb: 'assignments.give',
    help: {
      vi: 'Chỉ bí thư, phó bí thư và cán bộ của cấp ủy giao, đôn đốc, thu hồi nhiệm vụ của cấp ủy đó.',
      en: 'Only the secretary, deputy and officers of a committee give, urge and take back its tasks.',
    },
    allows: sendsForCommittee,
  },
  {
    verb: 'assignments.rule',
    help: {
      vi: 'Chỉ cấp ủy đã giao nhiệm vụ quyết định cho rút hay giữ nguyên.',
      en: 'Only the committee that gave the task rules on it.',
    },
    allows: sendsForCommittee,
  },
  {
    verb: 'assignments.follow',
    help: {
      vi: 'Chỉ cấp ủy giao nhiệm vụ và cấp ủy cấp trên được xem tình hình thực hiện.',
      en: 'Only the committee that gave a task and those above see how it stands.',
    },
    allows: followsBelow,
  },
];
