import { useMemo, useState } from 'react';
import { formatCivilDate, formatYearMonth } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Badge } from '#ui-kit/feedback.tsx';
import { LongText } from '#ui-kit/long-text.tsx';
import { Section } from '#ui-kit/page-frame.tsx';
import { KeyValue } from '#ui-kit/show.tsx';
import type { CarriedTask } from '../../contract.ts';
import type { AssignedTask } from '../../domain/fold.ts';
import { AgendaTitle } from '../agenda-title.tsx';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { namesIn } from './name-of.ts';
import { NATURE_KEYS, useMemberText } from './text.ts';

type AnyTask = Pick<
  CarriedTask | AssignedTask,
  'taskId' | 'title' | 'ownerId' | 'helperIds' | 'output' | 'dueOn' | 'reportMonth'
>;

/** The tasks among these that this member owns or helps with; nothing when there are none. */
export function OwnTasks({
  title,
  tasks,
  memberId,
}: {
  title: string;
  tasks: readonly AnyTask[];
  memberId: string;
}) {
  const t = useMemberText();
  const own = tasks.filter((task) => task.ownerId === memberId || task.helperIds.includes(memberId));
  if (own.length === 0) return null;
  return (
    <Section title={title}>
      <ul className="member-list">
        {own.map((task) => (
          <li key={task.taskId}>
            <strong>{task.title}</strong> {task.ownerId !== memberId && <Badge>{t('asHelper')}</Badge>}
            <KeyValue
              facts={[
                { label: t('output'), value: task.output },
                { label: t('dueOn'), value: formatCivilDate(task.dueOn) },
                { label: t('reportAt'), value: formatYearMonth(task.reportMonth) },
              ]}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function Conclusions({ meeting }: { meeting: OpenMeeting }) {
  const t = useMemberText();
  const { state, view } = meeting;
  const items = new Map(state.agenda.map((item) => [item.itemId, item]));
  return (
    <Section title={t('conclusions')}>
      {state.conclusions.length === 0 ? (
        <p className="k-soft">{t('noConclusions')}</p>
      ) : (
        <ul className="member-list">
          {state.conclusions.map((conclusion) => {
            const item = items.get(conclusion.itemId);
            return (
              <li key={conclusion.itemId}>
                <span className="k-soft">
                  {item ? <AgendaTitle item={item} context={view.context} /> : t('conclusionOther')}
                </span>
                {conclusion.live.map((each) => (
                  <p key={each.entryId} className="member-text">
                    {each.text}
                  </p>
                ))}
              </li>
            );
          })}
        </ul>
      )}
    </Section>
  );
}

const AT_FIRST = 8;

/** Who spoke and, where the reader may know it, what was said; newest first. */
export function Opinions({ meeting }: { meeting: OpenMeeting }) {
  const t = useMemberText();
  const { view, state } = meeting;
  const [isWhole, setIsWhole] = useState(false);
  const name = useMemo(() => namesIn(view.context, state), [view.context, state]);
  const newest = [...state.opinions].reverse();
  const shown = isWhole ? newest : newest.slice(0, AT_FIRST);
  const canRead = view.abilities.readPrivateTexts;
  return (
    <Section title={t('opinions', { count: newest.length })}>
      {newest.length === 0 && <p className="k-soft">{t('noOpinions')}</p>}
      <ul className="member-list">
        {shown.map((opinion) => (
          <li key={opinion.opinionId}>
            <strong>{name(opinion.speakerId) ?? t('unknownPerson')}</strong>{' '}
            <span className="k-soft">
              ({opinion.speakerKind === 'guest' ? `${t('guest')}, ` : ''}
              {t(NATURE_KEYS[opinion.nature])})
            </span>
            {opinion.withheld || (opinion.isPrivate && !canRead) ? (
              <p className="k-soft">{t('privateText')}</p>
            ) : (
              <>
                <LongText text={opinion.text} />
                {opinion.answer && (
                  <p className="member-text">
                    <strong>{t('answer')}:</strong> {opinion.answer.text}
                  </p>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      {shown.length < newest.length && (
        <div>
          <Button onClick={() => setIsWhole(true)}>{t('showAll', { count: newest.length })}</Button>
        </div>
      )}
    </Section>
  );
}
