import type { ProcedureStep, Rule, Rules, ScoreSheet, StepEntry } from '#features/rulebooks/contract.ts';
import type { MemberStatus } from '#kernel/actor.ts';
import type { Id } from '#kernel/ids.ts';
import type { RuleSource } from '#kernel/result.ts';
import type { AnyEntry, Entry, EntryKind, EntryPayloads } from './entry.ts';
import type { CarriedTask, MeetingContext, RollMember } from './meeting-context.ts';

/** Builders for tests: an invented branch, a short rulebook of its own, and devices that write entries. */

/** A readable id: the same number always gives the same one. */
export const idOf = (n: number): Id => `01930000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

const source: RuleSource = { document: 'Quy chế mẫu', article: 'Điều 1', verified: true };
const rule = <T>(value: T): Rule<T> => ({ value, source, narrowable: 'no' });
const both = (text: string) => ({ vi: text, en: text });

const step = (id: string, entry: StepEntry, required = true): ProcedureStep => ({
  id,
  part: 'conduct',
  title: both(id),
  guidance: both(id),
  entry,
  recommendedMinutes: 10,
  required,
});

export const sheet: ScoreSheet = {
  kind: 'points',
  title: both('Phiếu mẫu'),
  blocks: [
    {
      id: 'attendance',
      title: both('Dự họp'),
      criteria: [
        { id: 'share', title: both('Tỷ lệ dự họp'), max: 40, measure: { by: 'judgement' } },
        {
          id: 'topic',
          title: both('Chuyên đề'),
          max: 20,
          measure: { by: 'judgement' },
          mayNotApply: both('Không có chuyên đề'),
        },
      ],
    },
    {
      id: 'result',
      title: both('Kết quả'),
      criteria: [{ id: 'tasks', title: both('Nhiệm vụ'), max: 40, measure: { by: 'judgement' } }],
    },
  ],
  grades: { good: 90, fair: 70, average: 50 },
  knockOuts: { criterionIds: ['share'], source },
};

const steps = [
  step('opening', 'opening'),
  step('roll-call', 'roll-call'),
  step('task-review', 'task-review'),
  step('documents', 'documents', false),
  step('discussion', 'discussion'),
  step('self-criticism', 'self-criticism'),
  step('assign-tasks', 'task-assignment'),
  step('score', 'score'),
  step('read-minutes', 'minutes'),
];

export const rulesOf = (changes: Partial<Rules> = {}): Rules => ({
  'steps.regular': rule(steps),
  'steps.thematic': rule(steps),
  'steps.combined': rule(steps),
  'duration.minutes': rule(90),
  'duration.combined-minutes': rule(120),
  'duration.large-branch': rule(null),
  'duration.small-branch': rule(null),
  'regular.per-month': rule(1),
  'thematic.per-quarter': rule(1),
  'preparation.committee-meets': rule(true),
  'papers.lead-days': rule(1),
  'notice.recipients': rule(['members', 'follower']),
  'result.post-within-days': rule(2),
  'attendance.base': rule(['official', 'provisional']),
  'attendance.target': rule({ percent: 90, comparison: 'at-least' }),
  'attendance.max-consecutive-excused': rule(3),
  'quorum.ordinary': rule({ numerator: 2, denominator: 3, comparison: 'at-least' }),
  'vote.who': rule(['official']),
  'speak.who': rule(['official', 'provisional', 'exempt', 'temporarily-here']),
  'vote.ordinary-methods': rule(['show-of-hands', 'party-card']),
  'vote.resolution': rule({ numerator: 1, denominator: 2, comparison: 'more-than' }),
  'criticism.minutes': rule({ from: 15, to: 30 }),
  'score.sheet': rule(sheet),
  'score.adopted-by-vote': rule(true),
  'score.confirmed-by-follower': rule(true),
  'score.year-grade': rule(null),
  ...changes,
});

export const ruleFor = rule;

const SURNAMES = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Đặng', 'Vũ'];
const MIDDLES = ['Văn', 'Thị', 'Đức', 'Minh', 'Ngọc'];
const GIVENS = ['An', 'Bình', 'Chi', 'Dũng', 'Đào', 'Hà', 'Khánh', 'Lan', 'Oanh', 'Sơn', 'Ước'];

/** Member number `n` of the invented branch. The id of a member is `idOf(1000 + n)`. */
export const memberOf = (n: number, status: MemberStatus = 'official'): RollMember => ({
  memberId: idOf(1000 + n),
  personId: idOf(1000 + n),
  fullName: `${SURNAMES[n % SURNAMES.length]} ${MIDDLES[n % MIDDLES.length]} ${GIVENS[n % GIVENS.length]} ${n}`,
  status,
  posts: n === 1 ? ['secretary'] : n === 2 ? ['deputy-secretary'] : [],
  excusedInARow: 0,
});

/** Members 1, 2, 3 … with these statuses. */
export const rollOf = (...statuses: MemberStatus[]): RollMember[] =>
  statuses.map((status, index) => memberOf(index + 1, status));

export const taskOf = (n: number, changes: Partial<CarriedTask> = {}): CarriedTask => ({
  taskId: idOf(3000 + n),
  title: `Nhiệm vụ ${n}`,
  ownerId: idOf(1001),
  helperIds: [],
  output: 'Báo cáo kết quả',
  dueOn: '2025-11-30',
  reportMonth: '2025-12',
  assignedInMonth: '2025-11',
  state: 'open',
  ...changes,
});

export const MEETING = idOf(1);
export const BRANCH = idOf(2);
export const FOLLOWER = idOf(9);

/** A regular meeting of December 2025 with five official members, one provisional and one exempt. */
export const contextOf = (changes: Partial<MeetingContext> = {}): MeetingContext => ({
  meeting: {
    id: MEETING,
    branchId: BRANCH,
    month: '2025-12',
    kind: 'regular',
    plannedOn: '2025-12-03',
    plannedTime: '19:30',
    place: 'Nhà văn hóa tổ dân phố số 7',
  },
  branchName: 'Chi bộ tổ dân phố số 7',
  aboveName: 'Đảng ủy phường Hồng Lạc',
  hasCommittee: true,
  roll: rollOf('official', 'official', 'official', 'official', 'official', 'provisional', 'exempt'),
  followers: [{ personId: FOLLOWER, fullName: 'Đỗ Thị Hòa' }],
  voting: null,
  rulebook: { code: 'mau-2025', title: both('Bộ quy định mẫu') },
  rules: rulesOf(),
  thematicInMonth: false,
  lastMonthTasks: [],
  ...changes,
});

/** 3 December 2025, 19:30 in Vietnam, in ms since the epoch. */
export const START = 1_764_765_000_000;

export type Written = { by?: Id; at?: number; seq?: number; receivedAt?: number; lamport?: number };

/** A meeting's journal under test. Every `write` sees everything before it, as a device that is online does. */
export function journal() {
  const entries: AnyEntry[] = [];
  let counter = 0;
  let lamport = 0;
  return {
    entries,
    /** Adds an entry by the secretary's device, or by the device of `how.by`. */
    write<K extends EntryKind>(kind: K, payload: EntryPayloads[K], how: Written = {}): Entry<K> {
      counter += 1;
      lamport = how.lamport ?? lamport + 1;
      const by = how.by ?? idOf(1001);
      const entry = {
        id: idOf(100_000 + counter),
        meetingId: MEETING,
        branchId: BRANCH,
        kind,
        payload,
        authorId: by,
        deviceId: idOf(500_000 + Number.parseInt(by.slice(-6), 16)),
        lamport,
        at: how.at ?? START + counter * 1000,
        ...(how.seq === undefined ? {} : { seq: how.seq, receivedAt: how.receivedAt ?? START }),
        ...(how.receivedAt === undefined ? {} : { receivedAt: how.receivedAt }),
      } as unknown as Entry<K>;
      entries.push(entry as AnyEntry);
      return entry;
    },
  };
}

/** A meeting held from start to end by the rules: everything is there but the closing itself. */
export function heldMeeting(context: MeetingContext = contextOf()) {
  const log = journal();
  const item = idOf(4001);
  log.write('focus-set', { text: 'An toàn phòng cháy trong khu dân cư' });
  log.write('agenda-item-added', { itemId: item, title: 'Thảo luận', source: 'focus', step: 'discussion' });
  log.write('meeting-started', { chairId: idOf(1001), heldOn: '2025-12-03', startedAt: START });
  log.write('recorder-appointed', { memberId: idOf(1003) });
  for (const member of context.roll)
    if (member.status !== 'exempt')
      log.write('attendance-marked', { memberId: member.memberId, presence: 'present', method: 'secretary' });
  for (const { id } of context.rules['steps.regular'].value) {
    log.write('step-started', { step: id });
    log.write('step-finished', { step: id, elapsedSeconds: 600 });
  }
  log.write('opinion-recorded', {
    opinionId: idOf(5001),
    speakerKind: 'member',
    speakerId: idOf(1002),
    itemId: item,
    text: 'Đề nghị kiểm tra bình chữa cháy từng ngõ',
    nature: 'proposal',
  });
  log.write('petition-answered', { opinionId: idOf(5001), text: 'Chi ủy nhất trí, giao tổ công tác' });
  log.write('conclusion-written', { itemId: item, text: 'Kiểm tra xong trước ngày 20', replaces: [] });
  log.write('task-assigned', {
    taskId: idOf(3500),
    title: 'Kiểm tra bình chữa cháy',
    ownerId: idOf(1002),
    helperIds: [idOf(1004)],
    output: 'Danh sách từng ngõ',
    dueOn: '2025-12-20',
    reportMonth: '2026-01',
    itemId: item,
  });
  const vote = (n: number, matter: EntryPayloads['vote-opened']['matter'], question: string) => {
    const voteId = idOf(6000 + n);
    log.write('vote-opened', { voteId, question, matter, method: 'show-of-hands' });
    log.write('vote-counted', { voteId, yes: 5, no: 0, abstain: 0 });
    log.write('vote-closed', { voteId, countedCasts: [] });
    return voteId;
  };
  vote(1, 'conclusion', 'Thông qua kết luận');
  for (const [criterionId, points] of [
    ['share', 40],
    ['tasks', 38],
  ] as const)
    log.write('score-marked', { criterionId, points });
  log.write('score-marked', { criterionId: 'topic', points: null, notApplicable: true });
  log.write('score-adopted', { voteId: vote(2, 'score', 'Thông qua điểm') });
  log.write('minutes-read', {});
  log.write('minutes-adopted', { voteId: vote(3, 'minutes', 'Thông qua biên bản') });
  log.write('meeting-ended', { endedAt: START + 95 * 60_000 });
  log.write('score-confirmed', { marks: [] }, { by: FOLLOWER });
  return log;
}
