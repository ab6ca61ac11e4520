import { useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { Badge } from '#ui-kit/feedback.tsx';
import { FileDrop } from '#ui-kit/fields.tsx';
import { IconDocument } from '#ui-kit/icons.tsx';
import { FILE_ENDINGS } from '../domain/check-file.ts';
import { MOST_BYTES_TOGETHER, MOST_FILES } from '../domain/check-room.ts';
import type { FilePart } from '../domain/paper.ts';
import { checkNotSecret } from '../domain/secret-mark.ts';
import { kindAndSize } from './file-list.tsx';
import { PART_KEYS, useDirectivesText } from './text.ts';
import './papers.css';

const MOST_BYTES = 10 * 1024 * 1024;

export type ChosenFile = { file: File; part: FilePart };

const isSame = (one: File, other: File) =>
  one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;

/**
 * The files that go with a paper: its main text and annexes. A file that may not be sent is named at once, before
 * anything leaves the device. `carried`: what the paper has already.
 */
export function FilesChoice({
  chosen,
  onChange,
  carried,
  busy,
}: {
  chosen: readonly ChosenFile[];
  onChange: (chosen: ChosenFile[]) => void;
  carried?: { hasMain: boolean; count: number; bytes: number };
  busy?: boolean;
}) {
  const t = useDirectivesText();
  const [faults, setFaults] = useState<string[]>([]);

  const faultOf = (file: File, before: readonly ChosenFile[]): string | null => {
    const name = file.name;
    const together = before.reduce((sum, one) => sum + one.file.size, carried?.bytes ?? 0);
    if (!checkNotSecret({ fileName: name }).ok) return t('thisFileSecret', { name });
    if (!FILE_ENDINGS.includes(name.split('.').at(-1)?.toLowerCase() ?? ''))
      return t('thisFileKind', { name });
    if (file.size > MOST_BYTES) return t('thisFileTooLarge', { name });
    if (before.length + (carried?.count ?? 0) >= MOST_FILES)
      return t('tooManyFiles', { name, most: MOST_FILES });
    if (together + file.size > MOST_BYTES_TOGETHER)
      return t('filesTooLarge', { name, most: MOST_BYTES_TOGETHER / 1_048_576 });
    return null;
  };
  const add = (files: File[]) => {
    const next = [...chosen];
    const wrong: string[] = [];
    for (const file of files) {
      if (next.some((one) => isSame(one.file, file))) continue;
      const fault = faultOf(file, next);
      if (fault) wrong.push(fault);
      else {
        const hasMain = carried?.hasMain || next.some((one) => one.part === 'main');
        next.push({ file, part: hasMain ? 'annex' : 'main' });
      }
    }
    setFaults(wrong);
    onChange(next);
  };
  const remove = (file: File) => {
    setFaults([]);
    onChange(chosen.filter((one) => one.file !== file));
  };
  const makeMain = (file: File) =>
    onChange(
      chosen
        .map((one) => ({ ...one, part: one.file === file ? ('main' as const) : ('annex' as const) }))
        .sort((one, other) => Number(one.part === 'annex') - Number(other.part === 'annex')),
    );
  return (
    <div className="k-stack" data-gap="small">
      <FileDrop
        label={t(carried ? 'addFiles' : 'files')}
        hint={`${t('filesHint', { most: MOST_FILES, together: MOST_BYTES_TOGETHER / 1_048_576 })}${carried ? '' : ` ${t('filesOptional')}`}`}
        accept={FILE_ENDINGS.map((ending) => `.${ending}`).join(',')}
        multiple
        buttonLabel={t('chooseFiles')}
        onFiles={add}
        {...(busy ? { busy } : {})}
        {...(faults.length ? { error: faults.join(' ') } : {})}
      />
      {chosen.length > 0 && (
        <>
          <p role="status">{t('filesChosen', { count: chosen.length })}</p>
          <ul className="paper-files">
            {chosen.map(({ file, part }) => (
              <li key={`${file.name} ${file.size} ${file.lastModified}`}>
                <div>
                  <Badge tone={part === 'main' ? 'brand' : 'neutral'} icon={IconDocument}>
                    {t(PART_KEYS[part])}
                  </Badge>{' '}
                  <strong className="paper-file-name">{file.name}</strong>{' '}
                  <span className="k-soft k-small">{kindAndSize(file.name, file.size)}</span>
                </div>
                <div className="k-row" data-gap="small">
                  {part === 'annex' && !carried?.hasMain && (
                    <Button onClick={() => makeMain(file)} disabled={busy ?? false}>
                      {t('makeMain')}
                    </Button>
                  )}
                  <Button
                    kind="plain"
                    label={t('removeThisFile', { name: file.name })}
                    onClick={() => remove(file)}
                    disabled={busy ?? false}
                  >
                    {t('removeFile')}
                  </Button>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
