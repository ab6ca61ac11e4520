// rank-members: meetings come later
import { meetingPath } from '#features/meetings/contract.ts';

export const transferMember = () => meetingPath;
