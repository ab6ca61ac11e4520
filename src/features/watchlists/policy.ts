import { type Actor, holds, holdsAbove, type Place } from '#kernel/actor.ts';
import type { PolicyRow } from '#platform/feature.ts';

const steers = (actor: Actor, place: Place) =>
  holds(actor, place.unitId, 'secretary', 'deputy-secretary', 'officer');
const leadsOwn = (actor: Actor, place: Place) => holds(actor, place.unitId, 'secretary', 'deputy-secretary');

export const policy: PolicyRow[] = [
  {
    verb: 'watchlists.read',
    help: {
      vi: 'Danh sách theo dõi chỉ dành cho cấp ủy viên, cán bộ của cấp ủy này và lãnh đạo, cán bộ của cấp ủy cấp trên.',
      en: 'A watch list is for members and officers of this committee, and for leaders and officers of those above.',
    },
    allows: (actor, place) =>
      steers(actor, place) ||
      holds(actor, place.unitId, 'committee-member') ||
      holdsAbove(actor, place, 'secretary', 'deputy-secretary', 'officer'),
  },
  {
    verb: 'watchlists.write',
    help: {
      vi: 'Chỉ bí thư, phó bí thư và cán bộ của cấp ủy được ghi vào danh sách theo dõi của cấp ủy đó.',
      en: 'Only the secretary, deputy and officers of a committee write in its watch list.',
    },
    allows: steers,
  },
  {
    verb: 'watchlists.report-step',
    help: {
      vi: 'Chỉ người phụ trách trong cấp ủy và bí thư, phó bí thư, cán bộ của cấp ủy ghi kết quả củng cố.',
      en: 'Only whoever is in charge in the committee, its secretary, deputy and officers write down how it goes on.',
    },
    allows: (actor, place) => steers(actor, place) || holds(actor, place.unitId, 'committee-member'),
  },
  {
    verb: 'watchlists.see-own',
    help: {
      vi: 'Chỉ bí thư và phó bí thư của tổ chức thấy nội dung cấp trên đang quan tâm, giúp đỡ.',
      en: 'Only the secretary and deputy of an organisation see what committees above help it with.',
    },
    allows: leadsOwn,
  },
  {
    verb: 'watchlists.report-own',
    help: {
      vi: 'Chỉ bí thư và phó bí thư của tổ chức báo cáo việc của mình.',
      en: 'Only the secretary and deputy of an organisation report on steps of its own.',
    },
    allows: leadsOwn,
  },
];
