// doors-only holds for tests too
import { mayTransfer } from '#features/members/policy.ts';

export const checked = mayTransfer;
