import { IconDocument } from '#ui-kit/icons.tsx';
import type { NavItem, PageDefinition } from '#ui-kit/page.ts';

const inbox = { vi: 'Văn bản cấp trên', en: 'Papers from above' };
const issued = { vi: 'Văn bản đã gửi', en: 'Papers sent' };
const papers = { vi: 'Tìm văn bản', en: 'Find papers' };

export const pages: PageDefinition[] = [
  {
    path: '/units/$unitId/inbox',
    title: inbox,
    load: () => import('./inbox-page.tsx').then((m) => m.InboxPage),
  },
  {
    path: '/units/$unitId/inbox/$directiveId',
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
  {
    path: '/units/$unitId/directives/$directiveId/reach',
    title: issued,
    load: () => import('./reach-page.tsx').then((m) => m.ReachPage),
  },
  {
    path: '/units/$unitId/papers',
    title: papers,
    load: () => import('./papers-page.tsx').then((m) => m.PapersPage),
  },
  {
    path: '/units/$unitId/papers/$directiveId',
    title: { vi: 'Cây văn bản', en: 'Tree of papers' },
    load: () => import('./paper-tree-page.tsx').then((m) => m.PaperTreePage),
  },
];

type Viewer = { posts: { unitId: string; post: string }[] };
const FOLLOWING = ['secretary', 'deputy-secretary', 'committee-member', 'officer'];
const mayFollow = (viewer: Viewer, unitId: string) =>
  viewer.posts.some((held) => held.unitId === unitId && FOLLOWING.includes(held.post));

export const nav: NavItem<Viewer>[] = [
  {
    key: 'directives',
    label: inbox,
    shortLabel: { vi: 'Văn bản', en: 'Papers' },
    icon: IconDocument,
    to: (viewer, place) =>
      place &&
      (place.kind === 'branch' ||
        place.kind === 'base-branch' ||
        (place.kind !== 'city-committee' && mayFollow(viewer, place.id)))
        ? `/units/${place.id}/inbox`
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
      place?.kind.endsWith('committee') && mayFollow(viewer, place.id)
        ? `/units/${place.id}/directives`
        : undefined,
    group: 'work',
    order: 30,
  },
];
