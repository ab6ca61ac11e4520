import { loadActor } from '#features/mandates/public.ts';
import type { EntryKind, EntryPayloads } from '#features/meetings/contract.ts';
import {
  appendEntries,
  closeMeeting,
  loadMeeting,
  planMeeting,
  recordSeries,
} from '#features/meetings/public.ts';
import { criteriaOf, type MeetingKind } from '#features/rulebooks/contract.ts';
import {
  addDays,
  addMonths,
  type CivilDate,
  civilDateAt,
  dayInMonth,
  instantOf,
  lastDayOf,
  type YearMonth,
} from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { type Database, inTransaction, type Tx } from '#platform/database/database.ts';
import type { World } from '#platform/feature.ts';
import type { Random } from './random.ts';
import type { SeededBranch } from './seed-ward.ts';

const FOCUS = [
  'Giữ vệ sinh ngõ phố và phân loại rác tại nguồn',
  'Vận động nhân dân lắp đặt thiết bị phòng cháy ở nhà nhiều tầng',
  'Rà soát hộ khó khăn, người cao tuổi neo đơn trên địa bàn',
  'Trật tự đô thị, lấn chiếm vỉa hè giờ cao điểm',
  'Hướng dẫn người cao tuổi làm thủ tục trực tuyến',
  'Bồi dưỡng quần chúng ưu tú, phát triển đảng viên mới',
];
const OPINIONS = [
  'Nhất trí với báo cáo, đề nghị chi ủy phân công rõ người theo dõi từng ngõ.',
  'Việc tháng trước làm còn chậm vì chờ phường cấp thùng rác; đề nghị có mốc thời gian.',
  'Đề nghị mời cán bộ phường đến giải thích trực tiếp cho các hộ kinh doanh.',
  'Các đảng viên trẻ nên giúp các cụ cài ứng dụng, mỗi người nhận ba hộ.',
  'Tôi đã đến từng nhà trong ngõ 12, còn hai hộ chưa đồng ý vì sợ mất lối đi.',
  'Cần tổng kết mô hình ngõ tự quản để nhân ra các ngõ khác.',
  'Đề nghị công khai kết quả ở bảng tin nhà văn hóa để nhân dân theo dõi.',
];
const SELF = [
  'Tôi tự nhận còn ngại va chạm, chưa góp ý thẳng với hộ lấn chiếm vỉa hè cạnh nhà.',
  'Tháng qua tôi vắng một buổi trực, xin rút kinh nghiệm.',
];
const TASKS = [
  ['Vận động các hộ ngõ 12 phân loại rác tại nguồn', 'Danh sách hộ đã ký cam kết'],
  ['Rà soát hộ có người cao tuổi neo đơn', 'Bảng rà soát gửi chi ủy'],
  ['Lắp bảng tin công khai tại nhà văn hóa', 'Bảng tin đã lắp, có ảnh'],
  ['Hướng dẫn thủ tục trực tuyến cho các cụ', 'Số người đã tự làm được thủ tục'],
  ['Kiểm tra bình chữa cháy các nhà trọ', 'Biên bản kiểm tra'],
  ['Giới thiệu một quần chúng ưu tú học lớp nhận thức về Đảng', 'Giấy giới thiệu'],
] as const;

type Said = { [K in EntryKind]: { kind: K; payload: EntryPayloads[K] } }[EntryKind];

/** How each kind of branch lives: shares that drive the invented faults. */
const LIFE = {
  strong: {
    skips: 0,
    attends: 0.96,
    excused: 1,
    speaks: 0.5,
    tasksDone: 0.92,
    papersOnTime: 1,
    points: 0.97,
  },
  middling: {
    skips: 0.05,
    attends: 0.87,
    excused: 0.9,
    speaks: 0.3,
    tasksDone: 0.72,
    papersOnTime: 0.75,
    points: 0.86,
  },
  weak: {
    skips: 0.34,
    attends: 0.68,
    excused: 0.7,
    speaks: 0.16,
    tasksDone: 0.45,
    papersOnTime: 0.3,
    points: 0.7,
  },
} as const;

/** Writes the months of branches through the same actions that the server uses, at the time each thing happened. */
export class HistoryWriter {
  #device = newId();
  #lamport = 0;

  constructor(
    private readonly db: Database,
    private readonly world: World,
    private readonly random: Random,
  ) {}

