import { IconCalendar, IconHome } from '#ui-kit/icons.tsx';
import type { NavItem, PageDefinition } from '#ui-kit/page.ts';

export const pages: PageDefinition[] = [
  {
    path: '/',
    title: { vi: 'Việc của tôi', en: 'My work' },
    load: () => import('./home/home-page.tsx').then((m) => m.HomePage),
  },
  {
    path: '/branches/$branchId/meetings',
    title: { vi: 'Các buổi sinh hoạt', en: 'Meetings' },
    load: () => import('./home/meetings-page.tsx').then((m) => m.MeetingsPage),
  },
  {
    path: '/branches/$branchId/petitions',
    title: { vi: 'Kiến nghị, đề xuất', en: 'Petitions and proposals' },
    load: () => import('./petitions/petitions-page.tsx').then((m) => m.PetitionsPage),
  },
  {
    path: '/petitions',
    title: { vi: 'Kiến nghị của tôi', en: 'My petitions' },
    load: () => import('./petitions/petitions-page.tsx').then((m) => m.OwnPetitionsPage),
  },
  {
    path: '/meetings/$meetingId',
    title: { vi: 'Buổi sinh hoạt', en: 'Meeting' },
    load: () => import('./meeting-page.tsx').then((m) => m.MeetingPage),
  },
  {
    path: '/diem-danh/$meetingId',
    title: { vi: 'Điểm danh', en: 'Check in' },
    load: () => import('./member/check-in-page.tsx').then((m) => m.CheckInPage),
  },
];

type Viewer = { memberships: { branchId: string }[] };

export const nav: NavItem<Viewer>[] = [
  {
    key: 'home',
    label: { vi: 'Việc của tôi', en: 'My work' },
    icon: IconHome,
    to: () => '/',
    group: 'work',
    order: 10,
  },
  {
    key: 'meetings',
    label: { vi: 'Sinh hoạt', en: 'Meetings' },
    icon: IconCalendar,
    to: (_viewer, place) =>
      place && (place.kind === 'branch' || place.kind === 'base-branch')
        ? `/branches/${place.id}/meetings`
        : undefined,
    group: 'work',
    order: 20,
  },
];
