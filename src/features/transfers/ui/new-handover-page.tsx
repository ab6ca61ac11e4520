import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { OpenList } from '#features/members/widgets.tsx';
import { type CivilDate, civilDateAt, formatCivilDate } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { ConfirmDialog } from '#ui-kit/dialog.tsx';
import { fieldRefusal, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { Checkbox, DateField, Segmented, TextField } from '#ui-kit/fields.tsx';
import { useGo, usePageParams } from '#ui-kit/page.ts';
import { Grid, Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { handOver } from '../contract.ts';
import { branchMembersQuery } from './queries.ts';
import { useTransfersText } from './text.ts';
import { BranchSearch } from './where-to.tsx';

type Chosen = { id: string | null; name: string };
const NO_BRANCH: Chosen = { id: null, name: '' };

/** A committee hands members of one branch over to another. */
export function NewHandoverPage() {
  const t = useTransfersText();
  const go = useGo();
  const { unitId } = usePageParams<'unitId'>();
  const [from, setFrom] = useState(NO_BRANCH);
  const [to, setTo] = useState(NO_BRANCH);
  const [who, setWho] = useState<'everyone' | 'some'>('everyone');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [on, setOn] = useState<CivilDate | null>(civilDateAt(Date.now()));
  const [decision, setDecision] = useState('');
  const [decidedOn, setDecidedOn] = useState<CivilDate | null>(null);
  const [receivingDecision, setReceivingDecision] = useState('');
  const [isTried, setIsTried] = useState(false);
  const [isSure, setIsSure] = useState(false);
  const fromBranchId = from.id;
  const toBranchId = to.id;
  const members = useQuery({ ...branchMembersQuery(fromBranchId ?? ''), enabled: fromBranchId !== null });
  const atHome = (members.data?.members ?? []).filter((m) => m.status !== 'temporarily-here');
  // From far above the list holds numbers only, until a reason is given.
  const isNameless = members.data?.names === 'after-reason';
  const guests =
    members.data?.counts.byStatus.find(({ status }) => status === 'temporarily-here')?.count ?? 0;
  const everyone = (members.data?.counts.members ?? 0) - guests;
  const count = who === 'everyone' ? everyone : chosen.size;
  const save = useWrite<typeof handOver>('POST /api/units/:unitId/handovers', {
    invalidates: [['handovers'], ['transfers'], ['members']],
    onDone: (answer) => {
      showToast({ text: t('handedOver', { count: answer.count }) });
      go(`/units/${unitId}/handovers/${answer.handoverId}`);
    },
  });
  const missing = (isMissing: boolean) => (isTried && isMissing ? t('fillThis') : undefined);
  const isReady = fromBranchId && toBranchId && on && decidedOn && decision.trim() && count > 0;
  const ask = () => {
    setIsTried(true);
    if (isReady) setIsSure(true);
  };
  const submit = () => {
    if (!fromBranchId || !toBranchId || !on || !decidedOn) return;
    save.mutate({
      params: { unitId },
      body: {
        fromBranchId,
        toBranchId,
        ...(who === 'some' ? { personIds: [...chosen] } : {}),
        on,
        decision,
        decidedOn,
        receivingDecision: receivingDecision.trim() || null,
      },
    });
  };
  const toggle = (personId: string) => (isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(personId);
    else next.delete(personId);
    setChosen(next);
  };
  return (
    <Page
      title={t('newHandover')}
      lead={t('newHandoverLead')}
      back={{ to: `/units/${unitId}/handovers`, label: t('handovers') }}
    >
      <Section title={t('giver')}>
        <Stack>
          <BranchSearch
            label={t('findBranch')}
            value={fromBranchId}
            onChange={(id, name) => {
              setFrom({ id, name });
              setChosen(new Set());
            }}
            error={fieldRefusal(save.error, 'fromBranchId') ?? missing(fromBranchId === null)}
          />
          {members.error && <RefusalNotice refusal={members.error} />}
          {members.data && (
            <>
              <Segmented
                label={t('who')}
                value={who}
                onChange={setWho}
                options={[
                  { value: 'everyone', label: `${t('everyone')} (${everyone})` },
                  { value: 'some', label: t('some') },
                ]}
              />
              {who === 'some' && isNameless && fromBranchId && <OpenList branchId={fromBranchId} />}
              {who === 'some' && !isNameless && (
                <fieldset>
                  <legend>{t('chosen', { count: chosen.size })}</legend>
                  {atHome.map((m) => (
                    <Checkbox
                      key={m.personId}
                      label={m.fullName}
                      checked={chosen.has(m.personId)}
                      onChange={toggle(m.personId)}
                    />
                  ))}
                </fieldset>
              )}
            </>
          )}
        </Stack>
      </Section>
      <Section title={t('receiver')}>
        <BranchSearch
          label={t('findBranch')}
          value={toBranchId}
          onChange={(id, name) => setTo({ id, name })}
          error={fieldRefusal(save.error, 'toBranchId') ?? missing(toBranchId === null)}
        />
      </Section>
      <Section title={t('papers')}>
        <Stack>
          <Grid>
            <TextField
              label={t('decision')}
              value={decision}
              onChange={setDecision}
              maxLength={200}
              error={missing(!decision.trim())}
              required
            />
            <DateField
              label={t('decidedOn')}
              value={decidedOn}
              onChange={setDecidedOn}
              error={missing(decidedOn === null)}
              required
            />
            <TextField
              label={t('receivingDecision')}
              hint={t('receivingHint')}
              value={receivingDecision}
              onChange={setReceivingDecision}
              maxLength={200}
              error={fieldRefusal(save.error, 'receivingDecision')}
            />
            <DateField
              label={t('handOn')}
              value={on}
              onChange={setOn}
              error={fieldRefusal(save.error, 'on') ?? missing(on === null)}
              required
            />
          </Grid>
          {isTried && !isReady && (
            <Notice tone="warn" urgent>
              {t('fillAll')}
            </Notice>
          )}
          {save.error && !isSure && <RefusalNotice refusal={save.error} />}
          <Row>
            <Button kind="main" onClick={ask}>
              {t('handOver', { count })}
            </Button>
          </Row>
        </Stack>
      </Section>
      <ConfirmDialog
        open={isSure}
        title={t('confirmHandover')}
        confirmLabel={t('handOver', { count })}
        busy={save.isPending}
        notice={save.error && <RefusalNotice refusal={save.error} />}
        onClose={() => setIsSure(false)}
        onConfirm={submit}
      >
        <p>
          {t('confirmHandoverText', {
            count,
            from: from.name,
            to: to.name,
            on: on ? formatCivilDate(on) : '',
          })}
        </p>
      </ConfirmDialog>
    </Page>
  );
}
