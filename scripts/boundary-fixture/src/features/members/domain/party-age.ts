// domain-imports-only-values
import { mayTransfer } from '../policy.ts';

export const partyAge = mayTransfer;
