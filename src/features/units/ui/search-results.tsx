import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { TextLink } from '#ui-kit/actions.tsx';
import { EmptyState, ErrorState, LoadingState } from '#ui-kit/feedback.tsx';
import { IconSearch } from '#ui-kit/icons.tsx';
import type { searchUnits } from '../contract.ts';
import { useKindWords } from './kind-words.ts';
import { unitSearchQuery } from './queries.ts';
import { useUnitsText } from './text.ts';

export type FoundUnit = Answer<typeof searchUnits>['found'][number];

/** A pause in typing after which the server is asked. */
const PAUSE_MS = 180;

function useAfterPause(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** What a search below a unit finds while one types. */
export function useUnitSearch(unitId: string, text: string, on: CivilDate | undefined) {
  const settled = useAfterPause(text);
  const found = useQuery({ ...unitSearchQuery(unitId, settled, on), placeholderData: keepPreviousData });
  return { isAsked: text.trim().length >= 2, found };
}

/** Level, code and the way from the top, in one line under a name. */
export function useUnitNote(): (unit: FoundUnit) => string {
  const t = useUnitsText();
  const words = useKindWords();
  return (unit) =>
    [
      words.kind(unit.kind),
      unit.code === null ? null : t('codeIs', { code: unit.code }),
      unit.above.map((each) => each.name).join(' › '),
    ]
      .filter(Boolean)
      .join(' · ');
}

/** The units found, each leading to its page. */
export function SearchResults({
  search,
  addressOf,
}: {
  search: ReturnType<typeof useUnitSearch>;
  addressOf: (unit: FoundUnit) => string;
}) {
  const t = useUnitsText();
  const note = useUnitNote();
  const { found } = search;
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <LoadingState lines={4} />;
  if (found.data.found.length === 0)
    return (
      <EmptyState title={t('nothingFound')} icon={IconSearch}>
        {t('nothingFoundHint')}
      </EmptyState>
    );
  return (
    <div aria-live="polite" aria-busy={found.isFetching}>
      <p className="k-soft">{t('foundCount', { count: found.data.found.length })}</p>
      <ul className="units-found">
        {found.data.found.map((unit) => (
          <li key={unit.id}>
            <TextLink to={addressOf(unit)} className="units-hit">
              <strong>{unit.name}</strong>
              <span className="k-small">{note(unit)}</span>
            </TextLink>
          </li>
        ))}
      </ul>
      {found.data.isCut && <p>{t('foundCut')}</p>}
    </div>
  );
}
