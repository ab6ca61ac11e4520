// doors-only
import { readMembers } from '#features/members/db/members.sql.ts';

export const openMeeting = readMembers;
