import type { NavItem, PageDefinition } from '#ui-kit/page.ts';
import type { Me } from './me.ts';

/** Every page of every feature, in the order of the features. */
export const featurePages: readonly PageDefinition[] = [];

/** The main navigation of all features. */
export const featureNav: readonly NavItem<Me>[] = [];
