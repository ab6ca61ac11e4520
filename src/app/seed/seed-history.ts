import { loadActor } from '#features/mandates/public.ts';
import type { EntryKind, EntryPayloads } from '#features/meetings/contract.ts';
import {
  appendEntries,
  attachPaper,
  closeMeeting,
  evidenceOf,
  loadMeeting,
  planMeeting,
  recordSeries,
  sendNotice,
} from '#features/meetings/public.ts';
import type { MeetingKind } from '#features/rulebooks/contract.ts';
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
import type { Tx } from '#platform/database/database.ts';
import type { World } from '#platform/feature.ts';
import { amendScore, scoreMeeting } from './city/score-meeting.ts';
import type { Random } from './random.ts';
import type { SentPaper } from './seed-directives.ts';
import { monthlyReport } from './seed-papers.ts';
import type { SeededBranch } from './seed-ward.ts';

/** What a branch settles on to discuss, and what its members say about it. */
const FOCUS: Record<string, readonly string[]> = {
  'Giữ vệ sinh ngõ phố và phân loại rác tại nguồn': [
    'Việc tháng trước làm còn chậm vì chờ phường cấp thùng rác; đề nghị có mốc thời gian.',
    'Tôi đã đến từng nhà trong ngõ 12, còn hai hộ chưa đồng ý đặt thùng vì sợ mất lối đi.',
    'Đề nghị in tờ hướng dẫn phân loại cỡ chữ to, phát tận tay các cụ.',
    'Giờ thu gom hiện nay trùng giờ cơm tối, nhiều nhà đành để rác ngoài ngõ; nên xin đổi giờ.',
  ],
  'Vận động nhân dân lắp đặt thiết bị phòng cháy ở nhà nhiều tầng': [
    'Ba nhà trọ trong ngõ 8 chưa có bình chữa cháy, chủ nhà hẹn cuối tháng.',
    'Nên mời cảnh sát phòng cháy hướng dẫn tại chỗ, bà con nhìn tận mắt mới làm theo.',
    'Lồng sắt che ban công còn nhiều; đề nghị đảng viên tháo trước để nêu gương.',
    'Đề nghị mua chung bình chữa cháy cho rẻ, ai khó khăn thì tổ dân phố hỗ trợ một phần.',
  ],
  'Rà soát hộ khó khăn, người cao tuổi neo đơn trên địa bàn': [
    'Cụ Tư ở ngõ 5 sống một mình, hay quên khóa bếp; đề nghị phân công người qua lại hằng ngày.',
    'Danh sách năm ngoái còn sót hai hộ thuê nhà; nên rà theo nơi ở thực tế.',
    'Ngoài quà tết, các cụ cần người đưa đi khám; chi hội chữ thập đỏ có thể nhận việc này.',
  ],
  'Trật tự đô thị, lấn chiếm vỉa hè giờ cao điểm': [
    'Vỉa hè trước cổng trường lúc bốn rưỡi chiều không còn lối đi; đề nghị kẻ vạch và cắt cử người nhắc.',
    'Tôi nhận vận động ba hộ bán hàng sáng cạnh nhà tôi.',
    'Phạt rồi lại lấn ra; nên bàn chỗ bán thay thế cho các hộ khó khăn.',
  ],
  'Hướng dẫn người cao tuổi làm thủ tục trực tuyến': [
    'Các đảng viên trẻ nên giúp các cụ cài ứng dụng, mỗi người nhận ba hộ.',
    'Nhà văn hóa chưa có mạng ổn định, các cụ đến rồi lại về; đề nghị phường hỗ trợ.',
    'Nên làm vào sáng thứ bảy, con cháu ở nhà cùng học được.',
  ],
  'Bồi dưỡng quần chúng ưu tú, phát triển đảng viên mới': [
    'Tôi giới thiệu đồng chí tổ phó tổ dân phố, nhiệt tình nhiều năm nay.',
    'Thanh niên đi làm xa nhiều; nên phối hợp với chi bộ nơi các cháu công tác.',
    'Đề nghị phân công đảng viên chính thức giúp đỡ ngay từ khi học lớp nhận thức.',
  ],
};
const OPINIONS = [
  'Nhất trí với báo cáo, đề nghị chi ủy phân công rõ người theo dõi từng ngõ.',
  'Đề nghị mời cán bộ phường đến giải thích trực tiếp cho các hộ.',
  'Cần tổng kết cách làm hay của một ngõ để nhân ra các ngõ khác.',
  'Đề nghị công khai kết quả ở bảng tin nhà văn hóa để nhân dân theo dõi.',
  'Nhất trí; đề nghị tháng sau báo cáo bằng con số, không nói chung chung.',
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

const AMENDED_BECAUSE = [
  'Dự thảo kết luận gửi trước còn sơ sài, chưa nêu rõ người chịu trách nhiệm.',
  'Phần tự phê bình và phê bình còn chung chung, ít người góp ý.',
  'Điều hành còn để thảo luận tản mạn, chưa chốt từng việc.',
];

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
    quality: 0.4,
    amended: 0.1,
  },
  middling: {
    skips: 0.05,
    attends: 0.87,
    excused: 0.9,
    speaks: 0.3,
    tasksDone: 0.72,
    papersOnTime: 0.75,
    quality: -0.1,
    amended: 0.3,
  },
  weak: {
    skips: 0.34,
    attends: 0.68,
    excused: 0.7,
    speaks: 0.16,
    tasksDone: 0.45,
    papersOnTime: 0.3,
    quality: -1.5,
    amended: 0.5,
  },
} as const;

