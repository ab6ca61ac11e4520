// contracts-by-type-in-pages
import { type Member, memberId } from '../contract.ts';

export const MemberList = (member: Member) => [member, memberId];
