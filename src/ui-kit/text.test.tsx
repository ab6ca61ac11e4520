import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, expect, it } from 'vitest';
import { currentLanguage, defineText, languageFor, onLanguageChange, setLanguage } from './text.ts';

const useText = defineText('text-test', {
  vi: { greet: 'Chào {{name}}', 'state.open': 'Đang mở', present_other: '{{count}} người' },
  en: {
    greet: 'Hello {{name}}',
    'state.open': 'Open',
    present_one: '{{count}} person',
    present_other: '{{count}} people',
  },
});

function Sample({ count }: { count: number }) {
  const t = useText();
  return (
    <p>
      {t('greet', { name: 'Ước & Hòa' })} · {t('state.open')} · {t('present', { count })}
    </p>
  );
}
const shown = (count: number) => renderToStaticMarkup(<Sample count={count} />);

afterEach(() => setLanguage('vi'));

it('starts in Vietnamese, which has one plural form', () => {
  expect(currentLanguage()).toBe('vi');
  expect(shown(1)).toBe('<p>Chào Ước &amp; Hòa · Đang mở · 1 người</p>');
  expect(shown(5)).toBe('<p>Chào Ước &amp; Hòa · Đang mở · 5 người</p>');
});

it.each([
  { preferred: ['vi-VN'], opens: 'vi' },
  { preferred: ['vi'], opens: 'vi' },
  { preferred: ['en-US', 'en'], opens: 'en' },
  { preferred: ['EN'], opens: 'en' },
  { preferred: ['en-US', 'en', 'vi'], opens: 'vi' },
  { preferred: ['fr-FR', 'en-GB'], opens: 'en' },
  { preferred: ['fr-FR'], opens: 'vi' },
  { preferred: ['enm', 'vie'], opens: 'vi' },
  { preferred: [], opens: 'vi' },
])('a first visit with $preferred opens in $opens', ({ preferred, opens }) => {
  expect(languageFor(preferred)).toBe(opens);
});

it('switches to English, which has two, and tells who listens', () => {
  const heard: string[] = [];
  const stop = onLanguageChange((language) => heard.push(language));
  setLanguage('en');
  stop();
  setLanguage('en');
  expect(shown(1)).toBe('<p>Hello Ước &amp; Hòa · Open · 1 person</p>');
  expect(shown(5)).toBe('<p>Hello Ước &amp; Hòa · Open · 5 people</p>');
  expect(heard).toEqual(['en']);
  // What goes into a record stays Vietnamese.
  expect(useText.inVietnamese('greet', { name: 'Ước' })).toBe('Chào Ước');
  expect(useText.inVietnamese('present', { count: 1 })).toBe('1 người');
});
