import { IconChart } from '#ui-kit/icons.tsx';
import type { NavItem, PageDefinition, PanelDefinition } from '#ui-kit/page.ts';

const title = { vi: 'Thay đổi ở cơ sở', en: 'Change below' };

export const pages: PageDefinition[] = [
  {
    path: '/units/$unitId/effects',
    title,
    load: () => import('./effects-list-page.tsx').then((m) => m.EffectsListPage),
  },
  {
    path: '/units/$unitId/directives/$directiveId/effects',
    title,
    load: () => import('./effects-page.tsx').then((m) => m.EffectsPage),
  },
];

export const panels: PanelDefinition[] = [
  {
    on: 'issued-paper',
    key: 'effects',
    order: 20,
    load: () => import('./paper-panel.tsx').then((m) => m.PaperPanel),
  },
  {
    on: 'received-paper',
    key: 'effects',
    order: 20,
    load: () => import('./received-panel.tsx').then((m) => m.ReceivedPanel),
  },
  {
    on: 'paper-line',
    key: 'effects',
    order: 20,
    load: () => import('./line-mark.tsx').then((m) => m.LineMark),
  },
];

type Viewer = { posts: { unitId: string; post: string }[] };
const SEEING = ['secretary', 'deputy-secretary', 'committee-member', 'officer'];

export const nav: NavItem<Viewer>[] = [
  {
    key: 'effects',
    label: title,
    icon: IconChart,
    to: (viewer, place) =>
      place?.kind.endsWith('committee') &&
      viewer.posts.some((held) => held.unitId === place.id && SEEING.includes(held.post))
        ? `/units/${place.id}/effects`
        : undefined,
    group: 'work',
    order: 34,
  },
];
