import { IconBook } from '#ui-kit/icons.tsx';
import type { NavItem, PageDefinition } from '#ui-kit/page.ts';

const title = { vi: 'Bộ quy định', en: 'Rulebook' };

export const pages: readonly PageDefinition[] = [
  {
    path: '/units/$unitId/rules',
    title,
    load: () => import('./rules-page.tsx').then((m) => m.RulesPage),
  },
  {
    path: '/units/$unitId/days-off',
    title: { vi: 'Lịch nghỉ lễ, làm bù', en: 'Public holidays' },
    load: () => import('./days-off-page.tsx').then((m) => m.DaysOffPage),
  },
];

export const nav: readonly NavItem[] = [
  {
    key: 'rulebooks',
    label: title,
    shortLabel: { vi: 'Quy định', en: 'Rules' },
    icon: IconBook,
    to: (_, place) => (place ? `/units/${place.id}/rules` : undefined),
    group: 'reference',
    order: 80,
  },
];
