// doors-only: the app opens a folder behind the doors.
import { readMembers } from '#features/members/db/members.sql.ts';

export const server = { readMembers };
