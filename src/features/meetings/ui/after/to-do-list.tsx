import { type ReactNode, useState } from 'react';
import { addDays, formatCivilDate } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Badge, RuleLine } from '#ui-kit/feedback.tsx';
import { IconCheck } from '#ui-kit/icons.tsx';
import { Section } from '#ui-kit/page-frame.tsx';
import type { Gap } from '../../domain/may-close.ts';
import type { MeetingScore } from '../../domain/total-meeting-score.ts';
import { asksForAnswer, laterAnswerTo, wordsOfAnswer } from '../../domain/unanswered-petitions.ts';
import { useGapSentence } from '../gaps.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { fixFor } from './fix-gap.tsx';
import { useAfterText } from './text.ts';

export type Part = 'minutes' | 'resolution' | 'score' | 'attendance' | 'tasks' | 'documents';

const WHERE: Partial<Record<Gap['gap'], Part>> = {
  'members-unmarked': 'attendance',
  'resolutions-in-conflict': 'resolution',
  'score-incomplete': 'score',
  'quorum-not-reached': 'attendance',
  'results-missing': 'tasks',
};

function GapRow({ meeting, gap, onOpen }: { meeting: OpenMeeting; gap: Gap; onOpen: (part: Part) => void }) {
  const t = useAfterText();
  const sentenceOf = useGapSentence();
  const [isOpen, setIsOpen] = useState(false);
  const fix = fixFor(gap.gap, meeting);
  const part = WHERE[gap.gap];
  const sentence = sentenceOf(gap, meeting.view.context);
  return (
    <li className="after-gap">
      <div className="after-gap-words">
        <Badge tone={gap.blocks ? 'warn' : 'neutral'}>{t(gap.blocks ? 'mustDo' : 'worthALook')}</Badge>
        <span>{sentence}</span>
        {gap.rule && <RuleLine rule={gap.rule} />}
      </div>
      {fix !== null ? (
        <Button expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {t(isOpen ? 'fixClose' : 'fix')}
          <span className="k-hidden">: {sentence}</span>
        </Button>
      ) : (
        part && (
          <Button onClick={() => onOpen(part)}>
            {t('open')}
            <span className="k-hidden">: {sentence}</span>
          </Button>
        )
      )}
      {isOpen && <div className="after-fix">{fix}</div>}
    </li>
  );
}

function Plain({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <li className="after-gap">
      <div className="after-gap-words">{children}</div>
      {action}
    </li>
  );
}

/** What is left to do after the meeting, for whoever reads: first what only this person can do. */
export function ToDoList({
  meeting,
  gaps,
  score,
  onOpen,
}: {
  meeting: OpenMeeting;
  gaps: readonly Gap[];
  score: MeetingScore;
  onOpen: (part: Part) => void;
}) {
  const t = useAfterText();
  const { view, state } = meeting;
  const isClosed = state.stage === 'closed';
  const keeps = view.abilities.lead || view.abilities.record;
  const days = view.context.rules['result.post-within-days'];
  const heldOn = state.started?.heldOn ?? view.meeting.plannedOn;
  const ownPetitions = state.opinions.filter(
    (opinion) => asksForAnswer(opinion) && opinion.speakerId === view.memberId,
  );
  const ownTasks = state.tasks.filter(
    (task) => task.ownerId === view.memberId || task.helperIds.includes(view.memberId),
  ).length;
  return (
    <Section title={t('toDo')}>
      <ul className="after-gaps">
        {view.abilities.confirmScore && !isClosed && (
          <Plain
            action={
              score.own !== null &&
              state.confirmation === null && (
                <Button kind="main" onClick={() => onOpen('score')}>
                  {t('confirmToDoButton')}
                </Button>
              )
            }
          >
            {state.confirmation !== null ? (
              <span>
                <IconCheck /> {t('confirmDone')}
              </span>
            ) : (
              t(score.own === null ? 'confirmLater' : 'confirmToDo')
            )}
          </Plain>
        )}
        {keeps &&
          !isClosed &&
          gaps.map((gap) => <GapRow key={gap.gap} meeting={meeting} gap={gap} onOpen={onOpen} />)}
        {isClosed &&
          view.abilities.annex &&
          gaps
            .filter((gap) => gap.gap === 'petitions-unanswered')
            .map((gap) => <GapRow key={gap.gap} meeting={meeting} gap={gap} onOpen={onOpen} />)}
        {keeps && !isClosed && gaps.every((gap) => !gap.blocks) && (
          <Plain>
            <span>
              <IconCheck /> {t('nothingLeftToClose')}
            </span>
          </Plain>
        )}
        {keeps && days.value !== null && (
          <Plain action={<Button onClick={() => onOpen('documents')}>{t('uploadButton')}</Button>}>
            <span>
              {t('uploadBy', { date: formatCivilDate(addDays(heldOn, days.value)), days: days.value })}
            </span>
            <RuleLine rule={days.source} />
          </Plain>
        )}
        {ownPetitions.map((opinion) => {
          const annex = laterAnswerTo(state, opinion);
          const answer = opinion.answer?.text ?? (annex && wordsOfAnswer(annex.text));
          return (
            <Plain key={opinion.opinionId}>
              <span className="after-text">{t('yourPetition', { text: opinion.text })}</span>
              {answer === null ? (
                <span className="k-soft">{t('yourPetitionWaits')}</span>
              ) : (
                <span className="after-text">
                  <IconCheck /> {`${t('answer')}: ${answer}`}
                </span>
              )}
            </Plain>
          );
        })}
        {ownTasks > 0 && (
          <Plain action={<Button onClick={() => onOpen('tasks')}>{t('seeTasks')}</Button>}>
            {t('yourTasks', { count: ownTasks })}
          </Plain>
        )}
        {!keeps && (
          <Plain action={<Button onClick={() => onOpen('minutes')}>{t('readMinutesButton')}</Button>}>
            {t('readMinutes')}
          </Plain>
        )}
      </ul>
    </Section>
  );
}
