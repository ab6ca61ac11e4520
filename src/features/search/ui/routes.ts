import type { PageDefinition } from '#ui-kit/page.ts';

export const pages: PageDefinition[] = [
  {
    path: '/search',
    title: { vi: 'Tìm người, tìm đơn vị', en: 'Find people and units' },
    load: () => import('./search-page.tsx').then((m) => m.SearchPage),
  },
];
