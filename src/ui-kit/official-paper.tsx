import i18next from 'i18next';
import { type ReactNode, useMemo } from 'react';
import { I18nextProvider } from 'react-i18next';
import { useKitText } from './labels.ts';
import { useLanguage } from './text.ts';

/**
 * The official paper is Vietnamese, whatever the screen around it speaks: what is drawn in here finds Vietnamese words
 * in every hook of this kit. Hooks must be called inside it, so the content is a component of its own.
 */
export function OfficialPaper({ className, children }: { className: string; children: ReactNode }) {
  const t = useKitText();
  const { language } = useLanguage();
  // The clone shares the texts of the screen, also those that a feature adds later; its language never changes.
  const vietnamese = useMemo(() => i18next.cloneInstance({ lng: 'vi' }), []);
  return (
    <>
      {language !== 'vi' && <p className="k-soft k-small k-no-print">{t('paperIsVietnamese')}</p>}
      <article className={className} lang="vi">
        <I18nextProvider i18n={vietnamese}>{children}</I18nextProvider>
      </article>
    </>
  );
}
