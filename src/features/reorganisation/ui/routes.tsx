import { IconTree } from '#ui-kit/icons.tsx';
import type { NavItem, PageDefinition } from '#ui-kit/page.ts';

export const pages: PageDefinition[] = [
  {
    path: '/units/$unitId/plans',
    title: { vi: 'Phương án sắp xếp', en: 'Plans of reorganisation' },
    load: () => import('./plans-page.tsx').then((m) => m.PlansPage),
  },
  {
    path: '/units/$unitId/plans/$planId',
    title: { vi: 'Phương án', en: 'Plan' },
    load: () => import('./plan-page.tsx').then((m) => m.PlanPage),
  },
  {
    path: '/units/$unitId/plans/$planId/splits/$splitId',
    title: { vi: 'Phân công', en: 'Assign' },
    load: () => import('./split-page.tsx').then((m) => m.SplitPage),
  },
];

type Viewer = { posts: { unitId: string; post: string }[]; memberships: { branchId: string }[] };

const KEEPERS = ['secretary', 'deputy-secretary', 'officer'];

export const nav: NavItem<Viewer>[] = [
  {
    key: 'plans',
    label: { vi: 'Sắp xếp tổ chức', en: 'Reorganisation' },
    icon: IconTree,
    to: (viewer, place) =>
      place &&
      place.kind !== 'branch' &&
      place.kind !== 'base-branch' &&
      viewer.posts.some((p) => p.unitId === place.id && KEEPERS.includes(p.post))
        ? `/units/${place.id}/plans`
        : undefined,
    group: 'people',
    order: 48,
  },
];
