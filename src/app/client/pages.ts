import { pages as mandatePages } from '#features/mandates/ui/routes.tsx';
import type { NavItem, PageDefinition } from '#ui-kit/page.ts';
import type { Me } from './me.ts';

/** Every page of every feature, in the order of the features. */
export const featurePages: readonly PageDefinition[] = [...mandatePages];

/** The main navigation of all features. */
export const featureNav: readonly NavItem<Me>[] = [];
