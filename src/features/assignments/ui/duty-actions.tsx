import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { FileChoiceField } from '#features/directives/widgets.tsx';
import type { CivilDate } from '#kernel/civil-date.ts';
import { newId } from '#kernel/ids.ts';
import { Button, LinkButton } from '#ui-kit/actions.tsx';
import { fieldRefusal, RefusalNotice } from '#ui-kit/feedback.tsx';
import { DateField, NumberField, RadioCards, SelectField, TextArea } from '#ui-kit/fields.tsx';
import { Row, Section } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { ReasonDialog } from '#ui-kit/reason-dialog.tsx';
import { SendButton } from '#ui-kit/send-button.tsx';
import { showToast } from '#ui-kit/toasts.tsx';
import type { answerDuty, Cause, putOnAgenda, reportDuty, ruleOnDuty } from '../contract.ts';
import { CAUSES } from '../domain/duty-state.ts';
import type { DutyAnswer } from './duty-answer.ts';
import { sendEvidence } from './queries.ts';
import { CAUSE_KEYS, useAssignmentsText } from './text.ts';

/** Accept, say why not, give it on below, put it on the branch's agenda: what the reader may do now. */
export function DutyActions({ data }: { data: DutyAnswer }) {
  const t = useAssignmentsText();
  const { duty, abilities } = data;
  const params = { dutyId: duty.dutyId };
  const [isDeclining, setIsDeclining] = useState(false);
  const answer = useWrite<typeof answerDuty>('POST /api/duties/:dutyId/answer', {
    invalidates: [['assignments'], ['home']],
    onDone: () => setIsDeclining(false),
  });
  const agenda = useWrite<typeof putOnAgenda>('POST /api/duties/:dutyId/agenda', {
    invalidates: [['assignments'], ['meetings']],
    onDone: () => {
      if (!duty.isOnAgenda) showToast({ text: t('agendaDone') });
    },
  });
  if (!abilities.answer) return null;
  return (
    <>
      <Row>
        {duty.answer !== 'accepted' && (
          <Button
            kind="main"
            busy={answer.isPending}
            onClick={() => answer.mutate({ params, body: { answer: 'accepted' } })}
          >
            {t('accept')}
          </Button>
        )}
        {abilities.localise && (
          <LinkButton
            kind={duty.answer === 'accepted' ? 'main' : 'quiet'}
            to={`/units/${duty.holderId}/assignments/new?duty=${duty.dutyId}`}
          >
            {t('localise')}
          </LinkButton>
        )}
        {abilities.putOnAgenda && (
          <Button
            busy={agenda.isPending}
            onClick={() => agenda.mutate({ params, body: { isOn: !duty.isOnAgenda } })}
          >
            {duty.isOnAgenda ? t('offAgenda') : t('onAgenda')}
          </Button>
        )}
        {duty.answer !== 'declined' && (
          <Button kind="plain" onClick={() => setIsDeclining(true)}>
            {t('decline')}
          </Button>
        )}
      </Row>
      {(answer.isError || agenda.isError) && <RefusalNotice refusal={answer.error ?? agenda.error} />}
      <ReasonDialog
        open={isDeclining}
        title={t('decline')}
        label={t('declineReason')}
        maxLength={1000}
        confirmLabel={t('decline')}
        write={answer}
        onClose={() => setIsDeclining(false)}
        onConfirm={(reason) => answer.mutate({ params, body: { answer: 'declined', reason } })}
      >
        <p>{t('declineHint')}</p>
      </ReasonDialog>
    </>
  );
}

/** The sender's word on a unit that says it cannot. */
export function RulingForm({ unitId, dutyId }: { unitId: string; dutyId: string }) {
  const t = useAssignmentsText();
  const [ruling, setRuling] = useState<'stands' | 'released' | null>(null);
  const [reason, setReason] = useState('');
  const rule = useWrite<typeof ruleOnDuty>('POST /api/units/:unitId/rulings/:dutyId', {
    invalidates: [['assignments'], ['home']],
    onDone: () => showToast({ text: t('ruled') }),
  });
  return (
    <Section title={t('rule')}>
      <RadioCards<'stands' | 'released'>
        label={t('rule')}
        labelHidden
        value={ruling}
        onChange={setRuling}
        required
        options={[
          { value: 'stands', label: t('ruleStands') },
          { value: 'released', label: t('ruleReleased') },
        ]}
      />
      <TextArea label={t('ruleReason')} value={reason} onChange={setReason} maxLength={1000} required />
      {rule.isError && <RefusalNotice refusal={rule.error} />}
      <div>
        <SendButton
          busy={rule.isPending}
          missing={[ruling === null && t('rule'), reason.trim() === '' && t('ruleReason')]}
          onClick={() => ruling && rule.mutate({ params: { unitId, dutyId }, body: { ruling, reason } })}
        >
          {t('rule')}
        </SendButton>
      </div>
    </Section>
  );
}

