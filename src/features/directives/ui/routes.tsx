import { IconDocument } from '#ui-kit/icons.tsx';
import type { NavItem, PageDefinition } from '#ui-kit/page.ts';

const inbox = { vi: 'Văn bản cấp trên', en: 'Papers from above' };
const issued = { vi: 'Văn bản gửi chi bộ', en: 'Papers to branches' };

export const pages: PageDefinition[] = [
  {
    path: '/branches/$branchId/directives',
    title: inbox,
    load: () => import('./inbox-page.tsx').then((m) => m.InboxPage),
  },
  {
    path: '/branches/$branchId/directives/$directiveId',
    title: inbox,
    load: () => import('./received-page.tsx').then((m) => m.ReceivedPage),
  },
  {
    path: '/units/$unitId/directives',
    title: issued,
    load: () => import('./issued-list-page.tsx').then((m) => m.IssuedListPage),
  },
  {
    path: '/units/$unitId/directives/new',
    title: { vi: 'Gửi văn bản', en: 'Send a paper' },
    load: () => import('./issue-page.tsx').then((m) => m.IssuePage),
  },
  {
    path: '/units/$unitId/directives/$directiveId',
    title: issued,
    load: () => import('./issued-page.tsx').then((m) => m.IssuedPage),
  },
];

type Viewer = { posts: { unitId: string; post: string }[] };
const FOLLOWING = ['secretary', 'deputy-secretary', 'committee-member', 'officer'];

export const nav: NavItem<Viewer>[] = [
  {
    key: 'directives',
    label: inbox,
    shortLabel: { vi: 'Văn bản', en: 'Papers' },
    icon: IconDocument,
    to: (_viewer, place) =>
      place && (place.kind === 'branch' || place.kind === 'base-branch')
        ? `/branches/${place.id}/directives`
        : undefined,
    group: 'work',
    order: 32,
  },
  {
    key: 'issued-directives',
    label: issued,
    shortLabel: { vi: 'Văn bản', en: 'Papers' },
    icon: IconDocument,
    to: (viewer, place) =>
      place?.kind.endsWith('committee') &&
      viewer.posts.some((held) => held.unitId === place.id && FOLLOWING.includes(held.post))
        ? `/units/${place.id}/directives`
        : undefined,
    group: 'work',
    order: 30,
  },
];
