import type { ErrorTable } from '#kernel/error-table.ts';

export const importErrors = {} satisfies ErrorTable;
