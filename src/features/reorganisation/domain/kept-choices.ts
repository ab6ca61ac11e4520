/** Where somebody means to send each subject, and where it went when that was chosen: null for nowhere yet. */
export type KeptChoices = Readonly<Record<string, { into: string; was: string | null }>>;

type Subject = { subjectId: string; intoId: string | null; isFixed: boolean };

/**
 * What was chosen on a device and not recorded, as it may still be recorded: a subject that has left the list, was settled
 * with the plan or was sent somewhere by somebody else since, and a place that nothing goes to any more, fall away; so does
 * one that is what is recorded.
 */
export function usableChoices(
  kept: KeptChoices,
  subjects: readonly Subject[],
  choices: readonly { id: string }[],
): Record<string, { into: string; was: string | null }> {
  const places = new Set(choices.map(({ id }) => id));
  const usable: Record<string, { into: string; was: string | null }> = {};
  for (const { subjectId, intoId, isFixed } of subjects) {
    const choice = kept[subjectId];
    if (choice && !isFixed && choice.was === intoId && choice.into !== intoId && places.has(choice.into))
      usable[subjectId] = choice;
  }
  return usable;
}

/** Kept choices from their text; what cannot be read counts as none. */
export function readChoices(text: string | null): KeptChoices {
  try {
    const read: unknown = JSON.parse(text ?? '{}');
    if (typeof read !== 'object' || read === null) return {};
    return Object.fromEntries(
      Object.entries(read).filter(
        ([, choice]) =>
          typeof choice?.into === 'string' && (choice.was === null || typeof choice.was === 'string'),
      ),
    );
  } catch {
    return {};
  }
}
