// rank-meetings: a feature that the order does not name comes after all others
import { stray } from '#features/strays/public.ts';

export const routes = [stray];
