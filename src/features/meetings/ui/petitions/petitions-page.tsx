import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Answer } from '#kernel/route.ts';
import { Button } from '#ui-kit/actions.tsx';
import { call } from '#ui-kit/call.ts';
import { EmptyState, ErrorState, LoadingState, RefusalNotice, StatusDot } from '#ui-kit/feedback.tsx';
import { TextArea } from '#ui-kit/fields.tsx';
import { IconSpeak } from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type {
  answerPetition,
  listOwnPetitions,
  listPetitions,
  PETITION_SHELVES,
  PetitionShown,
} from '../../contract.ts';
import { useDraft } from '../journal/use-draft.ts';
import { PetitionWords } from './petition-words.tsx';
import { usePetitionsText } from './text.ts';

const usePetitions = (branchId: string, shelf: (typeof PETITION_SHELVES)[number], enabled = true) =>
  useInfiniteQuery({
    queryKey: ['petitions', branchId, shelf],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listPetitions>(
        'GET /api/branches/:branchId/petitions',
        { params: { branchId }, query: { shelf, ...(pageParam ? { after: pageParam } : {}) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page: Answer<typeof listPetitions>) => page.next ?? undefined,
    enabled,
  });

type Paged = {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  error: Error | null;
  fetchNextPage: () => unknown;
};

function More({ of }: { of: Paged }) {
  const t = usePetitionsText();
  return (
    <>
      {of.isFetchNextPageError && <RefusalNotice refusal={of.error} onRetry={() => of.fetchNextPage()} />}
      {of.hasNextPage && (
        <Row>
          <Button busy={of.isFetchingNextPage} onClick={() => of.fetchNextPage()}>
            {t('more')}
          </Button>
        </Row>
      )}
    </>
  );
}

/** What members of a branch asked: what waits for an answer, with the place for it, and what was answered. */
export function PetitionsPage() {
  const t = usePetitionsText();
  const { branchId } = usePageParams<'branchId'>();
  const [isAll, setIsAll] = useState(false);
  const open = usePetitions(branchId, 'open');
  const answered = usePetitions(branchId, 'answered', isAll);
  const first = open.data?.pages[0];
  const back = { to: `/branches/${branchId}/meetings`, label: t('back') };
  if (!first)
    return (
      <Page title={t('title')} back={back}>
        <Section>
          {open.error ? (
            <ErrorState error={open.error} onRetry={() => open.refetch()} />
          ) : (
            <LoadingState lines={6} />
          )}
        </Section>
      </Page>
    );
  const waiting = open.data?.pages.flatMap((page) => page.petitions) ?? [];
  const mayAnswer = waiting.some((petition) => petition.mayAnswer);
  return (
    <Page title={t('title')} lead={first.branch.name} back={back}>
      <Section title={t('open', { count: first.open })} lead={mayAnswer ? t('openLead') : undefined}>
        {waiting.length === 0 ? (
          <EmptyState icon={IconSpeak} title={t('openNone')}>
            {t('openNoneLead')}
          </EmptyState>
        ) : (
          <ul className="petition-list">
            {waiting.map((petition) => (
              <li key={petition.opinionId}>
                <PetitionWords petition={petition} inBranch={branchId} />
                {petition.mayAnswer && <AnswerForm petition={petition} />}
              </li>
            ))}
          </ul>
        )}
        <More of={open} />
      </Section>
      {first.answered > 0 && (
        <Section title={t('answered', { count: first.answered })}>
          {!isAll ? (
            <Row>
              <Button onClick={() => setIsAll(true)}>{t('showAnswered', { count: first.answered })}</Button>
            </Row>
          ) : answered.data ? (
            <ul className="petition-list">
              {answered.data.pages
                .flatMap((page) => page.petitions)
                .map((petition) => (
                  <li key={petition.opinionId}>
                    <PetitionWords petition={petition} inBranch={branchId} />
                  </li>
                ))}
            </ul>
          ) : answered.error ? (
            <ErrorState error={answered.error} onRetry={() => answered.refetch()} />
          ) : (
            <LoadingState lines={4} />
          )}
          <More of={answered} />
        </Section>
      )}
    </Page>
  );
}

function AnswerForm({ petition }: { petition: PetitionShown }) {
  const t = usePetitionsText();
  const { meetingId, opinionId } = petition;
  const name = petition.speaker ?? t('unknown');
  // The same draft as in the meeting: what was begun there is gone on with here.
  const [text, setText, clear] = useDraft(`answer.${opinionId}`);
  const [isOpen, setIsOpen] = useState(text !== '');
  const [isTried, setIsTried] = useState(false);
  const save = useWrite<typeof answerPetition>('POST /api/meetings/:meetingId/petitions/:opinionId/answer', {
    invalidates: [['petitions'], ['home']],
    onDone: () => {
      clear();
      showToast({ text: t('answerSaved') });
    },
  });
  if (!isOpen)
    return (
      <Row>
        <Button label={t('answerOf', { name })} onClick={() => setIsOpen(true)}>
          {t('answer')}
        </Button>
      </Row>
    );
  const send = () => {
    setIsTried(true);
    if (text.trim() !== '') save.mutate({ params: { meetingId, opinionId }, body: { text: text.trim() } });
  };
  return (
    <Stack gap="small">
      <TextArea
        label={t('answerOf', { name })}
        hint={t('answerHint')}
        lines={3}
        maxLength={19_000}
        value={text}
        onChange={setText}
        error={isTried && text.trim() === '' ? t('answerNeeded') : undefined}
      />
      <RefusalNotice refusal={save.error} />
      <Row>
        <Button kind="main" busy={save.isPending} onClick={send}>
          {t('answerSave')}
        </Button>
        <Button
          disabled={save.isPending}
          onClick={() => {
            clear();
            setIsOpen(false);
          }}
        >
          {t('cancel')}
        </Button>
      </Row>
    </Stack>
  );
}

/** What the reader asked in meetings, with the answers; of branches that were left, too. */
export function OwnPetitionsPage() {
  const t = usePetitionsText();
  const own = useInfiniteQuery({
    queryKey: ['petitions', 'own'],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listOwnPetitions>(
        'GET /api/me/petitions',
        { query: pageParam ? { after: pageParam } : {} },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page: Answer<typeof listOwnPetitions>) => page.next ?? undefined,
  });
  const found = own.data?.pages.flatMap((page) => page.petitions);
  return (
    <Page title={t('ownTitle')} lead={t('ownLead')} back={{ to: '/', label: t('home') }}>
      <Section>
        {found === undefined ? (
          own.error ? (
            <ErrorState error={own.error} onRetry={() => own.refetch()} />
          ) : (
            <LoadingState lines={5} />
          )
        ) : found.length === 0 ? (
          <EmptyState icon={IconSpeak} title={t('ownNone')}>
            {t('ownNoneLead')}
          </EmptyState>
        ) : (
          <ul className="petition-list">
            {found.map((petition) => (
              <li key={petition.opinionId}>
                <PetitionWords petition={petition} hasName={false} />
                {petition.answer === null && (
                  <div>
                    <StatusDot tone={petition.isRunning ? 'info' : 'warn'}>
                      {t(petition.isRunning ? 'waitsHere' : 'waits')}
                    </StatusDot>
                  </div>
                )}
              </li>
            ))}
          </ul>
        )}
        <More of={own} />
      </Section>
    </Page>
  );
}