/** Writes the months of branches through the same actions that the server uses, at the time each thing happened. */
export class HistoryWriter {
  #device = newId();
  #lamport = 0;

  constructor(
    private readonly tx: Tx,
    private readonly world: World,
    private readonly random: Random,
    /** Papers from above, by id: what a branch does because of them. */
    private readonly directives: ReadonlyMap<Id, SentPaper>,
  ) {}

  async setSeries(branch: SeededBranch, dayOfMonth: number): Promise<void> {
    const time = this.#timeOf(branch);
    await recordSeries(this.tx, branch.id, { dayOfMonth, time, place: placeOf(branch) });
  }

  /** Plans the month's meeting some days ahead and prepares it. Answers with its id. */
  async prepare(branch: SeededBranch, month: YearMonth, plannedOn: CivilDate, invited: boolean): Promise<Id> {
    const { random } = this;
    const life = LIFE[branch.health];
    // At the end of each quarter by theme too, where somebody prepares it.
    const isThematic = Number(month.slice(5)) % 3 === 0 && branch.health !== 'weak';
    const kind: MeetingKind = isThematic ? 'combined' : 'regular';
    const plannedTime = this.#timeOf(branch);
    const planning = instantOf(addDays(plannedOn, -8), '09:00');
    const plan = { branchId: branch.id, month, kind, plannedOn, plannedTime, place: placeOf(branch) };
    const planner = { personId: branch.secretaryId, today: civilDateAt(planning) };
    const { id } = await planMeeting(this.tx, plan, planner, planning);
    const leaders = [branch.secretaryId, branch.deputyId];
    const focus = random.pick(Object.keys(FOCUS));
    const planned = await loadMeeting(this.tx, id, plannedOn);
    const line = planned.state.agenda.find((item) => item.source === 'focus');
    await this.#say(branch, id, branch.secretaryId, planning + 3_600_000, [
      { kind: 'focus-set', payload: { text: focus } },
      // The agenda names the focus that the committee settled on, not the one that was suggested.
      ...(line
        ? [{ kind: 'agenda-item-changed' as const, payload: { itemId: line.itemId, title: focus } }]
        : []),
      { kind: 'committee-met', payload: { metOn: addDays(plannedOn, -8), presentIds: leaders } },
    ]);
    if (!invited) return id;
    const onTime = random.chance(life.papersOnTime);
    const telling = onTime ? instantOf(addDays(plannedOn, -3), '10:00') : instantOf(plannedOn, '11:00');
    const by = branch.secretaryId;
    const report = await monthlyReport(planned, focus, civilDateAt(telling));
    const toldOf = () => loadMeeting(this.tx, id, civilDateAt(telling), 'lock');
    await attachPaper(this.tx, await toldOf(), { ...report, role: 'draft-resolution', by }, telling);
    const notice = { by, alsoBy: ['zalo'] as const, link: '', mailIsConfigured: false };
    await sendNotice(this.tx, await toldOf(), notice, telling + 60_000);
    return id;
  }

  /** Holds a prepared meeting from the roll call to the adopted minutes. */
  async hold(branch: SeededBranch, id: Id, heldOn: CivilDate): Promise<void> {
    const { random } = this;
    const life = LIFE[branch.health];
    const start = instantOf(heldOn, this.#timeOf(branch));
    const minutes = branch.health === 'weak' ? random.between(48, 80) : random.between(122, 138);
    const end = start + minutes * 60_000;
    const { context, state } = await loadMeeting(this.tx, id, heldOn);
    const recorder = branch.members[Math.min(2, branch.members.length - 1)]!.personId;
    await this.#say(branch, id, branch.secretaryId, start, [
      { kind: 'meeting-started', payload: { chairId: branch.secretaryId, heldOn, startedAt: start } },
      { kind: 'recorder-appointed', payload: { memberId: recorder } },
    ]);

    const focus = state.agenda.find((item) => item.source === 'focus');
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
      if (step.id === 'discussion') said.push(...this.#opinions(present, life.speaks, focus));
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
    const fromAbove = state.agenda.filter((item) => item.source === 'directive' && item.ref !== null);
    const conclude = (itemId: Id, text: string): Said => ({
      kind: 'conclusion-written',
      payload: { itemId, text, replaces: [] },
    });
    if (focus)
      said.push(
        conclude(focus.itemId, 'Chi bộ thống nhất thực hiện, phân công rõ người, rõ việc, rõ thời hạn.'),
      );
    for (const item of fromAbove)
      said.push(
        conclude(item.itemId, 'Đã quán triệt đến đảng viên dự họp; chi ủy theo dõi việc thực hiện ở chi bộ.'),
      );
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
    const toDo = fromAbove.flatMap(({ ref, itemId }) => {
      const task = this.directives.get(ref!)?.task;
      return task && branch.health !== 'weak' ? [{ task, directiveId: ref!, itemId }] : [];
    });
    for (let i = 0; i < count; i++) {
      const because = toDo[i];
      const [title, output] =
        because?.task ?? TASKS[(i + Number(month.slice(5)) + branch.name.length) % TASKS.length]!;
      said.push({
        kind: 'task-assigned',
        payload: {
          taskId: newId(start),
          title,
          output,
          ...(because ? { directiveId: because.directiveId, itemId: because.itemId } : {}),
          ownerId: random.pick(owners.length ? owners : present),
          helperIds: [],
          dueOn: dayInMonth(addMonths(month, 1), random.between(1, 20)),
          reportMonth: addMonths(month, 1),
        },
      });
    }
    await this.#say(branch, id, branch.secretaryId, end - 300_000, said.splice(0));
    // The branch scores what its journal proves, and the rest as it sees itself.
    const so = await loadMeeting(this.tx, id, heldOn);
    const evidence = evidenceOf(so.context, so.state, { now: end });
    const { marks } = scoreMeeting(context.rules['score.sheet'].value, evidence, life.quality, random);
    for (const [criterionId, mark] of Object.entries(marks))
      said.push({
        kind: 'score-marked',
        payload:
          mark === 'not-applicable'
            ? { criterionId, points: null, notApplicable: true }
            : typeof mark === 'number'
              ? { criterionId, points: mark }
              : { criterionId, points: null, met: mark === 'met' },
      });
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
    const { context, state } = await loadMeeting(this.tx, id, on);
    const sheet = context.rules['score.sheet'].value;
    const marks = Object.fromEntries(
      state.scoreMarks.flatMap(({ criterionId, score }) => (score === null ? [] : [[criterionId, score]])),
    );
    // Now and then the follower finds that the branch was kind to itself.
    const amended = this.random.chance(LIFE[branch.health].amended)
      ? amendScore(sheet, { marks }, this.random)
      : null;
    await this.#say(branch, id, branch.followerId, at, [
      {
        kind: 'score-confirmed',
        payload: amended
          ? {
              marks: [{ criterionId: amended.criterionId, points: amended.points }],
              reason: this.random.pick(AMENDED_BECAUSE),
            }
          : { marks: [] },
      },
    ]);
    const meeting = await loadMeeting(this.tx, id, on, 'lock');
    await closeMeeting(this.tx, this.world, meeting, { personId: branch.secretaryId }, at + 600_000);
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

  #opinions(present: Id[], share: number, focus: { itemId: Id; title: string } | undefined): Said[] {
    const speakers = present.filter(() => this.random.chance(share));
    const words = [...((focus && FOCUS[focus.title]) ?? []), ...OPINIONS];
    // Nobody repeats the neighbour while there is something else to say.
    return speakers.flatMap((id, n) =>
      this.#spoken(id, n < words.length ? words[n]! : this.random.pick(OPINIONS), 'opinion', focus?.itemId),
    );
  }

  #spoken(speakerId: Id, text: string, nature: 'opinion' | 'self-criticism', itemId?: Id): Said[] {
    return [
      {
        kind: 'opinion-recorded',
        payload: {
          opinionId: newId(),
          speakerKind: 'member',
          speakerId,
          text,
          nature,
          step: nature === 'opinion' ? 'discussion' : 'self-criticism',
          ...(itemId ? { itemId } : {}),
        },
      },
    ];
  }

  async #say(branch: SeededBranch, meetingId: Id, authorId: Id, at: number, said: Said[]): Promise<void> {
    const today = civilDateAt(at);
    const actor = await loadActor(this.tx, authorId, today);
    const meeting = await loadMeeting(this.tx, meetingId, today, 'lock');
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
    const outcome = await appendEntries(this.tx, meeting, entries, { actor, today, language: 'vi' }, at);
    const refused = outcome.refused[0];
    if (refused) throw new Error(`The history was refused: ${refused.code} ${refused.field ?? ''}`);
    this.#lamport = 0;
  }

  #timeOf(branch: SeededBranch): string {
    return branch.sector === 'residential' ? '19:30' : '16:00';
  }
}

const placeOf = (branch: SeededBranch): string =>
  branch.sector === 'residential'
    ? `Nhà văn hóa ${branch.name.replace('Chi bộ ', '').replace('Tổ', 'tổ')}`
    : `Phòng họp ${branch.name.replace('Chi bộ ', '')}`;
