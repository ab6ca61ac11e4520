import { IconVote } from '#ui-kit/icons.tsx';
import type { NavItem, PageDefinition } from '#ui-kit/page.ts';

export const pages: PageDefinition[] = [
  {
    path: '/branches/$branchId/ballots',
    title: { vi: 'Bỏ phiếu kín của chi bộ', en: 'Secret ballots of the branch' },
    load: () => import('./ballots-page.tsx').then((m) => m.BallotsPage),
  },
  {
    path: '/ballots/verify',
    title: { vi: 'Kiểm phiếu', en: 'Check a box' },
    access: 'public',
    frame: 'bare',
    load: () => import('./verify-page.tsx').then((m) => m.VerifyPage),
  },
  {
    path: '/ballots/$ballotId',
    title: { vi: 'Bỏ phiếu kín', en: 'Secret ballot' },
    load: () => import('./ballot-page.tsx').then((m) => m.BallotPage),
  },
  {
    path: '/ballots/$ballotId/screen',
    title: { vi: 'Màn hình bỏ phiếu', en: 'Screen of a ballot' },
    frame: 'bare',
    load: () => import('./screen-page.tsx').then((m) => m.ScreenPage),
  },
  {
    path: '/ballots/$ballotId/papers',
    title: { vi: 'In phiếu', en: 'Print the papers' },
    load: () => import('./papers-page.tsx').then((m) => m.PapersPage),
  },
  {
    path: '/may-chung/$ballotId',
    title: { vi: 'Máy dùng chung', en: 'Shared tablet' },
    access: 'public',
    frame: 'bare',
    load: () => import('./tablet-page.tsx').then((m) => m.TabletPage),
  },
];

export const nav: NavItem[] = [
  {
    key: 'ballots',
    label: { vi: 'Bỏ phiếu', en: 'Ballots' },
    icon: IconVote,
    to: (_viewer, place) =>
      place && (place.kind === 'branch' || place.kind === 'base-branch')
        ? `/branches/${place.id}/ballots`
        : undefined,
    group: 'work',
    order: 35,
  },
];
