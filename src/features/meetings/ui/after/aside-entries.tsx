import { Section } from '#ui-kit/page-frame.tsx';
import { useSay } from '#ui-kit/text.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { namesIn } from '../member/name-of.ts';
import { kindText } from './entry-kind-texts.ts';
import { ASIDE_KEYS, useAfterText } from './text.ts';

/** Entries that came too late, or that do not fit the record: kept, counted, and shown to who leads. */
export function AsideEntries({ meeting }: { meeting: OpenMeeting }) {
  const t = useAfterText();
  const say = useSay();
  const { view, state } = meeting;
  const aside = [...state.late, ...state.waiting, ...state.unknown];
  if (aside.length === 0) return null;
  const name = namesIn(view.context, state);
  return (
    <Section title={t('asideTitle')} lead={t('asideLead')}>
      <ul className="after-lines">
        {aside.map((each) => (
          <li key={each.entryId}>
            <strong>{say(kindText(each.kind))}</strong>, {t(ASIDE_KEYS[each.why])}{' '}
            <span className="k-soft">{t('byWhom', { name: name(each.by) ?? t('unknownPerson') })}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
