import { IconTask } from '#ui-kit/icons.tsx';
import type { NavItem, PageDefinition } from '#ui-kit/page.ts';

const title = { vi: 'Yêu cầu số liệu', en: 'Requests for figures' };
const asked = { vi: 'Yêu cầu gửi đến', en: 'Requests put to us' };

export const pages: PageDefinition[] = [
  {
    path: '/units/$unitId/requests',
    title,
    load: () => import('./requests-page.tsx').then((m) => m.RequestsPage),
  },
  {
    path: '/units/$unitId/requests/new',
    title,
    load: () => import('./ask-page.tsx').then((m) => m.AskPage),
  },
  {
    path: '/units/$unitId/requests/$requestId',
    title,
    load: () => import('./request-page.tsx').then((m) => m.RequestPage),
  },
  {
    path: '/units/$unitId/asked',
    title: asked,
    load: () => import('./asked-list-page.tsx').then((m) => m.AskedListPage),
  },
  {
    path: '/units/$unitId/asked/$requestId',
    title: asked,
    load: () => import('./asked-page.tsx').then((m) => m.AskedPage),
  },
];

type Viewer = { posts: { unitId: string; post: string }[] };
const LEADING = ['secretary', 'deputy-secretary', 'committee-member', 'officer'];
const leads = (viewer: Viewer, unitId: string) =>
  viewer.posts.some((held) => held.unitId === unitId && LEADING.includes(held.post));

export const nav: NavItem<Viewer>[] = [
  {
    key: 'requests',
    label: title,
    icon: IconTask,
    to: (viewer, place) =>
      place?.kind.endsWith('committee') && leads(viewer, place.id)
        ? `/units/${place.id}/requests`
        : undefined,
    group: 'work',
    order: 36,
  },
  {
    key: 'asked',
    label: asked,
    icon: IconTask,
    to: (viewer, place) =>
      place && place.kind !== 'city-committee' && leads(viewer, place.id)
        ? `/units/${place.id}/asked`
        : undefined,
    group: 'work',
    order: 52,
  },
];