  async setSeries(branch: SeededBranch, dayOfMonth: number): Promise<void> {
    await this.#write((tx) =>
      recordSeries(tx, branch.id, { dayOfMonth, time: this.#timeOf(branch), place: placeOf(branch) }),
    );
  }

  /** Plans the month's meeting some days ahead and prepares it. Answers with its id. */
  async prepare(branch: SeededBranch, month: YearMonth, plannedOn: CivilDate, invited: boolean): Promise<Id> {
    const { random } = this;
    const life = LIFE[branch.health];
    const kind: MeetingKind = Number(month.slice(5)) % 3 === 1 ? 'combined' : 'regular';
    const plannedTime = this.#timeOf(branch);
    const planning = instantOf(addDays(plannedOn, -8), '09:00');
    const id = await this.#write(async (tx) => {
      const plan = { branchId: branch.id, month, kind, plannedOn, plannedTime, place: placeOf(branch) };
      const by = { personId: branch.secretaryId, today: civilDateAt(planning) };
      return (await planMeeting(tx, plan, by, planning)).id;
    });
    const leaders = [branch.secretaryId, branch.deputyId];
    await this.#say(branch, id, branch.secretaryId, planning + 3_600_000, [
      { kind: 'focus-set', payload: { text: random.pick(FOCUS) } },
      { kind: 'committee-met', payload: { metOn: addDays(plannedOn, -8), presentIds: leaders } },
    ]);
    if (!invited) return id;
    const onTime = random.chance(life.papersOnTime);
    const telling = onTime ? instantOf(addDays(plannedOn, -3), '10:00') : instantOf(plannedOn, '11:00');
    await this.#say(branch, id, branch.secretaryId, telling, [
      {
        kind: 'notice-sent',
        payload: { channels: ['app', 'zalo'], recipients: branch.members.length, toFollower: true },
      },
    ]);
    return id;
  }

  /** Holds a prepared meeting from the roll call to the adopted minutes. */
  async hold(branch: SeededBranch, id: Id, heldOn: CivilDate): Promise<void> {
    const { random } = this;
    const life = LIFE[branch.health];
    const start = instantOf(heldOn, this.#timeOf(branch));
    const minutes = branch.health === 'weak' ? random.between(48, 80) : random.between(122, 138);
    const end = start + minutes * 60_000;
    const { context, state } = await inTransaction(this.db, 'read', (tx) => loadMeeting(tx, id, heldOn));
    const recorder = branch.members[Math.min(2, branch.members.length - 1)]!.personId;
    await this.#say(branch, id, branch.secretaryId, start, [
      { kind: 'meeting-started', payload: { chairId: branch.secretaryId, heldOn, startedAt: start } },
      { kind: 'recorder-appointed', payload: { memberId: recorder } },
    ]);

    const said: Said[] = [];
    const present: Id[] = [];
    let asked = 0;
    for (const { memberId, status } of context.roll) {
      if (status === 'exempt' || status === 'temporarily-away') continue;
      asked++;
      // Even a weak branch that meets has enough members for a resolution; else it would not have met.
      const isNeeded =
        memberId === branch.secretaryId || memberId === recorder || present.length < asked * 0.6;
      const isHere = isNeeded || random.chance(life.attends);
      if (isHere) present.push(memberId);
      const isExcused = random.chance(life.excused);
      said.push({
        kind: 'attendance-marked',
        payload: isHere
          ? { memberId, presence: 'present', method: 'secretary' }
          : isExcused
            ? {
                memberId,
                presence: 'excused',
                reason: random.pick(['Ốm', 'Đi công tác', 'Việc gia đình']),
                method: 'secretary',
              }
            : { memberId, presence: 'unexcused', method: 'secretary' },
      });
    }
    const steps = context.rules[`steps.${context.meeting.kind}`].value;
    for (const step of steps) {
      said.push({ kind: 'step-started', payload: { step: step.id } });
      if (step.id === 'discussion') said.push(...this.#opinions(present, life.speaks));
      if (step.id === 'self-criticism' && branch.health !== 'weak')
        said.push(...this.#spoken(random.pick(present), random.pick(SELF), 'self-criticism'));
      said.push({
        kind: 'step-finished',
        payload: { step: step.id, elapsedSeconds: step.recommendedMinutes * 60 },
      });
    }
    for (const task of context.lastMonthTasks) {
      const isDone = random.chance(life.tasksDone);
      said.push({
        kind: 'task-result-recorded',
        payload: isDone
          ? { taskId: task.taskId, state: 'done', percent: 100, evidence: 'Chi ủy đã kiểm tra tại chỗ' }
          : {
              taskId: task.taskId,
              state: 'in-progress',
              percent: random.pick([30, 50, 70]),
              cause: 'Chờ phối hợp với phường',
            },
      });
    }
    const item = state.agenda.at(-1);
    if (item)
      said.push({
        kind: 'conclusion-written',
        payload: {
          itemId: item.itemId,
          text: 'Chi bộ thống nhất thực hiện, phân công rõ người, rõ việc, rõ thời hạn.',
          replaces: [],
        },
      });
    const entitled = context.roll.filter(
      (m) => m.status === 'official' && present.includes(m.memberId),
    ).length;
    const vote = (matter: 'conclusion' | 'score' | 'minutes', question: string): Id => {
      const voteId = newId(start);
      said.push(
        { kind: 'vote-opened', payload: { voteId, question, matter, method: 'show-of-hands' } },
        { kind: 'vote-counted', payload: { voteId, yes: entitled, no: 0, abstain: 0 } },
        { kind: 'vote-closed', payload: { voteId, countedCasts: [] } },
      );
      return voteId;
    };
    vote('conclusion', 'Thông qua kết luận của buổi sinh hoạt');
    const month = context.meeting.month;
    const owners = present.filter((p) => p !== branch.secretaryId);
    const count = branch.health === 'weak' ? 1 : random.between(2, 4);
    for (let i = 0; i < count; i++) {
      const [title, output] = TASKS[(i + Number(month.slice(5)) + branch.name.length) % TASKS.length]!;
      said.push({
        kind: 'task-assigned',
        payload: {
          taskId: newId(start),
          title,
          output,
          ownerId: random.pick(owners.length ? owners : present),
          helperIds: [],
          dueOn: dayInMonth(addMonths(month, 1), random.between(1, 20)),
          reportMonth: addMonths(month, 1),
        },
      });
    }
    for (const criterion of criteriaOf(context.rules['score.sheet'].value)) {
      const full = random.chance(life.points);
      said.push({
        kind: 'score-marked',
        payload: {
          criterionId: criterion.id,
          points: full ? criterion.max : Math.floor(criterion.max * 0.6),
        },
      });
    }
    said.push(
      { kind: 'score-adopted', payload: { voteId: vote('score', 'Thông qua điểm của buổi sinh hoạt') } },
      { kind: 'minutes-read', payload: {} },
      { kind: 'minutes-adopted', payload: { voteId: vote('minutes', 'Thông qua biên bản') } },
      { kind: 'meeting-ended', payload: { endedAt: end } },
    );
    await this.#say(branch, id, branch.secretaryId, end, said);
  }

  /** The follower confirms, and the secretary closes. */
  async close(branch: SeededBranch, id: Id, on: CivilDate): Promise<void> {
    const at = instantOf(on, '15:00');
    await this.#say(branch, id, branch.followerId, at, [{ kind: 'score-confirmed', payload: { marks: [] } }]);
    await this.#write(async (tx) => {
      const meeting = await loadMeeting(tx, id, on, 'lock');
      await closeMeeting(tx, this.world, meeting, { personId: branch.secretaryId }, at + 600_000);
    });
  }

  /** The month of a branch as it would have gone; a branch that skips it leaves nothing. */
  async liveThrough(branch: SeededBranch, month: YearMonth, dayOfMonth: number): Promise<number> {
    if (this.random.chance(LIFE[branch.health].skips)) return 0;
    const day = dayInMonth(month, dayOfMonth);
    const id = await this.prepare(branch, month, day, true);
    await this.hold(branch, id, day);
    const closing = addDays(day, 1);
    await this.close(branch, id, closing > lastDayOf(month) ? day : closing);
    return 1;
  }

  skips(branch: SeededBranch): boolean {
    return this.random.chance(LIFE[branch.health].skips);
  }

  #opinions(present: Id[], share: number): Said[] {
    const speakers = present.filter(() => this.random.chance(share));
    return speakers.flatMap((id) => this.#spoken(id, this.random.pick(OPINIONS), 'opinion'));
  }

  #spoken(speakerId: Id, text: string, nature: 'opinion' | 'self-criticism'): Said[] {
    return [
      {
        kind: 'opinion-recorded',
        payload: { opinionId: newId(), speakerKind: 'member', speakerId, text, nature },
      },
    ];
  }

  async #say(branch: SeededBranch, meetingId: Id, authorId: Id, at: number, said: Said[]): Promise<void> {
    const today = civilDateAt(at);
    await this.#write(async (tx) => {
      const actor = await loadActor(tx, authorId, today);
      const meeting = await loadMeeting(tx, meetingId, today, 'lock');
      this.#lamport = Math.max(this.#lamport, meeting.state.lamport);
      const entries = said.map((one) => ({
        ...one,
        id: newId(at),
        meetingId,
        branchId: branch.id,
        authorId,
        deviceId: this.#device,
        lamport: ++this.#lamport,
        at,
      }));
      if (!actor) throw new Error('An author of the history is not known.');
      const outcome = await appendEntries(tx, meeting, entries, { actor, today, language: 'vi' }, at);
      const refused = outcome.refused[0];
      if (refused) throw new Error(`The history was refused: ${refused.code} ${refused.field ?? ''}`);
    });
    this.#lamport = 0;
  }

  #timeOf(branch: SeededBranch): string {
    return branch.sector === 'residential' ? '19:30' : '16:00';
  }

  #write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return inTransaction(this.db, 'write', work);
  }
}

const placeOf = (branch: SeededBranch): string =>
  branch.sector === 'residential'
    ? `Nhà văn hóa ${branch.name.replace('Chi bộ ', '').replace('Tổ', 'tổ')}`
    : `Phòng họp ${branch.name.replace('Chi bộ ', '')}`;
