import { IconMove } from '#ui-kit/icons.tsx';
import type { NavItem, PageDefinition } from '#ui-kit/page.ts';

export const pages: PageDefinition[] = [
  {
    path: '/units/$unitId/transfers',
    title: { vi: 'Chuyển sinh hoạt đảng', en: 'Transfers of members' },
    load: () => import('./transfers-page.tsx').then((m) => m.TransfersPage),
  },
  {
    path: '/units/$unitId/transfers/$transferId',
    title: { vi: 'Thủ tục chuyển sinh hoạt', en: 'Transfer of a member' },
    load: () => import('./transfer-page.tsx').then((m) => m.TransferPage),
  },
  {
    path: '/branches/$branchId/transfers/new',
    title: { vi: 'Chuyển sinh hoạt cho đảng viên', en: 'Transfer a member' },
    load: () => import('./new-transfer-page.tsx').then((m) => m.NewTransferPage),
  },
  {
    path: '/branches/$branchId/arrivals/new',
    title: { vi: 'Tiếp nhận từ nơi khác đến', en: 'Receive from elsewhere' },
    load: () => import('./arrival-page.tsx').then((m) => m.ArrivalPage),
  },
  {
    path: '/branches/$branchId/stays/$personId',
    title: { vi: 'Đổi thời hạn sinh hoạt tạm thời', en: 'Change a temporary stay' },
    load: () => import('./stay-page.tsx').then((m) => m.StayPage),
  },
  {
    path: '/my-transfers',
    title: { vi: 'Chuyển sinh hoạt của tôi', en: 'My transfers' },
    load: () => import('./my-transfers-page.tsx').then((m) => m.MyTransfersPage),
  },
  {
    path: '/units/$unitId/handovers',
    title: { vi: 'Chuyển giao tập thể', en: 'Collective transfers' },
    load: () => import('./handovers-page.tsx').then((m) => m.HandoversPage),
  },
  {
    path: '/units/$unitId/handovers/new',
    title: { vi: 'Chuyển giao đảng viên', en: 'Hand members over' },
    load: () => import('./new-handover-page.tsx').then((m) => m.NewHandoverPage),
  },
  {
    path: '/units/$unitId/handovers/$handoverId',
    title: { vi: 'Biên bản bàn giao', en: 'Handover minutes' },
    load: () => import('./handover-page.tsx').then((m) => m.HandoverPage),
  },
];

type Viewer = { posts: { unitId: string; post: string }[]; memberships: { branchId: string }[] };

const KEEPERS = ['secretary', 'deputy-secretary', 'officer'];

export const nav: NavItem<Viewer>[] = [
  {
    key: 'transfers',
    label: { vi: 'Chuyển sinh hoạt đảng', en: 'Transfers' },
    shortLabel: { vi: 'Chuyển SHĐ', en: 'Transfers' },
    icon: IconMove,
    to: (viewer, place) =>
      place && viewer.posts.some((p) => p.unitId === place.id && KEEPERS.includes(p.post))
        ? `/units/${place.id}/transfers`
        : undefined,
    group: 'people',
    order: 45,
  },
];
