import type { PageDefinition, PanelDefinition } from '#ui-kit/page.ts';

export const pages: readonly PageDefinition[] = [
  {
    path: '/units/$unitId/size-warnings',
    title: { vi: 'Cảnh báo quy mô tổ chức', en: 'Warnings about size' },
    load: () => import('./warnings-page.tsx').then((m) => m.WarningsPage),
  },
];

export const panels: readonly PanelDefinition[] = [
  {
    on: 'unit',
    key: 'sizes',
    order: 10,
    ability: 'readSize',
    load: () => import('./size-panel.tsx').then((m) => m.SizePanel),
  },
  {
    on: 'unit',
    key: 'standard',
    order: 11,
    ability: 'readSize',
    load: () => import('./standard-panel.tsx').then((m) => m.StandardPanel),
  },
  {
    on: 'unit-change',
    key: 'sizes',
    order: 10,
    load: () => import('./size-after-change.tsx').then((m) => m.SizeAfterChange),
  },
];
