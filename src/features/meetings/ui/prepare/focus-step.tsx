import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { civilDateAt, clockTimeAt, formatCivilDate } from '#kernel/civil-date.ts';
import { newId } from '#kernel/ids.ts';
import { Button } from '#ui-kit/actions.tsx';
import { RuleLine } from '#ui-kit/feedback.tsx';
import { TextArea } from '#ui-kit/fields.tsx';
import { IconCheck, IconEdit } from '#ui-kit/icons.tsx';
import { Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { PersonChip } from '#ui-kit/show.tsx';
import { stepsOf } from '../../domain/meeting-context.ts';
import { type FocusSuggestion, suggestFocus } from '../../domain/suggest-focus.ts';
import { useAgendaTitle } from '../agenda-title.tsx';
import { useDraft } from '../journal/use-draft.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { meetingsQuery } from '../queries.ts';
import { personName } from './people.ts';
import { usePrepareText } from './text.ts';

/** What to discuss, suggested from the branch's own work, and what members say to it beforehand. */
export function FocusStep({ meeting }: { meeting: OpenMeeting }) {
  const t = usePrepareText();
  const { focus } = meeting.state;
  const draftName = `focus.${meeting.view.meeting.id}`;
  const [kept] = useDraft(draftName);
  // Words that were being typed when the page was closed are on the screen again.
  const [isEditing, setIsEditing] = useState(kept !== '' || focus === null);
  return (
    <Stack>
      <p>{t('focusLead')}</p>
      {isEditing || !focus ? (
        <FocusForm
          meeting={meeting}
          draftName={draftName}
          onDone={() => setIsEditing(false)}
          mayLeave={focus !== null}
        />
      ) : (
        <>
          <blockquote className="prepare-focus">{focus.text}</blockquote>
          <Row>
            <Button icon={<IconEdit />} onClick={() => setIsEditing(true)}>
              {t('edit')}
            </Button>
          </Row>
        </>
      )}
      <Comments meeting={meeting} />
    </Stack>
  );
}

function useSuggestions({ view, state }: OpenMeeting): FocusSuggestion[] {
  const { context } = view;
  const { branchId, month, plannedOn, id } = context.meeting;
  // The quarter's thematic meetings stand in the list of the branch.
  const others = useQuery(meetingsQuery(branchId));
  const thematic = others.data?.meetings.filter(
    (one) => one.id !== id && one.kind !== 'regular' && one.stage !== 'cancelled',
  );
  const directives = state.agenda.flatMap((item) => {
    if (item.source !== 'directive' || !item.ref) return [];
    const at = item.title.indexOf(': ');
    return [
      {
        directiveId: item.ref,
        number: at < 0 ? item.title : item.title.slice(0, at),
        title: at < 0 ? '' : item.title.slice(at + 2),
        dueOn: null,
      },
    ];
  });
  return suggestFocus({
    month,
    heldOn: plannedOn,
    tasks: context.lastMonthTasks,
    directives,
    thematicMonths: [
      ...(thematic ?? []).map((one) => one.month),
      ...(context.thematicInMonth ? [month] : []),
    ],
    rules: context.rules,
  }).filter((one) => one.why !== 'quarter-thematic-due' || thematic !== undefined);
}

/** Keeps the focus, and the agenda's own line of it with the same words. */
async function saveFocus({ journal, state, view }: OpenMeeting, text: string): Promise<void> {
  const title = text.replace(/\s+/g, ' ').slice(0, 300);
  const line = state.agenda.find((item) => item.source === 'focus');
  await journal.append('focus-set', { text });
  if (line) {
    if (line.title !== title) await journal.append('agenda-item-changed', { itemId: line.itemId, title });
    return;
  }
  const step = stepsOf(view.context).value.find(
    (one) => one.entry === 'discussion' || one.entry === 'presentation',
  );
  const before = step && state.agenda.filter((item) => item.step === step.id).pop();
  await journal.append('agenda-item-added', {
    itemId: newId(),
    title,
    source: 'focus',
    ...(step ? { step: step.id } : {}),
    ...(before ? { afterItemId: before.itemId } : {}),
  });
}

function FocusForm({
  meeting,
  draftName,
  onDone,
  mayLeave,
}: {
  meeting: OpenMeeting;
  draftName: string;
  onDone: () => void;
  mayLeave: boolean;
}) {
  const t = usePrepareText();
  const [text, setText, clear] = useDraft(draftName, meeting.state.focus?.text ?? '');
  const suggestions = useSuggestions(meeting);
  // It becomes an item of the agenda, and so of the minutes.
  const record = usePrepareText.inVietnamese;
  const sentenceOf = ({ why, title, count }: FocusSuggestion): string =>
    why === 'quarter-thematic-due'
      ? record('suggest.quarter-thematic-due')
      : record(`suggest.${why}`, {
          title: count > 1 ? record('andMore', { title: title ?? '', count: count - 1 }) : (title ?? ''),
        });
  const leave = () => {
    clear();
    onDone();
  };
  return (
    <>
      <TextArea label={t('focusText')} value={text} onChange={setText} maxLength={2000} lines={2} />
      <Row>
        <Button
          kind={mayLeave ? 'quiet' : 'main'}
          icon={<IconCheck />}
          disabled={text.trim() === ''}
          onClick={() => void saveFocus(meeting, text.trim()).then(leave)}
        >
          {t('save')}
        </Button>
        {mayLeave && (
          <Button kind="plain" onClick={leave}>
            {t('cancel')}
          </Button>
        )}
      </Row>
      {suggestions.length > 0 && (
        <Section plain level={3} title={t('suggestions')}>
          <ul className="prepare-list">
            {suggestions.map((one) => (
              <li key={one.why}>
                <div className="prepare-list-words">
                  <p className="prepare-strong" lang="vi">
                    {sentenceOf(one)}
                  </p>
                  <p className="k-soft k-small">{t(`why.${one.why}`, { count: one.count })}</p>
                  {one.rule && <RuleLine rule={one.rule} />}
                </div>
                <Button onClick={() => setText(sentenceOf(one))}>{t('useThis')}</Button>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Comments({ meeting }: { meeting: OpenMeeting }) {
  const t = usePrepareText();
  const { comments, agenda } = meeting.state;
  const titleOf = useAgendaTitle(meeting.view.context);
  return (
    <Section
      plain
      level={3}
      title={t('comments')}
      lead={comments.length > 0 ? t('commentsCount', { count: comments.length }) : undefined}
    >
      {comments.length === 0 ? (
        <p className="k-soft">{t('noComments')}</p>
      ) : (
        <ul className="prepare-list" aria-live="polite">
          {comments.map((comment) => {
            const item = agenda.find((one) => one.itemId === comment.itemId);
            return (
              <li key={comment.entryId}>
                <div className="prepare-list-words">
                  <PersonChip
                    name={personName(meeting.view.context, comment.by) ?? t('formerMember')}
                    note={`${clockTimeAt(comment.at)} ${formatCivilDate(civilDateAt(comment.at))}`}
                  />
                  {item && <p className="k-soft k-small">{t('aboutItem', { title: titleOf(item) })}</p>}
                  <p className="prepare-said">{comment.text}</p>
                </div>
              </li>
            );
          })}
        </ul>
      )}
    </Section>
  );
}
