import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { MEMBER_STATUSES, type MemberStatus } from '#kernel/actor.ts';
import { civilDateAt } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Dialog } from '#ui-kit/dialog.tsx';
import { ErrorState, fieldRefusal, LoadingState, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { DateField, SelectField, TextField } from '#ui-kit/fields.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { changeStatus } from '../contract.ts';
import { membersQuery, personQuery } from './queries.ts';
import { RecordFacts } from './record-facts.tsx';
import { STATUS_KEYS, useMembersText } from './text.ts';

function ChangeStatusDialog({
  branchId,
  personId,
  onClose,
}: {
  branchId: string;
  personId: string;
  onClose: () => void;
}) {
  const t = useMembersText();
  const [status, setStatus] = useState<MemberStatus | null>(null);
  const [from, setFrom] = useState<string | null>(civilDateAt(Date.now()));
  const [reason, setReason] = useState('');
  const save = useWrite<typeof changeStatus>('POST /api/branches/:branchId/members/:personId/status', {
    invalidates: [['members', branchId]],
    onDone: () => {
      showToast({ text: t('saved') });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('changeStatus')}
      busy={save.isPending}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            kind="main"
            busy={save.isPending}
            disabled={!status || !from || !reason.trim()}
            onClick={() =>
              status &&
              from &&
              save.mutate({ params: { branchId, personId }, body: { status, from, reason } })
            }
          >
            {t('save')}
          </Button>
        </>
      }
    >
      <Stack>
        {save.isError && <RefusalNotice refusal={save.error} />}
        <SelectField<MemberStatus>
          label={t('newStatus')}
          value={status}
          onChange={setStatus}
          options={MEMBER_STATUSES.map((value) => ({ value, label: t(STATUS_KEYS[value]) }))}
          error={fieldRefusal(save.error, 'status')}
          required
        />
        <DateField
          label={t('fromDay')}
          value={from}
          onChange={setFrom}
          error={fieldRefusal(save.error, 'from')}
          required
        />
        <TextField label={t('reason')} value={reason} onChange={setReason} maxLength={500} required />
      </Stack>
    </Dialog>
  );
}

/** The record of one member, for those who may open it. */
export function PersonPage() {
  const t = useMembersText();
  const { branchId, personId } = usePageParams<'branchId' | 'personId'>();
  const person = useQuery(personQuery(branchId, personId));
  const members = useQuery(membersQuery(branchId));
  const [isChanging, setIsChanging] = useState(false);
  return (
    <Page
      title={person.data?.fullName ?? t('record')}
      back={{ to: `/branches/${branchId}/members`, label: t('backToMembers') }}
      action={
        members.data?.abilities.change && person.data ? (
          <Button onClick={() => setIsChanging(true)}>{t('changeStatus')}</Button>
        ) : undefined
      }
    >
      {person.isPending && <LoadingState lines={8} />}
      {person.isError && <ErrorState error={person.error} onRetry={() => person.refetch()} />}
      {person.data && (
        <>
          <Notice tone="info">{t('recordLogged')}</Notice>
          <RecordFacts person={person.data} />
        </>
      )}
      {isChanging && (
        <ChangeStatusDialog branchId={branchId} personId={personId} onClose={() => setIsChanging(false)} />
      )}
    </Page>
  );
}
