import { Fragment, type ReactNode, useMemo } from 'react';
import { shortHash } from '#features/ballots/contract.ts';
import { wayTexts } from '#features/rulebooks/contract.ts';
import { civilDateAt, formatCivilDate, formatYearMonth } from '#kernel/civil-date.ts';
import { PrintButton } from '#ui-kit/actions.tsx';
import { Notice } from '#ui-kit/feedback.tsx';
import { Fold } from '#ui-kit/fold.tsx';
import { OfficialPaper } from '#ui-kit/official-paper.tsx';
import { useSay } from '#ui-kit/text.ts';
import { saidNumber } from '#ui-kit/typed-values.ts';
import type { MeetingView } from '../../contract.ts';
import {
  isSpokenOf,
  type Minutes,
  type MinutesBallot,
  type MinutesOpinion,
  type MinutesVote,
  minutesOf,
} from '../../domain/minutes.ts';
import { sayVote } from '../../domain/say-vote.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { STATUS_KEYS, useMeetingsText } from '../text.ts';
import { Annexes } from './annexes.tsx';
import { FoldedPaper, PaperPart } from './paper-parts.tsx';
import { confirmedText, outcomeText } from './score-words.ts';
import { TaskLine, TaskResultLine } from './task-lines.tsx';
import { CONCERN_KEYS, KIND_WORD_KEYS, NATURE_KEYS, useAfterText } from './text.ts';

/** January and February keep their nought, so that nothing can be added by hand; other months as they are. */
const monthNumber = (month: string): string => (Number(month) < 3 ? month : String(Number(month)));

/** The head of a Party paper: who issues it on the left, the Party and the place on the right. */
export function PaperHead({
  paper,
  branchName,
  number,
  isDraft = false,
  date,
  title,
  subtitle,
}: {
  paper: MeetingView['paper'];
  branchName: string;
  number: string | null;
  /** The meeting is closed and this paper has no number: it was not adopted. */
  isDraft?: boolean;
  date: string;
  title: string;
  subtitle: string;
}) {
  const t = useAfterText();
  const [day, month, year] = formatCivilDate(date).split('/') as [string, string, string];
  return (
    <header>
      <div className="after-paper-head">
        <div>
          {paper.superiorBody !== '' && <div className="after-upper">{paper.superiorBody}</div>}
          <strong className="after-upper">{branchName}</strong>
          <div aria-hidden="true">*</div>
          <div>
            {number === null ? t(isDraft ? 'numberNever' : 'numberLater') : t('numberOf', { number })}
          </div>
        </div>
        <div>
          <strong className="after-party">{t('party')}</strong>
          <div className="after-signed">
            {t('signedAt', { place: paper.place, day, month: monthNumber(month), year })}
          </div>
        </div>
      </div>
      <h2 className="after-paper-title">
        {title}
        <span>{subtitle}</span>
      </h2>
    </header>
  );
}

export function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <p>
      <strong>{label}:</strong> {children}
    </p>
  );
}

/** Lists up to this length stand in the minutes; longer ones open by one tap on the screen, and are whole in print. */
const SHORT_LIST = 8;

function FoldedIfLong({ isLong, label, children }: { isLong: boolean; label: string; children: ReactNode }) {
  return isLong ? <Fold label={label}>{children}</Fold> : children;
}

function OpinionLine({ opinion }: { opinion: MinutesOpinion }) {
  const t = useAfterText();
  return (
    <li>
      <strong>{opinion.speaker || t('unknownPerson')}</strong>
      {opinion.position && `, ${opinion.position}`} ({t(NATURE_KEYS[opinion.nature])}):{' '}
      {opinion.text === null ? (
        <em>{t('privateText')}</em>
      ) : (
        <span className="after-text">{opinion.text}</span>
      )}
      {opinion.answer !== null && (
        <>
          {' '}
          <span className="after-text">
            {t('answer')}: {opinion.answer}
          </span>
        </>
      )}
    </li>
  );
}

/** The first opinions, and the rest of many behind one tap. */
function Opinions({ opinions }: { opinions: readonly MinutesOpinion[] }) {
  const t = useAfterText();
  const inSight = opinions.length > SHORT_LIST ? 3 : opinions.length;
  const rest = opinions.slice(inSight);
  return (
    <>
      <ul>
        {opinions.slice(0, inSight).map((opinion, at) => (
          <OpinionLine key={at} opinion={opinion} />
        ))}
      </ul>
      {rest.length > 0 && (
        <Fold label={t('showOpinions', { count: rest.length })}>
          <ul>
            {rest.map((opinion, at) => (
              <OpinionLine key={at} opinion={opinion} />
            ))}
          </ul>
        </Fold>
      )}
    </>
  );
}

