import { useState } from 'react';
import { newId } from '#kernel/ids.ts';
import { Button } from '#ui-kit/actions.tsx';
import { TextArea } from '#ui-kit/fields.tsx';
import { PickField } from '#ui-kit/pick-field.tsx';
import type { Vote } from '../../domain/fold.ts';
import { voteRollOf } from '../../domain/vote-rule.ts';
import { useDraft } from '../journal/use-draft.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { namesIn } from '../member/name-of.ts';
import { useMeetingsText } from '../text.ts';
import { memberOptions } from './member-options.ts';
import { useTalkText } from './talk-text.ts';
import { useWriter } from './use-writer.ts';

/** What members who stayed in the minority wish to have on record: kept with the vote and printed in the minutes. */
export function MinorityPart({ meeting, vote }: { meeting: OpenMeeting; vote: Vote }) {
  const t = useTalkText();
  const words = useMeetingsText();
  const write = useWriter(meeting.journal);
  const { context } = meeting.view;
  const name = namesIn(context, meeting.state);
  const draft = `${vote.voteId}.minority`;
  const [who, setWho] = useState<string | null>(null);
  const [text, setText, clear] = useDraft(draft);
  const [isAsked, setIsAsked] = useState(false);
  const { no, abstain } = vote.result;
  if (vote.status !== 'closed' || (no + abstain === 0 && vote.minority.length === 0)) return null;
  const { base } = voteRollOf(context, (id) => meeting.state.presence[id], vote.matter);
  const voters = context.roll.filter((member) => base.has(member.memberId));
  const record = async () => {
    const said = text.trim();
    setIsAsked(said === '' || who === null);
    if (said === '' || who === null) return;
    const isWritten = await write(`minority ${vote.voteId} ${who}`, (j) =>
      j.append('minority-opinion-recorded', {
        opinionId: newId(),
        voteId: vote.voteId,
        memberId: who,
        text: said,
      }),
    );
    if (!isWritten) return;
    clear();
    setWho(null);
  };
  return (
    <>
      {vote.minority.length > 0 && (
        <ul className="run-minority" aria-label={t('minority')}>
          {vote.minority.map((opinion) => (
            <li key={opinion.opinionId}>
              <strong>{name(opinion.memberId) ?? ''}</strong>: {opinion.text}{' '}
              <Button
                kind="plain"
                onClick={() =>
                  void write(`take back ${opinion.opinionId}`, (j) =>
                    j.append('minority-opinion-withdrawn', { opinionId: opinion.opinionId }),
                  )
                }
              >
                {t('minorityWithdraw')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <details className="run-fold">
        <summary>{t('minority')}</summary>
        <div className="run-form">
          <p className="k-soft">{t('minorityLead')}</p>
          <PickField
            label={t('minorityWho')}
            value={who}
            onChange={setWho}
            options={memberOptions(voters, words)}
            error={isAsked && who === null ? t('minorityWhoNeeded') : undefined}
          />
          <TextArea
            label={t('minorityText')}
            lines={2}
            maxLength={5000}
            value={text}
            onChange={setText}
            error={isAsked && text.trim() === '' ? t('minorityTextNeeded') : undefined}
          />
          <div>
            <Button onClick={() => void record()}>{t('minorityRecord')}</Button>
          </div>
        </div>
      </details>
    </>
  );
}
