import { useState } from 'react';
import { civilDateAt, formatCivilDate } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { SelectField, TextArea } from '#ui-kit/fields.tsx';
import { Fold } from '#ui-kit/fold.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { Section } from '#ui-kit/page-frame.tsx';
import { showToast } from '#ui-kit/toasts.tsx';
import type { AnnexConcern } from '../../contract.ts';
import { ANNEX_CONCERNS } from '../../domain/entry.ts';
import { useDraft } from '../journal/use-draft.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { namesIn } from '../member/name-of.ts';
import { useWriter } from '../run/use-writer.ts';
import { CONCERN_KEYS, useAfterText } from './text.ts';

function AnnexForm({ meeting }: { meeting: OpenMeeting }) {
  const t = useAfterText();
  const [text, setText, clear] = useDraft(`annex.${meeting.view.meeting.id}`);
  const [concerns, setConcerns] = useState<AnnexConcern | null>(null);
  const write = useWriter(meeting.journal);
  const save = async () => {
    if (concerns === null || text.trim() === '') return;
    // What is added here can never be taken away: two taps in a moment are one.
    if (!(await write(`annex ${concerns} ${text}`, (j) => j.append('annex-added', { text, concerns }))))
      return;
    clear();
    setConcerns(null);
    showToast({ text: t('annexSaved') });
  };
  return (
    <div className="after-form k-no-print">
      <h3>{t('annexAdd')}</h3>
      <SelectField
        label={t('annexConcerns')}
        value={concerns}
        onChange={setConcerns}
        options={ANNEX_CONCERNS.map((value) => ({ value, label: t(CONCERN_KEYS[value]) }))}
      />
      <TextArea label={t('annexText')} value={text} onChange={setText} maxLength={20_000} />
      <div>
        <Button disabled={concerns === null || text.trim() === ''} onClick={() => void save()}>
          {t('annexSave')}
        </Button>
      </div>
    </div>
  );
}

/** Corrections and additions to a closed record, and the way to write one. */
export function Annexes({ meeting }: { meeting: OpenMeeting }) {
  const t = useAfterText();
  const { view, state } = meeting;
  const name = namesIn(view.context, state);
  const isNarrow = useIsNarrow();
  return (
    <Section title={t('annexes', { count: state.annexes.length })} lead={t('annexLead')}>
      {state.annexes.length === 0 ? (
        <p className="k-soft">{t('annexNone')}</p>
      ) : (
        <ol className="after-lines">
          {state.annexes.map((annex) => (
            <li key={annex.entryId}>
              <strong>{t(CONCERN_KEYS[annex.concerns])}</strong>
              <p className="after-text">{annex.withheld ? <em>{t('privateText')}</em> : annex.text}</p>
              <p className="k-soft k-small">
                {t('annexBy', {
                  name: name(annex.by) ?? t('unknownPerson'),
                  date: formatCivilDate(civilDateAt(annex.at)),
                })}
              </p>
            </li>
          ))}
        </ol>
      )}
      {view.abilities.annex &&
        (isNarrow ? (
          <Fold label={t('annexAdd')}>
            <AnnexForm meeting={meeting} />
          </Fold>
        ) : (
          <AnnexForm meeting={meeting} />
        ))}
    </Section>
  );
}
