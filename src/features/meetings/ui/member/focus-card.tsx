import { useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { TextArea } from '#ui-kit/fields.tsx';
import { LongText } from '#ui-kit/long-text.tsx';
import { Section } from '#ui-kit/page-frame.tsx';
import { showToast } from '#ui-kit/toasts.tsx';
import { useDraft } from '../journal/use-draft.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { namesIn } from './name-of.ts';
import { useMemberText } from './text.ts';

/**
 * The focus of discussion, what people said on it beforehand, and the reader's own word. Once the meeting has begun one
 * speaks in the room, and what was sent stays to be read.
 */
export function FocusCard({ meeting, isOver }: { meeting: OpenMeeting; isOver?: boolean }) {
  const t = useMemberText();
  const { view, state, journal } = meeting;
  const name = namesIn(view.context, state);
  const me = view.context.roll.find((each) => each.memberId === view.memberId);
  const [text, setText, clear] = useDraft(`comment.${view.meeting.id}.${view.memberId}`);
  const [isSending, setIsSending] = useState(false);
  const send = async () => {
    if (text.trim() === '' || isSending) return;
    setIsSending(true);
    await journal.append('comment-added', { text });
    clear();
    setIsSending(false);
    showToast({ text: t('commentSent') });
  };
  const withdraw = async (commentId: string) => {
    await journal.append('comment-withdrawn', { commentId });
    showToast({ text: t('commentWithdrawn') });
  };
  return (
    <Section title={t('focus')}>
      {state.focus ? (
        <p className="member-focus">{state.focus.text}</p>
      ) : (
        <p className="k-soft">{t('noFocus')}</p>
      )}
      {state.comments.length > 0 && (
        <div>
          <h3>{t('comments')}</h3>
          <ul className="member-list">
            {state.comments.map((comment) => {
              const isOwn = comment.by === view.memberId || comment.by === me?.personId;
              return (
                <li key={comment.entryId}>
                  <strong>{isOwn ? t('ownComment') : (name(comment.by) ?? t('unknownPerson'))}</strong>
                  <LongText text={comment.text} />
                  {isOwn && !isOver && (
                    <Button kind="plain" onClick={() => void withdraw(comment.entryId)}>
                      {t('commentWithdraw')}
                    </Button>
                  )}
                </li>
              );
            })}
          </ul>
        </div>
      )}
      {view.role !== 'above' && !isOver && (
        <>
          <TextArea
            label={t('commentLabel')}
            hint={t('commentHint')}
            value={text}
            onChange={setText}
            maxLength={20_000}
          />
          <div>
            <Button busy={isSending} disabled={text.trim() === ''} onClick={() => void send()}>
              {t('commentSend')}
            </Button>
          </div>
        </>
      )}
    </Section>
  );
}
