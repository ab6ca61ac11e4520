import { useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { fieldRefusal, RefusalNotice } from '#ui-kit/feedback.tsx';
import { TextArea } from '#ui-kit/fields.tsx';
import { Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import type { openRecord } from '../contract.ts';
import { useMembersText } from './text.ts';

/** Asks why, before a record of another unit is opened. */
export function OpenRecord({ branchId, personId }: { branchId: string; personId: string }) {
  const t = useMembersText();
  const [reason, setReason] = useState('');
  const open = useWrite<typeof openRecord>('POST /api/branches/:branchId/members/:personId/openings', {
    invalidates: [['members', branchId, personId]],
  });
  const usual = [t('reasonTransfer'), t('reasonReview'), t('reasonPosts'), t('reasonInspection')];
  return (
    <Section title={t('askReason')} lead={t('askReasonLead')}>
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
          error={fieldRefusal(open.error, 'reason')}
          required
        />
        {open.error && <RefusalNotice refusal={open.error} />}
        <Row>
          <Button
            kind="main"
            busy={open.isPending}
            disabled={reason.trim().length < 5}
            onClick={() => open.mutate({ params: { branchId, personId }, body: { reason } })}
          >
            {t('openIt')}
          </Button>
        </Row>
      </Stack>
    </Section>
  );
}
