// Sound: a contract by type only.
import type { Member } from '../contract.ts';

export const MemberName = (member: Member) => member.id;
