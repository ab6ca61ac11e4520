import { IconWarn } from '#ui-kit/icons.tsx';
import type { NavItem, PageDefinition } from '#ui-kit/page.ts';

const title = { vi: 'Theo dõi, củng cố tổ chức', en: 'Watch list' };

export const pages: readonly PageDefinition[] = [
  {
    path: '/units/$unitId/watchlist',
    title,
    load: () => import('./watchlist-page.tsx').then((m) => m.WatchlistPage),
  },
  {
    path: '/units/$unitId/watchlist/new',
    title: { vi: 'Đưa vào danh sách theo dõi', en: 'Put on the watch list' },
    load: () => import('./enter-page.tsx').then((m) => m.EnterPage),
  },
  {
    path: '/units/$unitId/watchlist/entries/$entryId',
    title,
    load: () => import('./entry-page.tsx').then((m) => m.EntryPage),
  },
  {
    path: '/units/$unitId/consolidation',
    title: { vi: 'Cấp trên quan tâm, giúp đỡ', en: 'Help from the committees above' },
    load: () => import('./own-page.tsx').then((m) => m.OwnPage),
  },
];

type Viewer = { posts: { unitId: string; post: string }[] };
const SEEING = ['secretary', 'deputy-secretary', 'committee-member', 'officer'];

export const nav: NavItem<Viewer>[] = [
  {
    key: 'watchlist',
    label: title,
    icon: IconWarn,
    to: (viewer, place) =>
      place?.kind.endsWith('committee') &&
      viewer.posts.some((held) => held.unitId === place.id && SEEING.includes(held.post))
        ? `/units/${place.id}/watchlist`
        : undefined,
    group: 'work',
    order: 37,
  },
];
