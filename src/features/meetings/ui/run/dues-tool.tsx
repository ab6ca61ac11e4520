import { useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { StatusDot } from '#ui-kit/feedback.tsx';
import { NumberField, TextArea } from '#ui-kit/fields.tsx';
import { Section } from '#ui-kit/page-frame.tsx';
import { useDraft } from '../journal/use-draft.ts';
import type { ToolProps } from './step-tool.tsx';
import { useRunText } from './text.ts';
import { useWriter } from './use-writer.ts';

const asNumber = (text: string): number | null => (text === '' ? null : Number(text));
const asText = (value: number | null): string => (value === null ? '' : String(value));

export function DuesTool({ meeting }: ToolProps) {
  const t = useRunText();
  const write = useWriter(meeting.journal);
  const { dues, attendance } = meeting.state;
  const draft = `${meeting.view.meeting.id}.dues`;
  const [paid, setPaid] = useDraft(`${draft}.paid`, asText(dues?.paidCount ?? null));
  const [unpaid, setUnpaid] = useDraft(`${draft}.unpaid`, asText(dues?.unpaidCount ?? null));
  const [note, setNote] = useDraft(`${draft}.note`, dues?.note ?? '');
  const [isAsked, setIsAsked] = useState(false);
  const paidCount = asNumber(paid);
  const unpaidCount = asNumber(unpaid);
  const isTooMany = (paidCount ?? 0) + (unpaidCount ?? 0) > attendance.onRoll;
  const save = () => {
    setIsAsked(true);
    if (paidCount === null || isTooMany) return;
    void write(`dues ${paid} ${unpaid} ${note}`, (j) =>
      j.append('dues-recorded', {
        paidCount,
        ...(unpaidCount === null ? {} : { unpaidCount }),
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      }),
    );
  };
  return (
    <Section plain level={3} title={t('duesTitle')}>
      <div role="status">
        {dues && (
          <StatusDot tone="success">
            {t('duesSaved', { paid: dues.paidCount, unpaid: dues.unpaidCount ?? 0 })}
          </StatusDot>
        )}
      </div>
      <div>
        <Button
          onClick={() => {
            setPaid(String(attendance.onRoll));
            setUnpaid('0');
          }}
        >
          {t('duesAll')}
        </Button>
      </div>
      <div className="run-pair">
        <NumberField
          label={t('duesPaid')}
          value={paidCount}
          min={0}
          step={1}
          onChange={(value) => setPaid(asText(value))}
          error={
            isTooMany
              ? t('duesTooMany', { count: attendance.onRoll })
              : isAsked && paidCount === null
                ? t('fieldNeeded')
                : undefined
          }
        />
        <NumberField
          label={t('duesUnpaid')}
          value={unpaidCount}
          min={0}
          step={1}
          onChange={(value) => setUnpaid(asText(value))}
        />
      </div>
      <TextArea
        label={t('duesNote')}
        hint={t('duesNoteHint')}
        lines={2}
        maxLength={2000}
        value={note}
        onChange={setNote}
      />
      <div>
        <Button kind="main" onClick={save}>
          {t('duesSave')}
        </Button>
      </div>
    </Section>
  );
}
