import { useState } from 'react';
import { BallotTool } from '#features/ballots/widgets.tsx';
import { matterTexts } from '#features/rulebooks/contract.ts';
import { call } from '#ui-kit/call.ts';
import { Notice } from '#ui-kit/feedback.tsx';
import { SelectField } from '#ui-kit/fields.tsx';
import { useSay } from '#ui-kit/text.ts';
import type { openBallot } from '../../contract.ts';
import type { VoteMatter } from '../../domain/entry.ts';
import { mayBeOpen } from '../../domain/vote-rule.ts';
import type { ToolProps } from './step-tool.tsx';
import { useTalkText } from './talk-text.ts';
import { VotePanel } from './vote-panel.tsx';

/** Matters that are voted on in this step, when their rule allows an open vote. */
const OPEN_MATTERS = [
  'other',
  'admission',
  'recognition',
  'year-grade',
] as const satisfies readonly VoteMatter[];
type OpenMatter = (typeof OPEN_MATTERS)[number];

/** The same beside another step of the meeting: a vote may come up wherever something is discussed. */
export function VoteFold(props: ToolProps) {
  const t = useTalkText();
  const isOpen = props.meeting.state.ballots.some((ballot) => ballot.status === 'open');
  // Opened by a person or by a ballot that is under way; it stays as the person left it.
  const [isShown, setIsShown] = useState(isOpen);
  return (
    <details
      className="run-fold"
      open={isShown || isOpen}
      onToggle={(event) => setIsShown(event.currentTarget.open)}
    >
      <summary>{t('voteFold')}</summary>
      {(isShown || isOpen) && (
        <div className="run-fold-body">
          <VoteTool {...props} />
        </div>
      )}
    </details>
  );
}

/** Votes of the step: secret ballots by the rule of their matter, and open votes where the rule allows them. */
export function VoteTool(props: ToolProps) {
  const { meeting, step } = props;
  const t = useTalkText();
  const say = useSay();
  const { view, state } = meeting;
  const { context } = view;
  const allowed = OPEN_MATTERS.filter((each) => mayBeOpen(context, each));
  const [matter, setMatter] = useState<OpenMatter>('other');
  const members = context.roll.map(({ memberId, personId, fullName, status }) => {
    const presence = state.presence[memberId]?.presence ?? null;
    return {
      personId,
      fullName,
      status,
      isPresent: presence === 'present',
      isExcusedThroughout: presence === 'excused',
    };
  });
  const item = state.agenda.find((each) => each.step === step.step);
  return (
    <>
      {view.abilities.lead && !meeting.isConnected && (
        <Notice tone="warn" title={t('voteOnPaper')}>
          <p>{t('voteSecretOffline')}</p>
        </Notice>
      )}
      {view.abilities.lead && meeting.isConnected && (
        <BallotTool
          branchId={view.meeting.branchId}
          meetingId={view.meeting.id}
          heldOn={state.started?.heldOn ?? view.meeting.plannedOn}
          itemId={item?.itemId ?? null}
          members={members}
          voting={context.voting}
          onOpen={(ballotId) =>
            call<typeof openBallot>('POST /api/meetings/:meetingId/ballots/:ballotId/open', {
              params: { meetingId: view.meeting.id, ballotId },
            })
          }
        />
      )}
      <div className="run-open-vote">
        {allowed.length > 1 && (
          <SelectField<OpenMatter>
            label={t('openMatter')}
            value={matter}
            onChange={setMatter}
            options={allowed.map((value) => ({
              value,
              label: value === 'other' ? t('openMatterOther') : say(matterTexts[value]),
            }))}
          />
        )}
        <VotePanel key={matter} meeting={meeting} matter={matter} step={step.step} />
      </div>
    </>
  );
}
