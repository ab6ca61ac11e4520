import { useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { fieldRefusal, RefusalNotice } from '#ui-kit/feedback.tsx';
import { TextArea } from '#ui-kit/fields.tsx';
import { Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import type { openList, openRecord, openUnitList } from '../contract.ts';
import { useMembersText } from './text.ts';

/** Asks why, with the usual reasons at hand. */
function AskReason({
  title,
  lead,
  action,
  error,
  busy,
  onSay,
}: {
  title: string;
  lead: string;
  action: string;
  error: Error | null;
  busy: boolean;
  onSay: (reason: string) => void;
}) {
  const t = useMembersText();
  const [reason, setReason] = useState('');
  const usual = [t('reasonTransfer'), t('reasonReview'), t('reasonPosts'), t('reasonInspection')];
  return (
    <Section title={title} lead={lead}>
      <Stack>
        <Row gap="small">
          {usual.map((text) => (
            <Button key={text} pressed={reason === text} onClick={() => setReason(text)}>
              {text}
            </Button>
          ))}
        </Row>
        <TextArea
          label={t('why')}
          value={reason}
          onChange={setReason}
          maxLength={300}
          lines={2}
          error={fieldRefusal(error, 'reason')}
          required
        />
        {error && <RefusalNotice refusal={error} />}
        <Row>
          <Button kind="main" busy={busy} disabled={reason.trim().length < 5} onClick={() => onSay(reason)}>
            {action}
          </Button>
        </Row>
      </Stack>
    </Section>
  );
}

/** Asks why, before a record of another unit is opened. */
export function OpenRecord({ branchId, personId }: { branchId: string; personId: string }) {
  const t = useMembersText();
  const open = useWrite<typeof openRecord>('POST /api/branches/:branchId/members/:personId/openings', {
    invalidates: [['members', branchId, personId]],
  });
  return (
    <AskReason
      title={t('askReason')}
      lead={t('askReasonLead')}
      action={t('openIt')}
      error={open.error}
      busy={open.isPending}
      onSay={(reason) => open.mutate({ params: { branchId, personId }, body: { reason } })}
    />
  );
}

/** Asks why, before a list of a unit that is not the reader’s own names anybody. */
export function OpenUnitList({
  unitId,
  lead,
  onOpened,
}: {
  unitId: string;
  lead: string;
  onOpened?: () => void;
}) {
  const t = useMembersText();
  const open = useWrite<typeof openUnitList>('POST /api/units/:unitId/members/openings', {
    invalidates: [
      ['duplicates', unitId],
      ['probation', unitId],
    ],
  });
  return (
    <AskReason
      title={t('askListReason')}
      lead={lead}
      action={t('openList')}
      error={open.error}
      busy={open.isPending}
      onSay={(reason) =>
        open.mutate({ params: { unitId }, body: { reason } }, { onSuccess: () => onOpened?.() })
      }
    />
  );
}

/** Asks why, before the names of a branch far below are shown: in its list, or in what `words` speak of. */
export function OpenList({
  branchId,
  words,
  onOpened,
}: {
  branchId: string;
  words?: { title: string; lead: string; action: string };
  onOpened?: () => void;
}) {
  const t = useMembersText();
  const open = useWrite<typeof openList>('POST /api/branches/:branchId/members/openings', {
    invalidates: [['members', branchId]],
  });
  return (
    <AskReason
      title={words?.title ?? t('askListReason')}
      lead={words?.lead ?? t('askListReasonLead')}
      action={words?.action ?? t('openList')}
      error={open.error}
      busy={open.isPending}
      onSay={(reason) =>
        open.mutate({ params: { branchId }, body: { reason } }, { onSuccess: () => onOpened?.() })
      }
    />
  );
}
