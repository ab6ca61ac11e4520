import { useMemo, useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { Badge } from '#ui-kit/feedback.tsx';
import { Segmented, TextArea } from '#ui-kit/fields.tsx';
import { PickField } from '#ui-kit/pick-field.tsx';
import { useDraft } from '../journal/use-draft.ts';
import { useMeetingsText } from '../text.ts';
import { memberOptions } from './member-options.ts';
import { namesIn } from './people.ts';
import type { ToolProps } from './step-tool.tsx';
import { useRunText } from './text.ts';
import { useWriter } from './use-writer.ts';

type Kind = 'member-praised' | 'member-reminded';

/** Praise and reminders by name. Folded away, because most months have none. */
export function RemarkPart({ meeting }: ToolProps) {
  const t = useRunText();
  const words = useMeetingsText();
  const write = useWriter(meeting.journal);
  const { state, view } = meeting;
  const draft = `${view.meeting.id}.remark`;
  const [who, setWho, clearWho] = useDraft(`${draft}.who`);
  const [kind, setKind] = useDraft(`${draft}.kind`, 'member-praised');
  const [text, setText, clearText] = useDraft(`${draft}.text`);
  const [isAsked, setIsAsked] = useState(false);
  const options = useMemo(() => memberOptions(view.context.roll, words), [view.context.roll, words]);
  const name = namesIn(view.context, state);
  const given = [
    ...state.praised.map((r) => ({ ...r, isPraise: true })),
    ...state.reminded.map((r) => ({ ...r, isPraise: false })),
  ];
  const save = async () => {
    setIsAsked(true);
    if (who === '' || text.trim() === '') return;
    const isWritten = await write(`${kind} ${who} ${text}`, (j) =>
      j.append(kind as Kind, { memberId: who, text: text.trim() }),
    );
    if (!isWritten) return;
    clearWho();
    clearText();
    setIsAsked(false);
  };
  return (
    <details className="run-fold" open={text !== '' || undefined}>
      <summary>
        {t('remarks')}
        {given.length > 0 && <span className="k-tab-count">{given.length}</span>}
      </summary>
      <div className="run-form">
        {given.length > 0 && (
          <ul className="run-list">
            {given.map((remark) => (
              <li key={remark.entryId} className="run-item">
                <span>
                  <strong>{name(remark.memberId)}</strong>{' '}
                  <Badge tone={remark.isPraise ? 'success' : 'warn'}>
                    {t(remark.isPraise ? 'praise' : 'remind')}
                  </Badge>
                </span>
                <p className="run-said">{remark.text}</p>
              </li>
            ))}
          </ul>
        )}
        <Segmented
          label={t('remarkKind')}
          value={kind as Kind}
          onChange={setKind}
          options={[
            { value: 'member-praised', label: t('praise') },
            { value: 'member-reminded', label: t('remind') },
          ]}
        />
        {kind === 'member-reminded' && <p className="k-soft">{t('remindPrivate')}</p>}
        <PickField
          label={t('remarkWho')}
          value={who === '' ? null : who}
          options={options}
          onChange={(id) => setWho(id ?? '')}
          error={isAsked && who === '' ? t('fieldNeeded') : undefined}
        />
        <TextArea
          label={t('remarkText')}
          lines={2}
          maxLength={2000}
          value={text}
          onChange={setText}
          error={isAsked && text.trim() === '' ? t('fieldNeeded') : undefined}
        />
        <div>
          <Button onClick={() => void save()}>{t('remarkSave')}</Button>
        </div>
      </div>
    </details>
  );
}
