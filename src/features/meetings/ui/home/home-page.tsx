import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { getMe } from '#features/mandates/contract.ts';
import {
  civilDateAt,
  clockTimeAt,
  formatCivilDate,
  formatYearMonth,
  type YearMonth,
} from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { Button, LinkButton, TextLink } from '#ui-kit/actions.tsx';
import { Badge, EmptyState, ErrorState, LoadingState, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import {
  IconBell,
  IconCalendar,
  IconChart,
  IconCheck,
  IconClock,
  IconForward,
  IconSpeak,
  IconWarn,
} from '#ui-kit/icons.tsx';
import { usePlace } from '#ui-kit/page.ts';
import { Page, Row, Section } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { getHome, markNoticesRead } from '../../contract.ts';
import { useDayWords } from '../day-words.ts';
import { homeQuery, whoAmIQuery } from '../queries.ts';
import { KIND_KEYS, useMeetingsText } from '../text.ts';
import './home.css';
import { type HomeMeeting, inOrderOfPressure, nextStepOf, pathOf } from './next-step.ts';
import { useHomeText } from './text.ts';

const PlanDialog = lazy(() => import('./plan-dialog.tsx').then((m) => ({ default: m.PlanDialog })));

type Home = Answer<typeof getHome>;
type Unplanned = Home['unplanned'][number];

const TASKS_AT_ONCE = 5;
const NOTICES_AT_ONCE = 4;
const BRANCH_KINDS = ['branch', 'base-branch', 'group'];
const SEES_BRANCHES = ['secretary', 'deputy-secretary', 'committee-member', 'officer'];

/** The first page: what is next for me, and only then the rest. */
export function HomePage() {
  const t = useHomeText();
  const home = useQuery(homeQuery);
  const me = useQuery(whoAmIQuery);
  const error = home.data && me.data ? null : (home.error ?? me.error);
  return (
    <Page title={t('title')} lead={me.data ? t('hello', { name: me.data.person.fullName }) : undefined}>
      {error ? (
        <ErrorState
          title={t('failed')}
          error={error}
          onRetry={() => {
            void home.refetch();
            void me.refetch();
          }}
        />
      ) : home.data && me.data ? (
        <MyWork home={home.data} today={me.data.today} posts={me.data.posts} />
      ) : (
        <Section>
          <LoadingState lines={6} />
        </Section>
      )}
    </Page>
  );
}

type Held = Answer<typeof getMe>['posts'];

function MyWork({ home, today, posts }: { home: Home; today: string; posts: Held }) {
  const t = useHomeText();
  const { place, places } = usePlace();
  const [planned, setPlanned] = useState<Unplanned | null>(null);
  const ordered = inOrderOfPressure(home.meetings, today);
  const next = ordered[0];
  const others = ordered.slice(1);
  // The place that the person works for now comes first.
  const areas = places
    .filter(
      (one) =>
        !BRANCH_KINDS.includes(one.kind) &&
        posts.some((held) => held.unitId === one.id && SEES_BRANCHES.includes(held.post)),
    )
    .sort((a, b) => Number(b.id === place?.id) - Number(a.id === place?.id));
  const branch = places.find((one) => BRANCH_KINDS.includes(one.kind));
  const hero = next ? undefined : home.unplanned[0];
  const unplanned = home.unplanned.filter((one) => one !== hero);
  const areaLeads = !next && !hero && areas.length > 0;
  const isOperator = posts.some((held) => held.post === 'operator');
  const keepsTheServer = !branch && isOperator;
  return (
    <>
      {next ? (
        <NextMeeting meeting={next} today={today} />
      ) : hero ? (
        <NextPlan unplanned={hero} onPlan={setPlanned} />
      ) : areaLeads ? null : (
        <Section>
          <EmptyState
            icon={IconCalendar}
            title={t(keepsTheServer ? 'nothingOperatorTitle' : 'nothingTitle')}
            action={
              branch ? (
                <LinkButton to={`/branches/${branch.id}/meetings`}>{t('allMeetings')}</LinkButton>
              ) : (
                keepsTheServer && (
                  <LinkButton kind="main" size="large" to="/operator">
                    {t('serverOpen')}
                  </LinkButton>
                )
              )
            }
          >
            {!branch && home.lastPlace
              ? t('nothingAnyMore', {
                  unit: home.lastPlace.unitName,
                  date: formatCivilDate(home.lastPlace.endedOn),
                })
              : t(branch ? 'nothingMember' : keepsTheServer ? 'nothingOperator' : 'nothingNobody')}
          </EmptyState>
        </Section>
      )}
      {/* An answer that this device kept from an earlier version has no such list. */}
      <WaitingForMe waiting={home.waiting} unread={home.unread ?? []} />
      {branch && isOperator && (
        <Section>
          <Row>
            <LinkButton to="/operator">{t('serverOpen')}</LinkButton>
          </Row>
        </Section>
      )}
      {areas.map((area, at) => (
        <Section key={area.id} title={t('areaTitle', { unit: area.name })} lead={t('areaLead')}>
          <Row>
            <LinkButton
              kind={areaLeads && at === 0 ? 'main' : 'quiet'}
              size={areaLeads && at === 0 ? 'large' : undefined}
              icon={<IconChart />}
              to={`/units/${area.id}/months`}
            >
              {t('areaOpen')}
            </LinkButton>
          </Row>
        </Section>
      ))}
      {unplanned.length > 0 && (
        <Section title={t('unplannedTitle')}>
          <ul className="home-list">
            {unplanned.map((one) => (
              <li key={`${one.branchId} ${one.month}`}>
                <div className="home-list-words">
                  {t('unplannedLead', { branch: one.branchName, month: formatYearMonth(one.month) })}
                </div>
                <div className="home-list-aside">
                  <Button icon={<IconCalendar />} onClick={() => setPlanned(one)}>
                    {t('planMonth', { month: formatYearMonth(one.month) })}
                  </Button>
                </div>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {others.length > 0 && <OtherMeetings meetings={others} today={today} />}
      {(branch || home.tasks.length > 0) && <Tasks tasks={home.tasks} />}
      {(branch || home.notices.length > 0) && <Notices notices={home.notices} />}
      {branch && (
        <Row>
          <LinkButton to="/petitions">{t('ownPetitions')}</LinkButton>
        </Row>
      )}
      {planned && (
        <Suspense>
          <PlanDialog
            branchId={planned.branchId}
            month={planned.month}
            today={today}
            onClose={() => setPlanned(null)}
          />
        </Suspense>
      )}
    </>
  );
}

/** A card on top of the page with the one main action of the day. */
function NextCard({ label, aside, children }: { label: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="home-next" aria-labelledby="home-next">
      <div className="home-next-top">
        <h2 id="home-next" className="home-next-label">
          {label}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

function NextPlan({ unplanned, onPlan }: { unplanned: Unplanned; onPlan: (one: Unplanned) => void }) {
  const t = useHomeText();
  const month = formatYearMonth(unplanned.month);
  return (
    <NextCard label={unplanned.branchName}>
      <div className="home-next-day">{t('unplannedHero', { month })}</div>
      <Row>
        <Button kind="main" size="large" icon={<IconCalendar />} onClick={() => onPlan(unplanned)}>
          {t('planMonth', { month: monthWord(unplanned.month) })}
        </Button>
      </Row>
    </NextCard>
  );
}

/** `4` in the button, where the year is plain from the card above it. */
const monthWord = (month: YearMonth): string => String(Number(month.slice(5)));

function NextMeeting({ meeting, today }: { meeting: HomeMeeting; today: string }) {
  const t = useHomeText();
  const words = useMeetingsText();
  const { dayName, distance } = useDayWords();
  const step = nextStepOf(meeting, today);
  const isComing = meeting.stage === 'planned';
  const day = meeting.heldOn ?? meeting.plannedOn;
  const why =
    step === 'confirm-score'
      ? meeting.ownScore === null
        ? t('why.confirm-score-none')
        : t('why.confirm-score', { score: formatNumber(meeting.ownScore) })
      : t(`why.${step}`);
  return (
    <NextCard
      label={
        meeting.stage === 'running'
          ? t('meetingNow')
          : isComing
            ? day === today
              ? t('meetingToday')
              : t('nextMeeting')
            : t('afterMeeting')
      }
      aside={
        <Badge tone={isComing && day < today ? 'warn' : 'brand'} icon={IconClock}>
          {distance(day, today)}
        </Badge>
      }
    >
      <div className="home-next-when">
        <div className="home-leaf" aria-hidden="true">
          <span className="home-leaf-month">{formatYearMonth(day.slice(0, 7))}</span>
          <span className="home-leaf-day">{Number(day.slice(8))}</span>
        </div>
        <div className="home-next-words">
          <p className="home-next-day">
            {dayName(day)}, <span className="k-whole">{formatCivilDate(day)}</span>
          </p>
          <p>
            {meeting.heldOn === null
              ? t('at', { time: meeting.plannedTime, place: meeting.place })
              : meeting.place}
          </p>
        </div>
      </div>
      <p className="k-soft">
        {meeting.branchName}
        {' · '}
        {t('monthKind', { month: formatYearMonth(meeting.month), kind: words(KIND_KEYS[meeting.kind]) })}
      </p>
      <Row>
        <LinkButton kind="main" size="large" icon={<IconForward />} to={pathOf(meeting, step)}>
          {t(`step.${step}`)}
        </LinkButton>
        {step === 'secret-vote' && <LinkButton to={`/meetings/${meeting.id}`}>{t('step.attend')}</LinkButton>}
      </Row>
      {isComing && (meeting.role === 'lead' || meeting.hasComments > 0) && (
        <Row gap="small">
          {meeting.role === 'lead' &&
            (meeting.noticeSent ? (
              <Badge tone="success" icon={IconCheck}>
                {t('noticeSent')}
              </Badge>
            ) : (
              <Badge tone="warn" icon={IconWarn}>
                {t('noticeNotSent')}
              </Badge>
            ))}
          {meeting.hasComments > 0 && (
            <Badge tone="info" icon={IconSpeak}>
              {t('comments', { count: meeting.hasComments })}
            </Badge>
          )}
        </Row>
      )}
      {meeting.own?.isPresent && (
        <Row>
          <Badge tone="success" icon={IconCheck}>
            {t('checkedIn')}
          </Badge>
        </Row>
      )}
      {why !== '' && <p className="k-soft">{why}</p>}
    </NextCard>
  );
}

function OtherMeetings({ meetings, today }: { meetings: readonly HomeMeeting[]; today: string }) {
  const t = useHomeText();
  const words = useMeetingsText();
  const { longDay, distance } = useDayWords();
  return (
    <Section title={t('otherMeetings')}>
      <ul className="home-list">
        {meetings.map((meeting) => {
          const day = meeting.heldOn ?? meeting.plannedOn;
          const step = nextStepOf(meeting, today);
          return (
            <li key={meeting.id}>
              <div className="home-list-words">
                <TextLink className="home-list-link" to={pathOf(meeting, step)}>
                  {meeting.branchName}: {t(`step.${step}`)}
                </TextLink>
                <div className="k-soft">
                  {longDay(day)}
                  {meeting.heldOn === null && `, ${meeting.plannedTime}`} · {words(KIND_KEYS[meeting.kind])}
                </div>
              </div>
              <div className="home-list-aside">
                <Badge icon={IconClock}>{distance(day, today)}</Badge>
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** What the other parts of the product have for this person to do, each a link to where it is done. */
function WaitingForMe({ waiting, unread }: Pick<Home, 'waiting' | 'unread'>) {
  const t = useHomeText();
  if (waiting.length + unread.length === 0) return null;
  const isOnePlace = new Set(waiting.map((one) => one.unitName)).size === 1;
  return (
    <Section title={t('waiting')} lead={isOnePlace ? waiting[0]?.unitName : undefined}>
      {unread.length > 0 && (
        <Notice tone="warn" title={t('partUnread', { parts: unread.join(', ') })}>
          {t('partUnreadLead')}
        </Notice>
      )}
      <ul className="home-list">
        {waiting.map((one) => (
          <li key={`${one.key} ${one.to} ${one.text}`}>
            <div className="home-list-words">
              <TextLink className="home-list-link" to={one.to}>
                {one.text}
              </TextLink>
              {!isOnePlace && <div className="k-soft">{one.unitName}</div>}
            </div>
            <div className="home-list-aside">
              {one.isLate && (
                <Badge tone="danger" icon={IconWarn}>
                  {t('overdue')}
                </Badge>
              )}
              <strong className="k-whole">
                {one.count} {one.counted}
              </strong>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Tasks({ tasks }: { tasks: Home['tasks'] }) {
  const t = useHomeText();
  const [isAll, setIsAll] = useState(false);
  const sorted = [...tasks].sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
  const shown = isAll ? sorted : sorted.slice(0, TASKS_AT_ONCE);
  return (
    <Section title={t('tasks')} lead={tasks.length > 0 ? t('tasksLead', { count: tasks.length }) : undefined}>
      {tasks.length === 0 ? (
        <p className="k-soft">{t('noTasks')}</p>
      ) : (
        <ul className="home-list">
          {shown.map((task) => (
            <li key={task.taskId}>
              <div className="home-list-words">
                <TextLink className="home-list-link" to={`/tasks/${task.taskId}`}>
                  {task.title}
                </TextLink>
                <div className="k-soft">{t('output', { output: task.output })}</div>
              </div>
              <div className="home-list-aside">
                {task.isOverdue && (
                  <Badge tone="danger" icon={IconWarn}>
                    {t('overdue')}
                  </Badge>
                )}
                <span className="k-whole">{t('due', { date: formatCivilDate(task.dueOn) })}</span>
              </div>
            </li>
          ))}
        </ul>
      )}
      {shown.length < sorted.length && (
        <Button onClick={() => setIsAll(true)}>
          {t('showAllTasks', { count: sorted.length - shown.length })}
        </Button>
      )}
    </Section>
  );
}

function Notices({ notices }: { notices: Home['notices'] }) {
  const t = useHomeText();
  const [isAll, setIsAll] = useState(false);
  const read = useWrite<typeof markNoticesRead>('POST /api/me/notices/read', { invalidates: [['home']] });
  const unread = notices.filter((notice) => !notice.isRead);
  const sorted = [...unread, ...notices.filter((notice) => notice.isRead)];
  const shown = isAll ? sorted : sorted.slice(0, NOTICES_AT_ONCE);
  return (
    <Section
      title={t('notices')}
      lead={unread.length > 0 ? t('unreadCount', { count: unread.length }) : undefined}
      action={
        unread.length > 0 && (
          <Button
            kind="plain"
            icon={<IconCheck />}
            busy={read.isPending}
            onClick={() => read.mutate({ body: { ids: unread.map((notice) => notice.id) } })}
          >
            {t('markAllRead')}
          </Button>
        )
      }
    >
      <RefusalNotice refusal={read.error} />
      {notices.length === 0 ? (
        <p className="k-soft">{t('noNotices')}</p>
      ) : (
        <ul className="home-list">
          {shown.map((notice) => {
            const at = Date.parse(notice.at);
            return (
              <li key={notice.id}>
                <div className="home-list-words">
                  {notice.meetingId ? (
                    <TextLink
                      className="home-list-link"
                      to={
                        notice.kind === 'petition-answered' ? '/petitions' : `/meetings/${notice.meetingId}`
                      }
                      onClick={() => {
                        if (!notice.isRead) read.mutate({ body: { ids: [notice.id] } });
                      }}
                    >
                      {notice.text}
                    </TextLink>
                  ) : (
                    <p>{notice.text}</p>
                  )}
                  <div className="k-soft k-small">
                    {notice.branchName} · {clockTimeAt(at)} {formatCivilDate(civilDateAt(at))}
                  </div>
                </div>
                {!notice.isRead && (
                  <div className="home-list-aside">
                    <Badge tone="info" icon={IconBell}>
                      {t('unread')}
                    </Badge>
                  </div>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {shown.length < sorted.length && (
        <Button onClick={() => setIsAll(true)}>
          {t('showAllNotices', { count: sorted.length - shown.length })}
        </Button>
      )}
    </Section>
  );
}
