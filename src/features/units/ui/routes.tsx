import { IconTree } from '#ui-kit/icons.tsx';
import type { NavItem, PageDefinition } from '#ui-kit/page.ts';

export const pages: readonly PageDefinition[] = [
  {
    path: '/units/$unitId',
    title: { vi: 'Tổ chức', en: 'Unit' },
    load: () => import('./unit-page.tsx').then((m) => m.UnitPage),
  },
  {
    path: '/units/$unitId/tree',
    title: { vi: 'Cây tổ chức', en: 'Tree of units' },
    load: () => import('./tree-page.tsx').then((m) => m.TreePage),
  },
  {
    path: '/units/$unitId/import',
    title: { vi: 'Nhập danh mục tổ chức', en: 'Import a list of units' },
    load: () => import('./import-page.tsx').then((m) => m.ImportPage),
  },
];

type Viewer = { posts: { unitId: string; post: string }[] };

export const nav: readonly NavItem<Viewer>[] = [
  {
    key: 'units',
    label: { vi: 'Cây tổ chức', en: 'Tree of units' },
    shortLabel: { vi: 'Tổ chức', en: 'Units' },
    icon: IconTree,
    to: (viewer, place) =>
      place &&
      place.kind !== 'branch' &&
      place.kind !== 'base-branch' &&
      place.kind !== 'group' &&
      viewer.posts.some((held) => held.unitId === place.id)
        ? `/units/${place.id}/tree`
        : undefined,
    group: 'people',
    order: 41,
  },
];
