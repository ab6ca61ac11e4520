// kernel-imports-nothing: a value from Node. The type from zod beside it is allowed.
import { randomUUID } from 'node:crypto';
import type { ZodType } from 'zod';

export type Schema = ZodType;
export const newId = () => randomUUID();
