// rank-units: members come later
import { transferMember } from '#features/members/public.ts';

export const moveUnit = transferMember;
