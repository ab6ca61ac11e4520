import { IconMove } from '#ui-kit/icons.tsx';
import type { NavItem, PageDefinition, PanelDefinition } from '#ui-kit/page.ts';
import { isLowest } from './lowest.ts';

export const pages: PageDefinition[] = [
  {
    path: '/units/$unitId/proposals',
    title: { vi: 'Đề xuất sắp xếp', en: 'Proposals' },
    load: () => import('./ground-page.tsx').then((m) => m.GroundPage),
  },
  {
    path: '/units/$unitId/proposals/$proposalId',
    title: { vi: 'Các lựa chọn sắp xếp', en: 'Alternatives' },
    load: () => import('./proposal-page.tsx').then((m) => m.ProposalPage),
  },
];

type Viewer = { posts: { unitId: string; post: string }[]; memberships: { branchId: string }[] };

const WORKERS = ['secretary', 'deputy-secretary', 'officer'];

export const panels: readonly PanelDefinition[] = [
  {
    on: 'plans',
    key: 'proposals',
    order: 10,
    load: () => import('./plans-panel.tsx').then((m) => m.PlansPanel),
  },
];

export const nav: NavItem<Viewer>[] = [
  {
    key: 'proposals',
    label: { vi: 'Đề xuất sắp xếp xã, phường', en: 'Proposals for communes' },
    shortLabel: { vi: 'Đề xuất', en: 'Proposals' },
    icon: IconMove,
    to: (viewer, place) =>
      place &&
      (place.kind === 'city-committee' || place.kind === 'upper-committee') &&
      !isLowest(place.name) &&
      viewer.posts.some((p) => p.unitId === place.id && WORKERS.includes(p.post))
        ? `/units/${place.id}/proposals`
        : undefined,
    group: 'people',
    order: 49,
  },
];
