import { IconForward, IconTask } from '#ui-kit/icons.tsx';
import type { NavItem, PageDefinition, PanelDefinition } from '#ui-kit/page.ts';

const duties = { vi: 'Việc được giao', en: 'Tasks from above' };
const given = { vi: 'Việc đã giao', en: 'Tasks given' };

export const pages: PageDefinition[] = [
  {
    path: '/units/$unitId/duties',
    title: duties,
    load: () => import('./duties-page.tsx').then((m) => m.DutiesPage),
  },
  {
    path: '/duties/$dutyId',
    title: duties,
    load: () => import('./duty-page.tsx').then((m) => m.DutyPage),
  },
  {
    path: '/units/$unitId/assignments',
    title: given,
    load: () => import('./assignments-page.tsx').then((m) => m.AssignmentsPage),
  },
  {
    path: '/units/$unitId/assignments/new',
    title: { vi: 'Giao nhiệm vụ', en: 'Give a task' },
    load: () => import('./give-page.tsx').then((m) => m.GivePage),
  },
  {
    path: '/units/$unitId/assignments/$assignmentId',
    title: given,
    load: () => import('./assignment-page.tsx').then((m) => m.AssignmentPage),
  },
  {
    path: '/units/$unitId/assignments/$assignmentId/shares',
    title: given,
    load: () => import('./shares-page.tsx').then((m) => m.SharesPage),
  },
  {
    path: '/units/$unitId/assignments/$assignmentId/clashes',
    title: { vi: 'Trùng hạn', en: 'Clashes' },
    load: () => import('./clashes-page.tsx').then((m) => m.ClashesPage),
  },
  {
    path: '/units/$unitId/matters',
    title: { vi: 'Việc đưa ra họp', en: 'Matters for the meeting' },
    load: () => import('./matters-page.tsx').then((m) => m.MattersPage),
  },
];

export const panels: PanelDefinition[] = [
  {
    on: 'issued-paper',
    key: 'assignments',
    order: 10,
    load: () => import('./paper-panel.tsx').then((m) => m.PaperPanel),
  },
  {
    on: 'received-paper',
    key: 'assignments',
    order: 10,
    load: () => import('./received-panel.tsx').then((m) => m.ReceivedPanel),
  },
  {
    on: 'paper-line',
    key: 'assignments',
    order: 10,
    load: () => import('./line-tasks.tsx').then((m) => m.LineTasks),
  },
];

type Viewer = { posts: { unitId: string; post: string }[] };
const FOLLOWING = ['secretary', 'deputy-secretary', 'committee-member', 'officer'];
const mayFollow = (viewer: Viewer, unitId: string) =>
  viewer.posts.some((held) => held.unitId === unitId && FOLLOWING.includes(held.post));

export const nav: NavItem<Viewer>[] = [
  {
    key: 'duties',
    label: duties,
    shortLabel: { vi: 'Việc giao', en: 'Tasks' },
    icon: IconForward,
    to: (viewer, place) =>
      place && place.kind !== 'city-committee' && mayFollow(viewer, place.id)
        ? `/units/${place.id}/duties`
        : undefined,
    group: 'work',
    order: 33,
  },
  {
    key: 'assignments',
    label: given,
    shortLabel: { vi: 'Đã giao', en: 'Given' },
    icon: IconTask,
    to: (viewer, place) =>
      place?.kind.endsWith('committee') && mayFollow(viewer, place.id)
        ? `/units/${place.id}/assignments`
        : undefined,
    group: 'work',
    order: 31,
  },
];
