import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type ChosenUnit, UnitChoice } from '#features/units/widgets.tsx';
import { formatCivilDate } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { TextLink } from '#ui-kit/actions.tsx';
import { ErrorState, LoadingState, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { useGo, usePageParams, usePageQuery } from '#ui-kit/page.ts';
import { Page, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { SendButton } from '#ui-kit/send-button.tsx';
import { showToast } from '#ui-kit/toasts.tsx';
import type { enterOnList, prepareEntry } from '../contract.ts';
import { type EntryDraft, EntryFields } from './entry-fields.tsx';
import { candidateQuery, watchedQuery } from './queries.ts';
import { SignList } from './sign-words.tsx';
import { useWatchlistsText } from './text.ts';
import './watchlists.css';

function EntryForm({ unitId, candidate }: { unitId: string; candidate: Answer<typeof prepareEntry> }) {
  const t = useWatchlistsText();
  const go = useGo();
  const [draft, setDraft] = useState<EntryDraft>({
    reasonKind: null,
    reason: '',
    isKeyArea: false,
    isRemoteArea: false,
    ownerId: null,
    dueOn: null,
  });
  const write = useWrite<typeof enterOnList>('POST /api/units/:unitId/watchlist', {
    invalidates: [['watchlists', unitId], ['home']],
    onDone: ({ id }) => {
      showToast({ text: t('entered') });
      go(`/units/${unitId}/watchlist/entries/${id}`);
    },
  });
  const { branch, signs, earlier, entryId } = candidate;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { reasonKind, ownerId, dueOn, ...rest } = draft;
    if (!reasonKind || !ownerId || !dueOn || draft.reason.trim() === '') return;
    write.mutate({
      params: { unitId },
      body: { ...rest, branchId: branch.id, reasonKind, ownerId, dueOn },
    });
  };
  const missing = [
    draft.reasonKind === null && t('reasonKind'),
    draft.reason.trim() === '' && t('reason'),
    draft.ownerId === null && t('owner'),
    draft.dueOn === null && t('dueDay'),
  ];
  if (entryId)
    return (
      <Notice
        title={t('alreadyOn')}
        action={<TextLink to={`/units/${unitId}/watchlist/entries/${entryId}`}>{t('openEntry')}</TextLink>}
      />
    );
  return (
    <form onSubmit={submit}>
      <Stack>
        {earlier && (
          <Notice
            tone="warn"
            title={t('returning', { date: formatCivilDate(earlier.leftOn ?? '') })}
            action={
              <TextLink to={`/units/${unitId}/watchlist/entries/${earlier.id}`}>{t('earlierEntry')}</TextLink>
            }
          />
        )}
        <Section title={t('signsToday')}>
          {signs.length > 0 ? <SignList signs={signs} branchId={branch.id} /> : <p>{t('noneNow')}</p>}
        </Section>
        <Section>
          <Stack>
            <EntryFields draft={draft} onChange={setDraft} owners={candidate.owners} error={write.error} />
            {write.isError && <RefusalNotice refusal={write.error} />}
            <div>
              <SendButton type="submit" size="large" busy={write.isPending} missing={missing}>
                {t('save')}
              </SendButton>
            </div>
          </Stack>
        </Section>
      </Stack>
    </form>
  );
}

/** Puts an organisation on the list: chosen from the signs, or found by name. */
export function EnterPage() {
  const t = useWatchlistsText();
  const go = useGo();
  const { unitId } = usePageParams<'unitId'>();
  const branchId = usePageQuery().branch;
  const list = useInfiniteQuery(watchedQuery(unitId, { shelf: 'on', reason: '', area: '' }));
  const unit = list.data?.pages[0]?.unit;
  const candidate = useQuery({
    ...candidateQuery(unitId, branchId ?? ''),
    enabled: branchId !== undefined,
  });
  const chosen: ChosenUnit | null = candidate.data
    ? { id: candidate.data.branch.id, name: candidate.data.branch.name }
    : null;
  const choose = (next: ChosenUnit | null) =>
    go(`/units/${unitId}/watchlist/new${next ? `?branch=${next.id}` : ''}`, { replace: true });
  return (
    <Page
      title={t('enter')}
      lead={unit && t('enterLead', { unit: unit.name })}
      back={{ to: `/units/${unitId}/watchlist`, label: t('title') }}
    >
      <Stack>
        {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {unit && (branchId === undefined || chosen) && (
          <Section>
            <UnitChoice
              label={t('organisation')}
              within={unit}
              on={undefined}
              value={branchId === undefined ? null : chosen}
              onChange={choose}
              without={[unitId]}
            />
          </Section>
        )}
        {branchId !== undefined && candidate.isPending && <LoadingState lines={6} />}
        {branchId !== undefined && candidate.isError && (
          <ErrorState error={candidate.error} onRetry={() => void candidate.refetch()} />
        )}
        {branchId !== undefined && candidate.data && (
          <EntryForm key={branchId} unitId={unitId} candidate={candidate.data} />
        )}
      </Stack>
    </Page>
  );
}
