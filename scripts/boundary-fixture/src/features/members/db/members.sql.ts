import { newId } from '#kernel/ids.ts';
import { query } from '#platform/database.ts';

export const readMembers = () => [newId(), query('members')];
