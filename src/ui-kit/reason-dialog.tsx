import { type ReactNode, useState } from 'react';
import { ConfirmDialog } from './dialog.tsx';
import { fieldRefusal, RefusalNotice } from './feedback.tsx';
import { TextArea } from './fields.tsx';
import { useKitText } from './labels.ts';
import { Stack } from './page-frame.tsx';

export type ReasonDialogProps = {
  open: boolean;
  title: string;
  /** What will happen, and whether it can be undone. */
  children?: ReactNode;
  /** Of the words that are asked for. */
  label: string;
  maxLength?: number;
  /** Words may be left out. */
  optional?: boolean;
  confirmLabel: string;
  danger?: boolean;
  /** What sends the words. A refusal of the field `reason` stands at them. */
  write: { isPending: boolean; error: unknown };
  onConfirm: (words: string) => void;
  onClose: () => void;
};

/** Asks in words before what cannot be taken back. Without them nothing is sent, and the field says so. */
export function ReasonDialog(props: ReasonDialogProps) {
  return props.open ? <OpenDialog {...props} /> : null;
}

function OpenDialog(props: ReasonDialogProps) {
  const { title, children, label, maxLength = 500, optional = false, confirmLabel, danger, write } = props;
  const t = useKitText();
  const [words, setWords] = useState('');
  const [isTried, setIsTried] = useState(false);
  const isMissing = !optional && words.trim() === '';
  const ofField = fieldRefusal(write.error, 'reason');
  return (
    <ConfirmDialog
      open
      title={title}
      confirmLabel={confirmLabel}
      danger={danger}
      busy={write.isPending}
      notice={ofField === undefined && <RefusalNotice refusal={write.error} />}
      onClose={props.onClose}
      onConfirm={() => {
        setIsTried(true);
        if (!isMissing) props.onConfirm(words.trim());
      }}
    >
      <Stack>
        {children}
        <TextArea
          label={label}
          value={words}
          onChange={setWords}
          maxLength={maxLength}
          error={isTried && isMissing ? t('wordsNeeded') : ofField}
          required={!optional}
          autoFocus
        />
      </Stack>
    </ConfirmDialog>
  );
}
