import type { ReactNode } from 'react';
import { civilDateAt, formatCivilDate } from '#kernel/civil-date.ts';
import { LinkButton } from '#ui-kit/actions.tsx';
import { addressFor } from '#ui-kit/call.ts';
import { Badge } from '#ui-kit/feedback.tsx';
import { IconDocument, IconDownload } from '#ui-kit/icons.tsx';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { getPaperFile, PaperFile } from '../contract.ts';
import { PART_KEYS, useDirectivesText } from './text.ts';
import './papers.css';

/** `PDF, 1,2 MB`. */
export const kindAndSize = (name: string, bytes: number): string => {
  const ending = name.includes('.') ? `${name.split('.').at(-1)?.toUpperCase()}, ` : '';
  return bytes < 1_048_576
    ? `${ending}${formatNumber(Math.max(1, Math.round(bytes / 1024)))} kB`
    : `${ending}${formatNumber(bytes / 1_048_576, 1)} MB`;
};

/** The files of a paper, the main text first; each one opens. */
export function FileList({
  unitId,
  directiveId,
  files,
  readAt = null,
  actionOn,
}: {
  unitId: string;
  directiveId: string;
  files: readonly PaperFile[];
  /** When the unit first opened the paper: what came later is marked. */
  readAt?: string | null;
  actionOn?: (file: PaperFile) => ReactNode;
}) {
  const t = useDirectivesText();
  if (files.length === 0) return t('noFile');
  return (
    <ul className="paper-files">
      {files.map((file) => (
        <li key={file.id}>
          <div>
            <Badge tone={file.part === 'main' ? 'brand' : 'neutral'} icon={IconDocument}>
              {t(PART_KEYS[file.part])}
            </Badge>{' '}
            <span className="k-soft k-small">
              {kindAndSize(file.name, file.size)},{' '}
              {t('addedOn', { date: formatCivilDate(civilDateAt(Date.parse(file.addedAt))) })}
            </span>{' '}
            {readAt !== null && file.addedAt > readAt && <Badge tone="warn">{t('addedAfterOpening')}</Badge>}
          </div>
          <div className="k-row" data-gap="small">
            <LinkButton
              to={addressFor<typeof getPaperFile>(
                'GET /api/units/:unitId/papers/:directiveId/files/:fileId',
                { params: { unitId, directiveId, fileId: file.id } },
              )}
              download
              icon={<IconDownload />}
            >
              {t('download', { name: file.name })}
            </LinkButton>
            {actionOn?.(file)}
          </div>
          {file.isFound !== true && (
            <div className="k-soft k-small">{t(file.isFound === null ? 'fileNotRead' : 'fileNotFound')}</div>
          )}
        </li>
      ))}
    </ul>
  );
}
