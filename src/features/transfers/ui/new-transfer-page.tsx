import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { OpenList } from '#features/members/widgets.tsx';
import { civilDateAt } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { ErrorState, Notice } from '#ui-kit/feedback.tsx';
import { useGo, usePageParams, usePageQuery } from '#ui-kit/page.ts';
import { Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { PickField } from '#ui-kit/pick-field.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { startTransfer } from '../contract.ts';
import { branchMembersQuery } from './queries.ts';
import { useTransfersText } from './text.ts';
import { begunOf, emptyTransfer, TransferForm } from './transfer-form.tsx';

/** A branch starts the transfer of one of its members. */
export function NewTransferPage() {
  const t = useTransfersText();
  const go = useGo();
  const { branchId } = usePageParams<'branchId'>();
  const { person } = usePageQuery();
  const members = useQuery(branchMembersQuery(branchId));
  const [personId, setPersonId] = useState<string | null>(person ?? null);
  const [entry, setEntry] = useState(() => emptyTransfer(civilDateAt(Date.now())));
  const [isTried, setIsTried] = useState(false);
  const begun = begunOf(entry);
  const save = useWrite<typeof startTransfer>('POST /api/branches/:branchId/transfers', {
    invalidates: [['transfers']],
    onDone: ({ transferId }) => {
      showToast({ text: t('started') });
      go(`/units/${branchId}/transfers/${transferId}`);
    },
  });
  const submit = () => {
    setIsTried(true);
    if (personId && begun) save.mutate({ params: { branchId }, body: { personId, ...begun } });
  };
  return (
    <Page title={t('start')} back={{ to: `/units/${branchId}/transfers`, label: t('backToList') }}>
      <Section>
        <Stack>
          {members.isError && <ErrorState error={members.error} onRetry={() => members.refetch()} />}
          {members.data?.names === 'after-reason' && <OpenList branchId={branchId} />}
          <PickField
            label={t('whoMoves')}
            value={personId}
            onChange={setPersonId}
            options={(members.data?.members ?? [])
              .filter((m) => m.status !== 'temporarily-here')
              .map((m) => ({
                value: m.personId,
                label: m.fullName,
                note: m.birthYear ? String(m.birthYear) : '',
              }))}
            error={isTried && !personId ? t('fillThis') : undefined}
            required
          />
          <TransferForm entry={entry} onChange={setEntry} error={save.error} isTried={isTried} />
          {isTried && (!personId || !begun) && (
            <Notice tone="warn" urgent>
              {t('fillAll')}
            </Notice>
          )}
          <Row>
            <Button kind="main" busy={save.isPending} onClick={submit}>
              {t('startIt')}
            </Button>
          </Row>
        </Stack>
      </Section>
    </Page>
  );
}
