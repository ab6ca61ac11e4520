import type { Matter, MatterRule } from '#features/rulebooks/contract.ts';
import { seededVotingVersions } from '#features/rulebooks/public.ts';

/** The rule of a matter as an installation begins with it, by the newest rulebook of voting. */
export const votingRuleOf = (matter: Matter): MatterRule =>
  seededVotingVersions.at(-1)!.rules[`matter.${matter}`].value;
