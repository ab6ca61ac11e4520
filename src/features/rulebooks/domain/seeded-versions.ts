import { hd12of2018 } from './hd-12-2018.ts';
import { hd42of2025 } from './hd-42-2025.ts';
import type { RulebookVersion } from './rulebook.ts';

/** The rulebooks that every installation begins with, oldest first. */
export const seededVersions: readonly RulebookVersion[] = [hd12of2018, hd42of2025];