function VoteLine({ vote }: { vote: MinutesVote }) {
  const t = useAfterText();
  const say = useSay();
  return (
    <p>
      {say(sayVote(vote))}
      {vote.minority.map(({ name, text }, at) => (
        <span key={at} className="after-minority">
          {t('minorityLine', { name, text })}
        </span>
      ))}
    </p>
  );
}

/** A secret ballot with its arithmetic. */
function BallotLines({ ballot }: { ballot: MinutesBallot }) {
  const t = useAfterText();
  const say = useSay();
  const { counted } = ballot;
  return (
    <>
      <p>
        <strong>{t('ballotHead')}:</strong> {ballot.question} ({say(wayTexts(ballot.method))}
        {ballot.round > 1 && `, ${t('ballotRound', { round: ballot.round })}`}){': '}
        {t('ballotReckoned', {
          voters: ballot.voters,
          base: say(ballot.base),
          needed: say(ballot.needed),
        })}{' '}
        {counted ? `${say(counted.ballots)}.` : ballot.status === 'open' ? t('stillOpen') : ''}
      </p>
      {counted && (
        <>
          <ul>
            {counted.lines.map((line) => (
              <li key={line.text.vi}>
                {t(line.against === null ? 'ballotVotes' : 'ballotVotesList', {
                  line: say(line.text),
                  votes: line.votes,
                  against: line.against ?? 0,
                })}
              </li>
            ))}
          </ul>
          <p>
            <strong>{say(counted.outcome)}</strong>{' '}
            {counted.boxSha256 !== null && t('ballotBox', { hash: shortHash(counted.boxSha256) })}
          </p>
        </>
      )}
      {ballot.status === 'annulled' && (
        <p>
          <strong>{t('annulled')}</strong> {ballot.annulledBecause}
        </p>
      )}
    </>
  );
}

function Attendance({ minutes }: { minutes: Minutes }) {
  const t = useAfterText();
  const say = useSay();
  const words = useMeetingsText();
  const { attendance } = minutes;
  const { onRoll, base, present, excused, unexcused, unmarked } = attendance;
  return (
    <>
      <p>
        {t(unmarked > 0 ? 'countsOpen' : 'counts', { onRoll, base, present, excused, unexcused, unmarked })}
      </p>
      {attendance.percent !== null && (
        <p>{t('share', { percent: say(saidNumber(Math.round(attendance.percent * 10) / 10)) })}</p>
      )}
      {attendance.presentOutsideBase > 0 && (
        <p>{t('countsOutside', { count: attendance.presentOutsideBase })}</p>
      )}
      <FoldedIfLong
        isLong={attendance.presentNames.length > SHORT_LIST}
        label={t('showPresent', { count: attendance.presentNames.length })}
      >
        <Line label={t('presentNames')}>
          {attendance.presentNames
            .map((each) =>
              each.status === 'official' ? each.name : `${each.name} (${words(STATUS_KEYS[each.status])})`,
            )
            .join(', ') || t('nobody')}
        </Line>
      </FoldedIfLong>
      <Line label={t('absentNames')}>
        {attendance.absent
          .map(
            (each) =>
              `${each.name} (${
                each.presence === 'excused' ? t('excused', { reason: each.reason ?? '–' }) : t('unexcused')
              })`,
          )
          .join('; ') || t('nobody')}
      </Line>
      {attendance.exemptNames.length > 0 && (
        <Line label={t('exemptNames')}>{attendance.exemptNames.join(', ')}</Line>
      )}
      {minutes.dues && (
        <Line label={t('dues')}>
          {minutes.dues.unpaidCount === null
            ? t('duesText', { paid: minutes.dues.paidCount })
            : t('duesTextUnpaid', { paid: minutes.dues.paidCount, unpaid: minutes.dues.unpaidCount })}
          {minutes.dues.note && `. ${minutes.dues.note}`}
        </Line>
      )}
    </>
  );
}

