// tests-stay-outside
import { world } from '#testing/world.ts';

export const seed = world;
