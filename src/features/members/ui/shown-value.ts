import type { useMembersText } from './text.ts';

/** A value of a record as it reads; sex is kept as a word of the program. */
export function shownValue(text: string | null, t: ReturnType<typeof useMembersText>): string {
  if (text === null) return t('unknown');
  return text === 'male' || text === 'female' ? t(text) : text;
}
