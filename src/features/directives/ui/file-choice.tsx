import { useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { FileDrop } from '#ui-kit/fields.tsx';
import { FILE_ENDINGS } from '../domain/check-file.ts';
import { checkNotSecret } from '../domain/secret-mark.ts';
import { useDirectivesText } from './text.ts';

const MOST_BYTES = 10 * 1024 * 1024;

/** One file of a paper. A file that may not be sent is named at once, before anything leaves the device. */
export function FileChoice({
  file,
  onChange,
  busy,
  label,
  hint,
}: {
  file: File | null;
  onChange: (file: File | null) => void;
  busy?: boolean;
  label?: string;
  hint?: string;
}) {
  const t = useDirectivesText();
  const [fault, setFault] = useState<string>();
  const take = ([next]: File[]) => {
    if (!next) return;
    const isSecret = !checkNotSecret({ fileName: next.name }).ok;
    const wrong = isSecret ? t('fileSecret') : next.size > MOST_BYTES ? t('fileTooLarge') : undefined;
    setFault(wrong);
    onChange(wrong ? null : next);
  };
  return (
    <div className="k-stack" data-gap="small">
      <FileDrop
        label={label ?? t('file')}
        hint={hint ?? t('fileHint')}
        accept={FILE_ENDINGS.map((ending) => `.${ending}`).join(',')}
        onFiles={take}
        {...(busy ? { busy } : {})}
        {...(fault ? { error: fault } : {})}
      />
      {file && (
        <div className="k-row" role="status">
          <span>{t('fileChosen', { name: file.name })}</span>
          <Button kind="plain" onClick={() => onChange(null)}>
            {t('removeFile')}
          </Button>
        </div>
      )}
    </div>
  );
}
