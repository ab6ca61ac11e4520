import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, describe, expect, it } from 'vitest';
import { setLanguage } from '#ui-kit/text.ts';
import type { MeetingView, ReaderRole } from '../contract.ts';
import { foldMeeting } from '../domain/fold.ts';
import { GAPS } from '../domain/may-close.ts';
import { contextOf, FOLLOWER, heldMeeting, idOf, journal, START } from '../domain/meeting-builders.ts';
import type { MinutesVote } from '../domain/minutes.ts';
import { withoutPrivateTexts } from '../domain/private-texts.ts';
import { sayVote } from '../domain/say-vote.ts';
import { AfterView } from './after/after-view.tsx';
import { MinutesPaper } from './after/minutes-paper.tsx';
import { ResolutionPart } from './after/resolution-part.tsx';
import { ConnectionLine } from './connection-line.tsx';
import { useGapSentence } from './gaps.ts';
import type { OpenMeeting } from './journal/use-meeting.ts';
import { LastRecorder } from './last-recorder.tsx';
import { MemberView } from './member/member-view.tsx';
import { CHOICE_KEYS, useMemberText } from './member/text.ts';
import { useTalkText } from './run/talk-text.ts';

const context = contextOf();

/** The meeting as one reader has it on the screen; nothing is sent anywhere. */
function openFor(log: ReturnType<typeof journal>, role: ReaderRole, memberId: string): OpenMeeting {
  const isInside = role !== 'follower' && role !== 'above';
  const entries = isInside ? log.entries : withoutPrivateTexts(log.entries);
  const state = foldMeeting(context, entries);
  const view: MeetingView = {
    meeting: {
      ...context.meeting,
      stage: state.stage === 'prepared' ? 'planned' : state.stage,
      heldOn: null,
      base: null,
      present: null,
      ownScore: null,
      confirmedScore: null,
      isTakenOver: false,
      closedAt: null,
      minutesNumber: state.stage === 'closed' ? '12-BB/CB' : null,
      resolutionNumber: null,
    },
    context,
    entries: [],
    cursor: 0,
    role,
    memberId,
    abilities: {
      lead: role === 'lead',
      record: role === 'lead',
      takePart: isInside,
      confirmScore: role === 'follower',
      annex: role === 'lead',
      readPrivateTexts: isInside,
    },
    now: START,
    closedMonth: false,
    paper: { superiorBody: 'Đảng bộ phường Hồng Lạc', place: 'Hồng Lạc' },
    takenOver: null,
    lastRecorderId: null,
  };
  return {
    view,
    state,
    pending: 0,
    onServer: entries.length,
    sending: null,
    halted: null,
    isSending: false,
    isConnected: true,
    refused: [],
    journal: {} as OpenMeeting['journal'],
  };
}

const shown = (page: ReactNode): string =>
  renderToStaticMarkup(<QueryClientProvider client={new QueryClient()}>{page}</QueryClientProvider>);

const SECRETARY = idOf(1001);
const MEMBER = idOf(1004);
const PROVISIONAL = idOf(1006);

afterEach(() => setLanguage('vi'));

describe('the line that says what is saved where', () => {
  const line = (log: ReturnType<typeof journal>, now: Partial<OpenMeeting> = {}) =>
    shown(<ConnectionLine meeting={{ ...openFor(log, 'member', MEMBER), ...now }} />);

  it('is silent before the meeting while everything is on the server', () => {
    expect(line(journal())).not.toContain('Máy này');
  });

  it.each([
    [{ isConnected: false }, 'Mất mạng'],
    [{ pending: 1 }, 'Chờ gửi: 1'],
  ])('speaks before the meeting when there is something to say: %o', (now, words) => {
    expect(line(journal(), now)).toContain(words);
  });

  it('is always there while the meeting runs', () => {
    const log = journal();
    log.write('meeting-started', { chairId: SECRETARY, heldOn: '2025-12-03', startedAt: START });
    expect(line(log)).toContain('Máy này: 1');
    expect(line(log)).toContain('Đã lưu trên máy chủ');
  });
});

