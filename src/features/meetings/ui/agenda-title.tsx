import { useCallback } from 'react';
import { useLanguage } from '#ui-kit/text.ts';
import type { AgendaItem } from '../domain/fold.ts';
import { type MeetingContext, stepsOf } from '../domain/meeting-context.ts';
import { sayAgendaTitle } from '../domain/say-agenda-title.ts';

type Titled = Pick<AgendaItem, 'title' | 'step' | 'source'>;

/** Headings of the agenda as words alone, for choices and labels. */
export function useAgendaTitle(context: MeetingContext): (item: Titled) => string {
  const { language } = useLanguage();
  return useCallback((item) => sayAgendaTitle(item, stepsOf(context).value)[language], [context, language]);
}

/** A heading of the agenda; one that has no English tells a screen reader that it is Vietnamese. */
export function AgendaTitle({ item, context }: { item: Titled; context: MeetingContext }) {
  const { language } = useLanguage();
  const title = sayAgendaTitle(item, stepsOf(context).value);
  return language === 'vi' || title.isSaid ? title[language] : <span lang="vi">{title.vi}</span>;
}