function Proceedings({ minutes }: { minutes: Minutes }) {
  const t = useAfterText();
  const say = useSay();
  const skipped = minutes.steps.filter((step) => step.status === 'skipped');
  // An item on which nothing was said stands in the programme only.
  const parts = minutes.proceedings.filter(isSpokenOf);
  return (
    <>
      {minutes.agenda.length > 0 && (
        <>
          <h4>{t('programme')}</h4>
          <FoldedIfLong
            isLong={minutes.agenda.length > SHORT_LIST}
            label={t('showProgramme', { count: minutes.agenda.length })}
          >
            <ol>
              {minutes.agenda.map((item) => (
                <li key={item.itemId}>{item.title}</li>
              ))}
            </ol>
          </FoldedIfLong>
        </>
      )}
      {minutes.lastMonthTasks.length > 0 && (
        <>
          <h4>{t('lastMonth')}</h4>
          <ul>
            {minutes.lastMonthTasks.map((task) => (
              <TaskResultLine key={task.taskId} task={task} />
            ))}
          </ul>
        </>
      )}
      {parts.length === 0 && <p>{t('noProceedings')}</p>}
      {parts.map((part) => (
        <Fragment key={part.itemId ?? 'rest'}>
          <h4>{part.title ?? t('otherMatters')}</h4>
          {part.opinions.length > 0 && <Opinions opinions={part.opinions} />}
          {part.votes.map((vote) => (
            <VoteLine key={vote.voteId} vote={vote} />
          ))}
          {part.ballots.map((ballot) => (
            <BallotLines key={ballot.ballotId} ballot={ballot} />
          ))}
          {part.conclusions.length > 1 && (
            <p>
              <em>{t('conclusionConflict')}</em>
            </p>
          )}
          {part.conclusions.map((conclusion, at) => (
            <Line key={at} label={t('conclusionHead')}>
              <span className="after-text">{conclusion.text}</span>
            </Line>
          ))}
        </Fragment>
      ))}
      {minutes.praised.length > 0 && (
        <Line label={t('praised')}>
          {minutes.praised.map((each) => `${each.name}: ${each.text}`).join('; ')}
        </Line>
      )}
      {minutes.reminded.length > 0 && (
        <Line label={t('reminded')}>
          {minutes.reminded.map((each) => `${each.name}: ${each.text ?? t('privateText')}`).join('; ')}
        </Line>
      )}
      {skipped.map((step) => (
        <p key={step.step}>
          {t('stepSkipped', {
            step: step.title ? say(step.title) : step.step,
            reason: step.skippedBecause ?? '–',
          })}
        </p>
      ))}
    </>
  );
}

/** How much was said, voted on and concluded, for the line of a folded part. */
const countsOf = ({ proceedings }: Minutes) => ({
  opinions: proceedings.reduce((sum, part) => sum + part.opinions.length, 0),
  votes: proceedings.reduce((sum, part) => sum + part.votes.length + part.ballots.length, 0),
  conclusions: proceedings.reduce((sum, part) => sum + part.conclusions.length, 0),
});

