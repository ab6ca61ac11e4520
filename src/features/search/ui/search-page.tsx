import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { usePostWords } from '#features/mandates/widgets.tsx';
import { TextLink } from '#ui-kit/actions.tsx';
import { call } from '#ui-kit/call.ts';
import { Badge, EmptyState, ErrorState, LoadingState } from '#ui-kit/feedback.tsx';
import { SearchField } from '#ui-kit/fields.tsx';
import { IconPerson, IconSearch, IconTree } from '#ui-kit/icons.tsx';
import { Page, Section } from '#ui-kit/page-frame.tsx';
import type { find, PersonHit, UnitHit } from '../contract.ts';
import './search.css';
import { useSearchText } from './text.ts';

/** A pause in typing after which the server is asked. */
const PAUSE_MS = 180;

/** What was looked for last, for the way back from a hit. In memory only: a name belongs in no address and no store. */
let lastText = '';

const foundQuery = (text: string) =>
  queryOptions({
    queryKey: ['search', text],
    queryFn: ({ signal }) => call<typeof find>('POST /api/search', { body: { text } }, { signal }),
    enabled: text.trim().length >= 2,
    placeholderData: keepPreviousData,
  });

function useAfterPause(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** Moves between the field and the hits by the arrow keys. */
function walkByArrows(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, .search-hit')];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const next = stops[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** One box for people and units: what fits shows while one types. */
export function SearchPage() {
  const t = useSearchText();
  const [text, setText] = useState(lastText);
  const settled = useAfterPause(text);
  const found = useQuery(foundQuery(settled));
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => {
    lastText = text;
  }, [text]);
  useEffect(() => box.current?.querySelector('input')?.focus(), []);

  const isAsked = settled.trim().length >= 2;
  const people = found.data?.people ?? [];
  const units = found.data?.units ?? [];
  return (
    <Page title={t('title')}>
      <search onKeyDown={walkByArrows} className="search-box">
        <form ref={box} onSubmit={(event) => event.preventDefault()}>
          <SearchField
            label={t('label')}
            labelHidden={false}
            value={text}
            onChange={setText}
            placeholder=""
          />
        </form>
        <div aria-live="polite" aria-busy={found.isFetching} className="search-found">
          {!isAsked && (
            <EmptyState title={t('hintTitle')} icon={IconSearch}>
              {t('hint')}
            </EmptyState>
          )}
          {isAsked && found.isPending && <LoadingState lines={4} />}
          {isAsked && found.isError && <ErrorState error={found.error} onRetry={() => found.refetch()} />}
          {isAsked && found.isSuccess && people.length + units.length === 0 && (
            <EmptyState title={t('nothing')} icon={IconSearch}>
              {t('nothingHint')}
            </EmptyState>
          )}
          {isAsked && people.length > 0 && (
            <Section title={t('people')}>
              <ul className="search-hits">
                {people.map((hit) => (
                  <li key={hit.personId}>
                    <PersonLine hit={hit} />
                  </li>
                ))}
              </ul>
              {found.data?.hasMore.people && <p className="search-more">{t('morePeople')}</p>}
            </Section>
          )}
          {isAsked && units.length > 0 && (
            <Section title={t('units')}>
              <ul className="search-hits">
                {units.map((hit) => (
                  <li key={hit.unitId}>
                    <UnitLine hit={hit} />
                  </li>
                ))}
              </ul>
              {found.data?.hasMore.units && <p className="search-more">{t('moreUnits')}</p>}
            </Section>
          )}
        </div>
      </search>
    </Page>
  );
}

function PersonLine({ hit }: { hit: PersonHit }) {
  const t = useSearchText();
  const words = usePostWords();
  const posts = hit.posts.map((held) => t('postIn', { post: words.post(held.post), unit: held.unitName }));
  const facts = [
    hit.birthYear === null ? null : t('born', { year: String(hit.birthYear) }),
    hit.status === null ? null : words.status(hit.status),
  ].filter(Boolean);
  const inside = (
    <>
      <IconPerson size={1.3} />
      <span className="search-words">
        <strong>{hit.fullName}</strong>
        {facts.length > 0 && <span>{facts.join(' · ')}</span>}
        <span>{[hit.unit.name, hit.unit.aboveName].filter(Boolean).join(' · ')}</span>
        {posts.map((post) => (
          <span key={post}>{post}</span>
        ))}
      </span>
    </>
  );
  return hit.mayOpen ? (
    <TextLink className="search-hit" to={`/branches/${hit.unit.id}/members/${hit.personId}`}>
      {inside}
    </TextLink>
  ) : (
    <TextLink className="search-hit" to={`/units/${hit.unit.id}`}>
      {inside}
    </TextLink>
  );
}

function UnitLine({ hit }: { hit: UnitHit }) {
  const t = useSearchText();
  const facts = [
    hit.formerName === null ? null : t('formerName', { name: hit.formerName }),
    hit.aboveName,
    hit.code === null ? null : t('code', { code: hit.code }),
  ].filter(Boolean);
  return (
    <TextLink className="search-hit" to={`/units/${hit.unitId}`}>
      <IconTree size={1.3} />
      <span className="search-words">
        <strong>{hit.name}</strong>
        <span>{facts.join(' · ')}</span>
        {hit.hasEnded && <Badge>{t('ended')}</Badge>}
      </span>
    </TextLink>
  );
}
