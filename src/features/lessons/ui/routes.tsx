import { IconBook } from '#ui-kit/icons.tsx';
import type { NavItem, PageDefinition } from '#ui-kit/page.ts';

const title = { vi: 'Cách làm hay', en: 'Lessons' };

export const pages: PageDefinition[] = [
  {
    path: '/units/$unitId/lessons',
    title,
    load: () => import('./lessons-page.tsx').then((m) => m.LessonsPage),
  },
  {
    path: '/units/$unitId/lessons/new',
    title: { vi: 'Viết cách làm', en: 'Write a lesson' },
    load: () => import('./write-page.tsx').then((m) => m.WritePage),
  },
  {
    path: '/units/$unitId/lessons/$lessonId',
    title,
    load: () => import('./lesson-page.tsx').then((m) => m.LessonPage),
  },
  {
    path: '/units/$unitId/lessons/$lessonId/edit',
    title: { vi: 'Sửa cách làm', en: 'Edit a lesson' },
    load: () => import('./write-page.tsx').then((m) => m.WritePage),
  },
];

type Viewer = {
  posts: { unitId: string; post: string }[];
  memberships: { branchId: string }[];
};

export const nav: NavItem<Viewer>[] = [
  {
    key: 'lessons',
    label: title,
    icon: IconBook,
    to: (viewer, place) =>
      place &&
      (viewer.posts.some((held) => held.unitId === place.id && held.post !== 'operator') ||
        viewer.memberships.some((one) => one.branchId === place.id))
        ? `/units/${place.id}/lessons`
        : undefined,
    group: 'reference',
    order: 64,
  },
];