/** The words of the minutes, drawn inside the official paper. */
function MinutesContent({ view, minutes }: { view: MeetingView; minutes: Minutes }) {
  const t = useAfterText();
  const say = useSay();
  const { opening, score } = minutes;
  const [from, to] = [opening.startedAt ?? t('notRecorded'), opening.endedAt ?? t('notRecorded')];
  const date = formatCivilDate(opening.heldOn);
  return (
    <>
      <PaperHead
        paper={view.paper}
        branchName={minutes.branchName}
        number={view.meeting.minutesNumber}
        date={opening.heldOn}
        title={t('minutesTitle')}
        subtitle={t('minutesSub', {
          kind: t(KIND_WORD_KEYS[minutes.kind]),
          month: formatYearMonth(minutes.month),
        })}
      />
      <PaperPart
        title={t('partOpening')}
        brief={t('briefOpening', { from, to, chair: opening.chair || t('notRecorded') })}
      >
        <Line label={t('time')}>
          {opening.minutes === null
            ? t('timeSpan', { from, to, date })
            : t('timeSpanMinutes', { from, to, date, count: opening.minutes })}
        </Line>
        <Line label={t('place')}>{opening.place}</Line>
        <Line label={t('chair')}>{opening.chair || t('notRecorded')}</Line>
        <Line label={t('recorder')}>{opening.recorder || t('notRecorded')}</Line>
        <Line label={t('guests')}>
          {opening.guests
            .map((guest) =>
              [guest.name, guest.position, guest.fromFollowing ? t('guestFollower') : null]
                .filter(Boolean)
                .join(', '),
            )
            .join('; ') || t('noGuests')}
        </Line>
        {opening.papers.length > 0 && (
          <Line label={t('papersUsed')}>{opening.papers.map((paper) => paper.name).join('; ')}</Line>
        )}
        {opening.focus !== null && <Line label={t('focus')}>{opening.focus}</Line>}
        <Line label={t('rulebook')}>{say(minutes.rulebook.title)}</Line>
      </PaperPart>
      <PaperPart title={t('partAttendance')} brief={t('briefAttendance', minutes.attendance)}>
        <Attendance minutes={minutes} />
      </PaperPart>
      <PaperPart title={t('partProceedings')} brief={t('briefProceedings', countsOf(minutes))}>
        <Proceedings minutes={minutes} />
      </PaperPart>
      <PaperPart title={t('partTasks')} brief={t('briefTasks', { count: minutes.tasks.length })}>
        {minutes.tasks.length === 0 ? (
          <p>{t('noTasks')}</p>
        ) : (
          <ol>
            {minutes.tasks.map((task) => (
              <TaskLine key={task.taskId} task={task} />
            ))}
          </ol>
        )}
      </PaperPart>
      <PaperPart title={t('partScore')} brief={outcomeText(t, say, score.own)}>
        <Line label={t('scoreOwn')}>{outcomeText(t, say, score.own)}</Line>
        <p>{t(score.adopted ? 'adopted' : 'notAdopted')}</p>
        {score.confirmed && (
          <Line label={t('scoreConfirmed')}>
            {confirmedText(t, say, { ...score.confirmed, marks: {}, isAmended: true })}
            {score.confirmed.reason && `. ${t('reasonIs', { reason: score.confirmed.reason })}`}
          </Line>
        )}
      </PaperPart>
      <PaperPart title={t('partEnd')} brief={t(minutes.minutesAdopted ? 'briefAdopted' : 'briefNotAdopted')}>
        <p>
          {minutes.minutesAdopted
            ? t('adoptedLine', {
                yes: minutes.minutesAdopted.yes,
                entitled: minutes.minutesAdopted.entitled,
              })
            : t(minutes.minutesRead ? 'readLine' : 'notReadLine')}
        </p>
        {minutes.changedAfterAdoption > 0 && (
          <p>{t('changedAfterAdoption', { count: minutes.changedAfterAdoption })}</p>
        )}
      </PaperPart>
      <div className="after-signs">
        <div>
          <strong>{t('signRecorder')}</strong>
          <span>{opening.recorder}</span>
        </div>
        <div>
          <strong>{t('signChair')}</strong>
          <span>{opening.chair}</span>
        </div>
      </div>
      {minutes.annexes.length > 0 && (
        <PaperPart title={t('annexesHead')} brief={t('annexes', { count: minutes.annexes.length })}>
          <ol className="after-lines">
            {minutes.annexes.map((annex, at) => (
              <li key={at}>
                <strong>{t(CONCERN_KEYS[annex.concerns])}</strong>
                <p className="after-text">{annex.text ?? <em>{t('privateText')}</em>}</p>
                <p className="k-soft k-small">
                  {t('annexBy', {
                    name: annex.by || t('unknownPerson'),
                    date: formatCivilDate(civilDateAt(annex.at)),
                  })}
                </p>
              </li>
            ))}
          </ol>
        </PaperPart>
      )}
    </>
  );
}

/** The minutes as a paper that can be read on the screen and printed from it. */
export function MinutesPaper({ meeting }: { meeting: OpenMeeting }) {
  const t = useAfterText();
  const { view, state } = meeting;
  const minutes = useMemo(() => minutesOf(view.context, state), [view.context, state]);
  const outsider = !view.abilities.readPrivateTexts;
  return (
    <>
      {outsider && (
        <Notice title={t('privateTitle')}>
          {t('privateCounts', {
            self: minutes.opinionCounts['self-criticism'],
            criticism: minutes.opinionCounts.criticism,
          })}
        </Notice>
      )}
      <FoldedPaper action={<PrintButton />}>
        <OfficialPaper className="after-paper">
          <MinutesContent view={view} minutes={minutes} />
        </OfficialPaper>
      </FoldedPaper>
      {minutes.closed && <Annexes meeting={meeting} />}
    </>
  );
}
