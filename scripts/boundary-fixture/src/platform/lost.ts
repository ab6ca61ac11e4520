// all-imports-resolve
import { gone } from './gone.ts';

export const lost = gone;