type Reported = 'in-progress' | 'done' | 'cannot-be-done';

/** How far the work has come, with what shows it. */
export function ReportForm({ data }: { data: DutyAnswer }) {
  const t = useAssignmentsText();
  const { duty, today } = data;
  const [state, setState] = useState<Reported | null>(null);
  const [doneOn, setDoneOn] = useState<CivilDate | null>(today);
  const [figure, setFigure] = useState<number | null>(null);
  const [text, setText] = useState('');
  const [cause, setCause] = useState<Cause | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const sent = useRef<{ file: File; key: string; fileId?: string } | null>(null);
  const report = useWrite<typeof reportDuty>('POST /api/duties/:dutyId/reports', {
    invalidates: [['assignments'], ['home']],
    onDone: () => showToast({ text: t('reported') }),
  });
  const upload = useMutation({
    mutationFn: async (chosen: File) => {
      // The same file after a lost connection is the same request.
      if (sent.current?.file !== chosen) sent.current = { file: chosen, key: newId() };
      sent.current.fileId ??= (await sendEvidence(duty.dutyId, chosen, sent.current.key)).fileId;
      return sent.current.fileId;
    },
  });
  const isLate = state === 'done' && doneOn !== null && doneOn > duty.dueOn;
  const needsCause = state === 'cannot-be-done' || isLate;
  const send = async () => {
    if (state === null) return;
    const fileId = file ? await upload.mutateAsync(file).catch(() => null) : null;
    if (file && fileId === null) return;
    report.mutate({
      params: { dutyId: duty.dutyId },
      body: {
        state,
        ...(state === 'done' ? { doneOn } : {}),
        figure,
        text: text || null,
        cause: needsCause ? cause : null,
        fileId,
      },
    });
  };
  return (
    <Section title={t('report')}>
      <RadioCards<Reported>
        label={t('reportState')}
        value={state}
        onChange={setState}
        required
        options={[
          { value: 'in-progress', label: t('reportInProgress') },
          { value: 'done', label: t('reportDone') },
          { value: 'cannot-be-done', label: t('reportCannot') },
        ]}
      />
      {state === 'done' && (
        <DateField
          label={t('doneOn')}
          value={doneOn}
          onChange={setDoneOn}
          max={today}
          required
          error={fieldRefusal(report.error, 'doneOn')}
        />
      )}
      {duty.measure === 'number' && (
        <NumberField
          label={t('figure')}
          value={figure}
          onChange={setFigure}
          unit={duty.measureUnit ?? ''}
          error={fieldRefusal(report.error, 'figure')}
        />
      )}
      {needsCause && (
        <SelectField<Cause>
          label={t('cause')}
          value={cause}
          onChange={setCause}
          options={CAUSES.map((value) => ({ value, label: t(CAUSE_KEYS[value]) }))}
          required
          error={fieldRefusal(report.error, 'cause')}
        />
      )}
      <TextArea
        label={t('evidence')}
        hint={t('evidenceHint')}
        value={text}
        onChange={setText}
        maxLength={4000}
        error={fieldRefusal(report.error, 'text')}
      />
      <FileChoiceField label={t('file')} hint={t('fileHint')} file={file} onChange={setFile} />
      {upload.isError && <RefusalNotice refusal={upload.error} />}
      {report.isError && <RefusalNotice refusal={report.error} />}
      <div>
        <SendButton
          busy={upload.isPending || report.isPending}
          missing={[
            state === null && t('reportState'),
            doneOn === null && t('doneOn'),
            needsCause && cause === null && t('cause'),
          ]}
          onClick={() => void send()}
        >
          {t('sendReport')}
        </SendButton>
      </div>
    </Section>
  );
}
