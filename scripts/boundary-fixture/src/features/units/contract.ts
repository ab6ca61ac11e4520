// contract-is-pure
import { query } from '#platform/database.ts';

export type UnitPath = string;
export const unitPaths = query('units');