describe('who kept the minutes last time', () => {
  const offered = (value: string | null, lastRecorderId: string | null = MEMBER) => {
    const meeting = openFor(journal(), 'lead', SECRETARY);
    const options = [
      { value: SECRETARY, label: 'An' },
      { value: MEMBER, label: 'Chi' },
    ];
    return shown(
      <LastRecorder
        meeting={{ ...meeting, view: { ...meeting.view, lastRecorderId } }}
        options={options}
        value={value}
        onChoose={() => {}}
      />,
    );
  };

  it('is offered, and stays pressed once taken, so that the keyboard has a place', () => {
    expect(offered(null)).toMatch(/aria-pressed="false".*Chọn thư ký kỳ trước: Chi/s);
    expect(offered(MEMBER)).toMatch(/aria-pressed="true".*Chọn thư ký kỳ trước: Chi/s);
  });

  it('is gone when somebody else is chosen, or the person is no choice', () => {
    expect(offered(SECRETARY)).toBe('');
    expect(offered(null, PROVISIONAL)).toBe('');
    expect(offered(null, null)).toBe('');
  });
});

describe('a member', () => {
  const begun = () => {
    const log = journal();
    log.write('meeting-started', { chairId: SECRETARY, heldOn: '2025-12-03', startedAt: START });
    log.write('vote-opened', {
      voteId: idOf(6001),
      question: 'Đồng ý kết luận?',
      matter: 'conclusion',
      method: 'named',
    });
    return log;
  };
  const here = (log: ReturnType<typeof journal>, memberId: string) =>
    log.write('attendance-marked', { memberId, presence: 'present', method: 'self' }, { by: memberId });

  it('checks in with one button, then sees how it was recorded', () => {
    const log = begun();
    expect(shown(<MemberView meeting={openFor(log, 'member', MEMBER)} />)).toContain('Tôi có mặt');
    here(log, MEMBER);
    const after = shown(<MemberView meeting={openFor(log, 'member', MEMBER)} />);
    expect(after).not.toContain('Tôi có mặt');
    expect(after).toContain('Tự bấm trên điện thoại.');
  });

  it('votes once present, and sees the own choice', () => {
    const log = begun();
    const absent = shown(<MemberView meeting={openFor(log, 'member', MEMBER)} />);
    expect(absent).toContain('điểm danh rồi mới biểu quyết');
    expect(absent).not.toContain('aria-pressed');
    here(log, MEMBER);
    log.write('vote-cast', { voteId: idOf(6001), memberId: MEMBER, choice: 'no' }, { by: MEMBER });
    const after = shown(<MemberView meeting={openFor(log, 'member', MEMBER)} />);
    expect(after.match(/aria-pressed="true"/g)).toHaveLength(1);
    expect(after).toContain('Đồng chí đã chọn: Không tán thành');
  });

  it('who is provisional gets the reason with its document instead of buttons', () => {
    const log = begun();
    here(log, PROVISIONAL);
    const page = shown(<MemberView meeting={openFor(log, 'member', PROVISIONAL)} />);
    expect(page).toContain('Đảng viên dự bị chưa có quyền biểu quyết');
    expect(page).toContain(context.rules['vote.who'].source.document);
    expect(page).not.toContain('aria-pressed');
  });

  it('before the meeting comments on the focus and withdraws only the own comment', () => {
    const log = journal();
    log.write('focus-set', { text: 'Phòng cháy' });
    log.write('comment-added', { text: 'Ý của tôi' }, { by: MEMBER });
    log.write('comment-added', { text: 'Ý của người khác' }, { by: idOf(1002) });
    const page = shown(<MemberView meeting={openFor(log, 'member', MEMBER)} />);
    expect(page).toContain('Ý của người khác');
    expect(page.match(/Rút ý kiến/g)).toHaveLength(1);
    expect(shown(<MemberView meeting={openFor(log, 'above', idOf(77))} />)).not.toContain('Gửi ý kiến');
  });
});

describe('after the meeting', () => {
  it('who leads may close when nothing stands in the way, and nobody else', () => {
    const log = heldMeeting(context);
    expect(shown(<AfterView meeting={openFor(log, 'lead', SECRETARY)} />)).toContain('Khóa buổi sinh hoạt');
    expect(shown(<AfterView meeting={openFor(log, 'member', MEMBER)} />)).not.toContain(
      'Khóa buổi sinh hoạt',
    );
  });

  it('what blocks is listed and there is no closing', () => {
    const log = heldMeeting(context);
    log.write('attendance-cleared', { memberId: MEMBER });
    const page = shown(<AfterView meeting={openFor(log, 'lead', SECRETARY)} />);
    expect(page).toContain('Còn 1 đảng viên chưa điểm danh.');
    expect(page).not.toContain('Khóa buổi sinh hoạt');
  });

  it('a reader outside the branch sees that words are kept back, and how many', () => {
    const log = heldMeeting(context);
    log.write('opinion-recorded', {
      opinionId: idOf(5009),
      speakerKind: 'member',
      speakerId: MEMBER,
      text: 'Lời tự phê bình',
      nature: 'self-criticism',
    });
    const outside = shown(<AfterView meeting={openFor(log, 'follower', FOLLOWER)} />);
    expect(outside).not.toContain('Lời tự phê bình');
    expect(outside).toContain('1 ý kiến tự phê bình, 0 ý kiến phê bình');
    expect(shown(<AfterView meeting={openFor(log, 'member', MEMBER)} />)).toContain('Lời tự phê bình');
  });

  it('once closed there are numbers and annexes, nothing to change', () => {
    const log = heldMeeting(context);
    log.write('meeting-closed', {});
    const page = shown(<AfterView meeting={openFor(log, 'lead', SECRETARY)} />);
    expect(page).toContain('Số 12-BB/CB');
    expect(page).toContain('Thêm phụ lục');
    expect(page).not.toContain('phải xong');
  });
});

