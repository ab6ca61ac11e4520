// Not a cycle: two types may point at each other.
import type { Right } from './right.ts';

export type Left = { right: Right };
