import { IconTask } from '#ui-kit/icons.tsx';
import type { NavItem, PageDefinition } from '#ui-kit/page.ts';

export const pages: PageDefinition[] = [
  {
    path: '/branches/$branchId/tasks',
    title: { vi: 'Nhiệm vụ của chi bộ', en: 'Tasks of the branch' },
    load: () => import('./tasks-page.tsx').then((m) => m.TasksPage),
  },
  {
    path: '/tasks/$taskId',
    title: { vi: 'Nhiệm vụ', en: 'Task' },
    load: () => import('./task-page.tsx').then((m) => m.TaskPage),
  },
];

export const nav: NavItem[] = [
  {
    key: 'tasks',
    label: { vi: 'Nhiệm vụ', en: 'Tasks' },
    icon: IconTask,
    to: (_viewer, place) =>
      place && (place.kind === 'branch' || place.kind === 'base-branch')
        ? `/branches/${place.id}/tasks`
        : undefined,
    group: 'work',
    order: 30,
  },
];