describe('an official paper', () => {
  const paperOf = (page: string) => /<article class="after-paper" lang="vi">(.*)<\/article>/s.exec(page)?.[1];
  it.each([
    ['the minutes', MinutesPaper, 'BIÊN BẢN'],
    ['the resolution', ResolutionPart, 'NGHỊ QUYẾT'],
  ])('is Vietnamese to the last word for a reader of English too: %s', (_, Paper, title) => {
    const log = heldMeeting();
    log.write('meeting-closed', {});
    log.write('annex-added', { text: 'Ghi thêm một đề nghị', concerns: 'minutes' });
    const meeting = openFor(log, 'lead', SECRETARY);
    const inVietnamese = shown(<Paper meeting={meeting} />);
    setLanguage('en');
    const inEnglish = shown(<Paper meeting={meeting} />);
    expect(paperOf(inVietnamese)).toContain(title);
    expect(paperOf(inEnglish)).toBe(paperOf(inVietnamese));
    // Annexes belong to the minutes, in print too.
    expect(paperOf(inEnglish)?.includes('Ghi thêm một đề nghị')).toBe(title === 'BIÊN BẢN');
    // What stands around it is the reader's: buttons, and a line about the language of the paper.
    expect(inVietnamese).not.toContain('in Vietnamese');
    expect(inEnglish).toContain('The official paper below is in Vietnamese');
    expect(inEnglish).toContain('Print');
  });
});

describe('every gap has a sentence', () => {
  function Sentences() {
    const sentenceOf = useGapSentence();
    return GAPS.map((gap) => <p key={gap}>{sentenceOf({ gap, blocks: true, facts: {} }, context)}</p>);
  }
  it.each(['vi', 'en'] as const)('in %s, none the same and none with an open place', (language) => {
    setLanguage(language);
    const sentences = shown(<Sentences />)
      .split('</p>')
      .filter(Boolean);
    expect(sentences).toHaveLength(GAPS.length);
    expect(new Set(sentences).size).toBe(GAPS.length);
    for (const sentence of sentences) {
      expect(sentence).not.toContain('{{');
      expect(sentence).not.toMatch(/<p>(gap\w*)?$/);
    }
  });
});

const voteInMinutes: Omit<
  MinutesVote,
  'yes' | 'no' | 'abstain' | 'silent' | 'absent' | 'needed' | 'entitled'
> = {
  voteId: 'v',
  question: 'Gì?',
  matter: 'other',
  method: 'show-of-hands',
  status: 'closed',
  passed: false,
  minority: [],
  choices: [],
  itemId: null,
};

describe('the words of a vote', () => {
  it.each([
    ['vi', 'Không có ý kiến', 'không có ý kiến'],
    ['en', 'No opinion', 'no opinion'],
  ] as const)(
    'are the same for who counts, who votes and who reads the minutes, in %s',
    (lang, choice, line) => {
      setLanguage(lang);
      const figures = { yes: 1, no: 2, abstain: 3, silent: 0, absent: 0, needed: 4, entitled: 6 };
      const recorded = { ...figures, ...voteInMinutes };
      function Words() {
        const talk = useTalkText();
        const member = useMemberText();
        return (
          <ul>
            <li>{talk('abstain')}</li>
            <li>{member(CHOICE_KEYS.abstain)}</li>
            <li>{talk('voteSplit', figures).toLowerCase()}</li>
            <li>{member('voteFigures', figures)}</li>
            <li>{sayVote(recorded)[lang]}</li>
          </ul>
        );
      }
      const [counts, votes, split, told, minutes] = shown(<Words />).match(/(?<=<li>).*?(?=<\/li>)/g)!;
      expect([counts, votes]).toEqual([choice, choice]);
      for (const words of [split, told, minutes]) expect(words).toContain(line);
    },
  );
});
