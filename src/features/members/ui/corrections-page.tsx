import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, TextLink } from '#ui-kit/actions.tsx';
import { Dialog } from '#ui-kit/dialog.tsx';
import { Badge, EmptyState, ErrorState, LoadingState, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { TextArea } from '#ui-kit/fields.tsx';
import { IconCheckRing } from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { decideCorrection } from '../contract.ts';
import { CorrectionLine } from './correction-line.tsx';
import { type BranchCorrection, correctionsQuery } from './queries.ts';
import { useMembersText } from './text.ts';

const useDecide = (branchId: string, onDone: () => void) =>
  useWrite<typeof decideCorrection>('POST /api/branches/:branchId/corrections/:correctionId/decide', {
    invalidates: [['members', branchId]],
    onDone,
  });

/** Corrections that members of a branch propose: accepted, which writes them, or refused with an answer. */
export function CorrectionsPage() {
  const t = useMembersText();
  const { branchId } = usePageParams<'branchId'>();
  const list = useQuery(correctionsQuery(branchId));
  const [refusing, setRefusing] = useState<BranchCorrection | null>(null);
  const accept = useDecide(branchId, () => showToast({ text: t('correctionDone') }));
  const all = list.data?.corrections ?? [];
  const open = all.filter((each) => each.state === 'open');
  const decided = all.filter((each) => each.state !== 'open');
  const who = (each: BranchCorrection) => (
    <p>
      <TextLink to={`/branches/${branchId}/members/${each.personId}`}>{each.fullName}</TextLink>
    </p>
  );
  return (
    <Page
      title={t('corrections')}
      lead={t('correctionsLead')}
      back={{ to: `/branches/${branchId}/members`, label: t('backToMembers') }}
    >
      {list.isPending && <LoadingState lines={6} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => list.refetch()} />}
      {list.data && (
        <Section title={t('openCorrections')}>
          <Stack>
            {accept.error && <RefusalNotice refusal={accept.error} />}
            {open.length === 0 && <EmptyState title={t('noCorrections')} icon={IconCheckRing} />}
            {open.map((each) => (
              <CorrectionLine
                key={each.id}
                correction={each}
                who={who(each)}
                badge={<Badge tone="warn">{t('correctionOpen')}</Badge>}
              >
                {each.isOwn ? (
                  <Notice>{t('ownCorrectionNote')}</Notice>
                ) : (
                  <Row>
                    <Button
                      kind="main"
                      busy={accept.isPending}
                      onClick={() =>
                        accept.mutate({
                          params: { branchId, correctionId: each.id },
                          body: { accept: true },
                        })
                      }
                    >
                      {t('accept')}
                    </Button>
                    <Button onClick={() => setRefusing(each)}>{t('refuseIt')}</Button>
                  </Row>
                )}
              </CorrectionLine>
            ))}
          </Stack>
        </Section>
      )}
      {decided.length > 0 && (
        <Section title={t('decidedCorrections')}>
          <Stack>
            {decided.map((each) => (
              <CorrectionLine
                key={each.id}
                correction={each}
                who={who(each)}
                badge={
                  each.state === 'accepted' ? (
                    <Badge tone="success">{t('correctionAccepted')}</Badge>
                  ) : (
                    <Badge tone="danger">{t('correctionRefused')}</Badge>
                  )
                }
              />
            ))}
          </Stack>
        </Section>
      )}
      {refusing && (
        <RefuseDialog branchId={branchId} correction={refusing} onClose={() => setRefusing(null)} />
      )}
    </Page>
  );
}

function RefuseDialog({
  branchId,
  correction,
  onClose,
}: {
  branchId: string;
  correction: BranchCorrection;
  onClose: () => void;
}) {
  const t = useMembersText();
  const [answer, setAnswer] = useState('');
  const refuse = useDecide(branchId, () => {
    showToast({ text: t('correctionDone') });
    onClose();
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('askRefuse')}
      busy={refuse.isPending}
      actions={
        <>
          <Button onClick={onClose} disabled={refuse.isPending}>
            {t('cancel')}
          </Button>
          <Button
            kind="main"
            busy={refuse.isPending}
            disabled={!answer.trim()}
            onClick={() =>
              refuse.mutate({
                params: { branchId, correctionId: correction.id },
                body: { accept: false, answer },
              })
            }
          >
            {t('refuseIt')}
          </Button>
        </>
      }
    >
      <Stack>
        <p>
          <strong>{correction.fullName}</strong>
        </p>
        {refuse.error && <RefusalNotice refusal={refuse.error} />}
        <TextArea
          label={t('answerToMember')}
          value={answer}
          onChange={setAnswer}
          maxLength={500}
          lines={3}
          required
        />
      </Stack>
    </Dialog>
  );
}
