import { useState } from 'react';
import { type CivilDate, civilDateAt } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { fieldRefusal, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { DateField, TextField } from '#ui-kit/fields.tsx';
import { useGo, usePageParams } from '#ui-kit/page.ts';
import { Grid, Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { admitMember } from '../contract.ts';
import { emptyEntry, enteredOf, isEntered, PersonForm } from './person-form.tsx';
import { useMembersText } from './text.ts';

/** Records an admission after the ceremony. */
export function AdmissionPage() {
  const t = useMembersText();
  const go = useGo();
  const { branchId } = usePageParams<'branchId'>();
  const [entry, setEntry] = useState(emptyEntry);
  const [on, setOn] = useState<CivilDate | null>(civilDateAt(Date.now()));
  const [decidedOn, setDecidedOn] = useState<CivilDate | null>(null);
  const [decision, setDecision] = useState('');
  const [consent, setConsent] = useState('');
  const [isTried, setIsTried] = useState(false);
  const save = useWrite<typeof admitMember>('POST /api/branches/:branchId/admissions', {
    invalidates: [['members', branchId], ['probation']],
    onDone: ({ personId, isLate }) => {
      showToast(isLate ? { tone: 'warn', text: t('admittedLate') } : { text: t('admitted') });
      go(`/branches/${branchId}/members/${personId}`);
    },
  });
  const missing = (isMissing: boolean) => (isTried && isMissing ? t('fillThis') : undefined);
  const isReady = isEntered(entry) && on && decidedOn && decision.trim();
  const submit = () => {
    setIsTried(true);
    if (!isReady || !on || !decidedOn) return;
    save.mutate({
      params: { branchId },
      body: {
        person: enteredOf(entry),
        on,
        decision,
        decidedOn,
        consent: consent.trim() || null,
      },
    });
  };
  return (
    <Page
      title={t('admit')}
      lead={t('admitLead')}
      back={{ to: `/branches/${branchId}/members`, label: t('backToMembers') }}
    >
      <Section title={t('personal')}>
        <PersonForm entry={entry} onChange={setEntry} error={save.error} isTried={isTried} />
      </Section>
      <Section title={t('moveAdmission')}>
        <Stack>
          <Grid>
            <TextField
              label={t('decisionNumber')}
              hint={t('decisionHint')}
              value={decision}
              onChange={setDecision}
              maxLength={200}
              error={missing(!decision.trim())}
              required
            />
            <DateField
              label={t('decisionOn')}
              value={decidedOn}
              onChange={setDecidedOn}
              error={missing(decidedOn === null)}
              required
            />
            <DateField
              label={t('ceremonyOn')}
              value={on}
              onChange={setOn}
              error={fieldRefusal(save.error, 'on') ?? missing(on === null)}
              required
            />
            <TextField
              label={t('consent')}
              hint={t('consentHint')}
              value={consent}
              onChange={setConsent}
              maxLength={200}
              error={fieldRefusal(save.error, 'consent')}
            />
          </Grid>
          {isTried && !isReady && (
            <Notice tone="warn" urgent>
              {t('fillAll')}
            </Notice>
          )}
          {save.error && <RefusalNotice refusal={save.error} />}
          <Row>
            <Button kind="main" busy={save.isPending} onClick={submit}>
              {t('admitAction')}
            </Button>
          </Row>
        </Stack>
      </Section>
    </Page>
  );
}
