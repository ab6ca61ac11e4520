import { IconChart } from '#ui-kit/icons.tsx';
import type { NavItem, PageDefinition } from '#ui-kit/page.ts';

const title = { vi: 'Chi bộ trong tháng', en: 'Branches this month' };

export const pages: PageDefinition[] = [
  {
    path: '/units/$unitId/months',
    title,
    load: () => import('./report-page.tsx').then((m) => m.ReportPage),
  },
  {
    path: '/units/$unitId/months/$month',
    title,
    load: () => import('./report-page.tsx').then((m) => m.ReportPage),
  },
];

type Viewer = { posts: { unitId: string; post: string }[] };
const SEEING = ['secretary', 'deputy-secretary', 'committee-member', 'officer'];

/** Beside the first page of whoever works for a committee. */
export const nav: NavItem<Viewer>[] = [
  {
    key: 'branches-month',
    label: { vi: 'Chi bộ trong tháng', en: 'Branches this month' },
    shortLabel: { vi: 'Chi bộ', en: 'Branches' },
    icon: IconChart,
    to: (viewer, place) =>
      place?.kind.endsWith('committee') &&
      viewer.posts.some((held) => held.unitId === place.id && SEEING.includes(held.post))
        ? `/units/${place.id}/months`
        : undefined,
    group: 'work',
    order: 15,
  },
];
