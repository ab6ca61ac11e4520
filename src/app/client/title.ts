import { currentLanguage, type Said } from '#ui-kit/text.ts';

/** The tab's title while a page is being loaded; the page itself may say more. */
export function setPageTitle(title: Said): void {
  document.title = `${title[currentLanguage()]} – Gốc`;
}
