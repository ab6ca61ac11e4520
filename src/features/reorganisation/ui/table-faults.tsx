import { Notice } from '#ui-kit/feedback.tsx';
import { usePlansText } from './text.ts';

/** Rows of a file that cannot be taken, each with what is wrong and, where there is one, the way out. */
export function TableFaults({
  faults,
}: {
  faults: readonly { row: number; message: string; wayOut?: string | null | undefined }[];
}) {
  const t = usePlansText();
  if (faults.length === 0) return null;
  return (
    <Notice tone="danger" title={t('tableFaults')} urgent>
      <ul>
        {faults.slice(0, 100).map(({ row, message, wayOut }) => (
          <li key={`${row}${message}`}>
            {t('tableRow', { row, message })} {wayOut && <span className="k-soft">{wayOut}</span>}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
