import { IconScore } from '#ui-kit/icons.tsx';
import type { NavItem, PageDefinition } from '#ui-kit/page.ts';

const title = { vi: 'Đánh giá, xếp loại', en: 'Grading' };
const own = { vi: 'Xếp loại chi bộ', en: 'Grading of the branch' };
const results = { vi: 'Kết quả xếp loại', en: 'Grades' };

export const pages: PageDefinition[] = [
  {
    path: '/units/$unitId/gradings',
    title,
    load: () => import('./rounds-page.tsx').then((m) => m.RoundsPage),
  },
  {
    path: '/units/$unitId/gradings/new',
    title,
    load: () => import('./open-round-page.tsx').then((m) => m.OpenRoundPage),
  },
  {
    path: '/units/$unitId/gradings/$roundId',
    title,
    load: () => import('./round-page.tsx').then((m) => m.RoundPage),
  },
  {
    path: '/units/$unitId/grading-results',
    title: results,
    load: () => import('./results-page.tsx').then((m) => m.ResultsPage),
  },
  {
    path: '/units/$unitId/grading',
    title: own,
    load: () => import('./own-list-page.tsx').then((m) => m.OwnListPage),
  },
  {
    path: '/units/$unitId/grading/$roundId',
    title: own,
    load: () => import('./sheet-page.tsx').then((m) => m.SheetPage),
  },
];

type Viewer = { posts: { unitId: string; post: string }[] };
const LEADING = ['secretary', 'deputy-secretary', 'committee-member', 'officer'];
const leads = (viewer: Viewer, unitId: string) =>
  viewer.posts.some((held) => held.unitId === unitId && LEADING.includes(held.post));

export const nav: NavItem<Viewer>[] = [
  {
    key: 'gradings',
    label: title,
    icon: IconScore,
    to: (viewer, place) =>
      place?.kind.endsWith('committee') && leads(viewer, place.id)
        ? `/units/${place.id}/gradings`
        : undefined,
    group: 'work',
    order: 38,
  },
  {
    key: 'grading',
    label: own,
    icon: IconScore,
    to: (_, place) => (place?.kind.endsWith('branch') ? `/units/${place.id}/grading` : undefined),
    group: 'work',
    order: 53,
  },
];
