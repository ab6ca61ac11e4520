// ui-no-server
import { readMembers } from '../db/members.sql.ts';

export const MemberPage = readMembers;
