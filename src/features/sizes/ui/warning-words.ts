import { addDays, formatCivilDate } from '#kernel/civil-date.ts';
import type { ShownWarning, SizeConsent } from '../contract.ts';
import { useSizesText } from './text.ts';

/** A warning and a consent in the language in use. */
export function useWarningWords() {
  const t = useSizesText();
  return {
    /** What is the matter. */
    title: (warning: Pick<ShownWarning, 'key'>): string => t(`w.${warning.key}`),
    /** What was counted against what the rule names. */
    counted: ({ key, counted, limit }: ShownWarning): string =>
      key === 'sub-committee'
        ? t('c.sub-committee', { counted })
        : t(`c.${key}`, { counted, limit: limit ?? 0 }),
    paper: ({ document, documentOn, givenBy }: SizeConsent): string =>
      t('consentLine', { document, day: formatCivilDate(documentOn), by: givenBy }),
    days: ({ from, to }: SizeConsent): string =>
      to === null
        ? t('consentFrom', { from: formatCivilDate(from) })
        : t('consentFromTo', { from: formatCivilDate(from), to: formatCivilDate(addDays(to, -1)) }),
  };
}
