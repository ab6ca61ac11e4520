import { useState } from 'react';
import { dropDraft, keepDraft, keptDraft } from '#ui-kit/drafts.ts';
import { type KeptChoices, readChoices } from '../domain/kept-choices.ts';

const nameOf = (planId: string, splitId: string) => `split.${planId}.${splitId}`;

/** How many choices for a unit that is shared out wait on this device to be recorded. */
export const keptCount = (planId: string, splitId: string): number =>
  Object.keys(readChoices(keptDraft(nameOf(planId, splitId)))).length;

/** What was chosen for a unit that is shared out and not recorded: on the device until it is, whoever leaves the page. */
export function useKeptChoices(
  planId: string,
  splitId: string,
): [kept: KeptChoices, keep: (next: KeptChoices) => void] {
  const name = nameOf(planId, splitId);
  const [kept, setKept] = useState(() => readChoices(keptDraft(name)));
  const keep = (next: KeptChoices) => {
    setKept(next);
    if (Object.keys(next).length === 0) dropDraft(name);
    else keepDraft(name, JSON.stringify(next));
  };
  return [kept, keep];
}
