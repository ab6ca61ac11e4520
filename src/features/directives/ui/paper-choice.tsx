import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { RadioCards, TextField } from '#ui-kit/fields.tsx';
import { Stack } from '#ui-kit/page-frame.tsx';
import type { PaperLine } from '../contract.ts';
import { papersQuery } from './queries.ts';
import { useDirectivesText } from './text.ts';

export type ChosenPaper = Pick<PaperLine, 'id' | 'symbol' | 'title'>;

/** One paper out of those the unit sees: a few words, then a choice. */
export function PaperChoice({
  unitId,
  label,
  value,
  onChange,
  error,
}: {
  unitId: string;
  label: string;
  value: ChosenPaper | null;
  onChange: (paper: ChosenPaper | null) => void;
  error?: string | undefined;
}) {
  const t = useDirectivesText();
  const [text, setText] = useState('');
  const words = useDeferredValue(text.trim());
  const found = useInfiniteQuery({
    ...papersQuery(unitId, words, null),
    enabled: value === null && words !== '',
  });
  const papers = (words === '' ? [] : (found.data?.pages[0]?.papers ?? []))
    .filter((paper) => !paper.isWithdrawn)
    .slice(0, 8);
  if (value)
    return (
      <div className="k-row" data-gap="small">
        <strong>
          {value.symbol && `${value.symbol}: `}
          {value.title}
        </strong>
        <Button onClick={() => onChange(null)}>{t('chooseOther')}</Button>
      </div>
    );
  return (
    <Stack gap="small">
      <TextField
        label={label}
        hint={t('paperChoiceHint')}
        value={text}
        onChange={setText}
        maxLength={200}
        {...(error ? { error } : {})}
      />
      {words !== '' && found.isSuccess && papers.length === 0 && <p role="status">{t('papersNone')}</p>}
      {papers.length > 0 && (
        <RadioCards<string>
          label={label}
          labelHidden
          value={null}
          onChange={(id) => onChange(papers.find((paper) => paper.id === id) ?? null)}
          options={papers.map((paper) => ({
            value: paper.id,
            label: `${paper.symbol}: ${paper.title}`,
            note: `${paper.issuingUnitName}, ${formatCivilDate(paper.issuedOn)}`,
          }))}
        />
      )}
    </Stack>
  );
}
