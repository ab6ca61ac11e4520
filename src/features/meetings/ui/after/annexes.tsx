import { useState } from 'react';
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
    <div className="after-form">
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

/** What becomes of a closed record that needs a correction, and the way to write one; the paper itself holds those written. */
export function Annexes({ meeting }: { meeting: OpenMeeting }) {
  const t = useAfterText();
  const { view, state } = meeting;
  const isNarrow = useIsNarrow();
  return (
    <div className="k-no-print">
      <Section title={t('annexes', { count: state.annexes.length })} lead={t('annexLead')}>
        {state.annexes.length > 0 && <p className="k-soft">{t('annexAbove')}</p>}
        {view.abilities.annex &&
          (isNarrow ? (
            <Fold label={t('annexAdd')}>
              <AnnexForm meeting={meeting} />
            </Fold>
          ) : (
            <AnnexForm meeting={meeting} />
          ))}
      </Section>
    </div>
  );
}
