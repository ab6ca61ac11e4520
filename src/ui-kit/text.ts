import i18next from 'i18next';
import { useCallback, useMemo } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';

export type Language = 'vi' | 'en';

/** A sentence in both languages, for the few places that cannot wait for a feature's text to load (navigation, titles). */
export type Said = { vi: string; en: string };

const STORED = 'goc.language';
const listeners = new Set<(language: Language) => void>();

function storedLanguage(): Language | null {
  try {
    const value = globalThis.localStorage?.getItem(STORED);
    return value === 'vi' || value === 'en' ? value : null;
  } catch {
    return null; // a browser that forbids storage still gets the language of its person
  }
}

/** The language of a first visit: English for a browser whose person reads English and no Vietnamese. */
export function languageFor(preferred: readonly string[]): Language {
  const speaks = (language: Language) =>
    preferred.some((tag) => tag.toLowerCase().split('-')[0] === language);
  return speaks('en') && !speaks('vi') ? 'en' : 'vi';
}

const preferredLanguages = (): readonly string[] =>
  typeof document === 'undefined' ? [] : (globalThis.navigator?.languages ?? []);

const markDocument = (language: Language) => {
  if (typeof document !== 'undefined') document.documentElement.lang = language;
};

i18next.use(initReactI18next).init({
  lng: storedLanguage() ?? languageFor(preferredLanguages()),
  fallbackLng: 'vi',
  resources: {},
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  react: { useSuspense: false },
});
markDocument(currentLanguage());

/** The language in use. Components use {@link useLanguage}, which follows a switch. */
export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'vi';
}

/** Switches the whole screen and remembers it on this device. */
export function setLanguage(language: Language): void {
  try {
    globalThis.localStorage?.setItem(STORED, language);
  } catch {
    // the switch still holds until the page is closed
  }
  void i18next.changeLanguage(language);
  markDocument(language);
  for (const listener of listeners) listener(language);
}

/** Called after each switch; gives back the way to stop. */
export function onLanguageChange(listener: (language: Language) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useLanguage(): { language: Language; setLanguage: (language: Language) => void } {
  const { i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'vi';
  return useMemo(() => ({ language, setLanguage }), [language]);
}

/** Picks the sentence of the language in use, and follows a switch. */
export function useSay(): (said: Said) => string {
  const { language } = useLanguage();
  return useCallback((said: Said) => said[language], [language]);
}

type Variables<S> = S extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Variables<Rest> : never;
type KeyOf<K> = K extends `${infer Base}_other` ? Base : K;
/** English has two plural forms where Vietnamese has one. */
type EnglishKey<K> = K extends `${infer Base}_other` ? `${Base}_one` | `${Base}_other` : K;
type SentenceOf<V, K extends string> = K extends keyof V
  ? V[K]
  : `${K}_other` extends keyof V
    ? V[`${K}_other`]
    : never;
type CountOf<V, K extends string> = K extends keyof V ? never : 'count';
type NamesOf<V, K extends string> = Variables<SentenceOf<V, K>> | CountOf<V, K>;
type VariablesOf<V, K extends string> = {
  [N in NamesOf<V, K>]: N extends 'count' ? number : string | number;
};

/** `t('key', { name })`: keys and variables are those of the Vietnamese sentence. */
export type Translate<V> = <K extends KeyOf<keyof V> & string>(
  key: K,
  ...variables: [NamesOf<V, K>] extends [never]
    ? [variables?: Record<string, never>]
    : [variables: VariablesOf<V, K>]
) => string;

/**
 * The text of one feature. Gives a hook: `const t = useMeetingsText(); t('title')`.
 * Plurals: the Vietnamese table has `present_other`, the English one `present_one` and `present_other`;
 * the key is then `present` and wants `{ count }`.
 *
 * `useMeetingsText.inVietnamese('key')` gives the Vietnamese words whatever the screen speaks: for what the screen writes
 * into a record, which is kept in Vietnamese.
 */
export function defineText<const V extends Record<string, string>>(
  feature: string,
  table: { vi: V; en: { [K in EnglishKey<keyof V> & string]: string } },
): (() => Translate<V>) & { inVietnamese: Translate<V> } {
  i18next.addResourceBundle('vi', feature, table.vi, true, true);
  i18next.addResourceBundle('en', feature, table.en, true, true);
  function useT() {
    const { t } = useTranslation(feature);
    return t as unknown as Translate<V>;
  }
  return Object.assign(useT, {
    inVietnamese: i18next.getFixedT('vi', feature) as unknown as Translate<V>,
  });
}
