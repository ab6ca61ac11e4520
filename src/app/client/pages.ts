import {
  nav as assignmentNav,
  pages as assignmentPages,
  panels as assignmentPanels,
} from '#features/assignments/ui/routes.tsx';
import { nav as ballotNav, pages as ballotPages } from '#features/ballots/ui/routes.ts';
import { nav as directiveNav, pages as directivePages } from '#features/directives/ui/routes.tsx';
import {
  nav as effectNav,
  pages as effectPages,
  panels as effectPanels,
} from '#features/effects/ui/routes.tsx';
import { nav as gradingNav, pages as gradingPages } from '#features/grading/ui/routes.tsx';
import { nav as lessonNav, pages as lessonPages } from '#features/lessons/ui/routes.tsx';
import { pages as mandatePages, panels as mandatePanels } from '#features/mandates/ui/routes.tsx';
import { nav as meetingNav, pages as meetingPages } from '#features/meetings/ui/routes.tsx';
import { nav as memberNav, pages as memberPages } from '#features/members/ui/routes.tsx';
import {
  nav as proposalNav,
  pages as proposalPages,
  panels as proposalPanels,
} from '#features/proposals/ui/routes.tsx';
import { nav as planNav, pages as planPages } from '#features/reorganisation/ui/routes.tsx';
import { nav as reportNav, pages as reportPages } from '#features/reports/ui/routes.tsx';
import { nav as requestNav, pages as requestPages } from '#features/requests/ui/routes.tsx';
import { nav as rulebookNav, pages as rulebookPages } from '#features/rulebooks/ui/routes.ts';
import { pages as searchPages } from '#features/search/ui/routes.ts';
import { pages as sizePages, panels as sizePanels } from '#features/sizes/ui/routes.tsx';
import { nav as taskNav, pages as taskPages } from '#features/tasks/ui/routes.tsx';
import { nav as transferNav, pages as transferPages } from '#features/transfers/ui/routes.tsx';
import { nav as unitNav, pages as unitPages } from '#features/units/ui/routes.tsx';
import { nav as watchlistNav, pages as watchlistPages } from '#features/watchlists/ui/routes.tsx';
import { IconSettings } from '#ui-kit/icons.tsx';
import type { NavItem, PageDefinition, PanelDefinition } from '#ui-kit/page.ts';
import type { Me } from './me.ts';

/** Every page of every feature, in the order of the features. */
export const featurePages: readonly PageDefinition[] = [
  ...unitPages,
  ...memberPages,
  ...mandatePages,
  ...transferPages,
  ...sizePages,
  ...searchPages,
  ...rulebookPages,
  ...taskPages,
  ...ballotPages,
  ...directivePages,
  ...assignmentPages,
  ...meetingPages,
  ...reportPages,
  ...planPages,
  ...proposalPages,
  ...effectPages,
  ...lessonPages,
  ...requestPages,
  ...gradingPages,
  ...watchlistPages,
  {
    path: '/operator',
    title: { vi: 'Tình trạng máy chủ', en: 'The server now' },
    load: () => import('./operator-page.tsx').then((m) => m.OperatorPage),
  },
];

/** The main navigation of all features. */
export const featureNav: readonly NavItem<Me>[] = [
  ...unitNav,
  ...memberNav,
  ...transferNav,
  ...rulebookNav,
  ...taskNav,
  ...ballotNav,
  ...directiveNav,
  ...assignmentNav,
  ...meetingNav,
  ...reportNav,
  ...planNav,
  ...proposalNav,
  ...effectNav,
  ...lessonNav,
  ...requestNav,
  ...gradingNav,
  ...watchlistNav,
  {
    key: 'operator',
    label: { vi: 'Tình trạng máy chủ', en: 'The server now' },
    shortLabel: { vi: 'Máy chủ', en: 'Server' },
    icon: IconSettings,
    group: 'work',
    to: (me) => (me.posts.some(({ post }) => post === 'operator') ? '/operator' : undefined),
    order: 900,
  },
];

/** Pieces that features have for the pages of earlier ones. */
export const featurePanels: readonly PanelDefinition[] = [
  ...mandatePanels,
  ...sizePanels,
  ...proposalPanels,
  ...assignmentPanels,
  ...effectPanels,
];
