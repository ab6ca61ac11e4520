import {
  recordAnswer,
  recordAssignment,
  recordOpened,
  recordQuestion,
  recordReport,
  sharesOf,
  urgeByRule,
} from '#features/assignments/public.ts';
import type { DirectiveKind, DirectiveNeed } from '#features/directives/contract.ts';
import {
  addPaperFile,
  recordDirective,
  recordLink,
  recordReceipt,
  wordsOfPaperFile,
} from '#features/directives/public.ts';
import { addDays, addMonths, type CivilDate, dayInMonth, instantOf, monthOf } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Random } from './random.ts';
import { planFiles } from './seed-plan-files.ts';
import { isForVisitors, type SeededBranch, type SeededWard } from './seed-ward.ts';

type Paper = {
  key: string;
  kind: DirectiveKind;
  symbol: string;
  issuedOn: CivilDate;
  title: string;
  summary: string;
  needs: DirectiveNeed;
  carriesOut?: string;
  /** Its title is our own wording. */
  isUnverified?: boolean;
  /** That it carries out the other is our own reading. */
  isLinkUnverified?: boolean;
};

/** Programmes and schemes of the city as they are publicly known: number, day, and what carries out what. */
const CITY_PAPERS: Paper[] = [
  {
    key: 'programme-01',
    kind: 'programme',
    symbol: 'Số 01-CTr/TU',
    issuedOn: '2021-03-17',
    title:
      'Chương trình tăng cường công tác xây dựng, chỉnh đốn Đảng, hệ thống chính trị; đẩy mạnh cải cách hành chính',
    summary: 'Một trong mười chương trình công tác toàn khóa.',
    needs: 'know',
  },
  {
    key: 'scheme-11',
    kind: 'scheme',
    symbol: 'Số 11-ĐA/TU',
    issuedOn: '2021-12-06',
    title: 'Đề án nâng cao chất lượng sinh hoạt chi bộ',
    summary:
      '100% chi bộ sinh hoạt thường kỳ hằng tháng; đảng viên dự từ 90% trở lên, không tính miễn sinh hoạt; 100% đảng viên đang công tác được giao nhiệm vụ cụ thể; 100% cấp ủy viên chi bộ được bồi dưỡng. Đề án khung: mỗi cấp ủy xây dựng kế hoạch của mình.',
    needs: 'carry-out',
    carriesOut: 'programme-01',
    isLinkUnverified: true,
  },
  {
    key: 'programme-10',
    kind: 'programme',
    symbol: 'Số 10-CTr/TU',
    issuedOn: '2021-03-17',
    title: 'Chương trình phòng, chống tham nhũng, lãng phí; thực hành tiết kiệm',
    isUnverified: true,
    summary: 'Một trong mười chương trình công tác toàn khóa.',
    needs: 'know',
  },
  {
    key: 'plan-03',
    kind: 'plan',
    symbol: 'Số 03-KH/BCĐ',
    issuedOn: '2021-06-28',
    title: 'Kế hoạch của Ban Chỉ đạo thực hiện Chương trình số 10-CTr/TU',
    summary: 'Phân công từng cơ quan chủ trì, thời hạn và sản phẩm.',
    needs: 'know',
    carriesOut: 'programme-10',
  },
  {
    key: 'topic-9',
    kind: 'decision',
    symbol: 'Số 4410/QĐ-UBND',
    issuedOn: '2021-10-11',
    title: 'Quyết định của Ủy ban nhân dân Thành phố về Chuyên đề số 9',
    summary: 'Ủy ban nhân dân Thành phố ban hành; Thành ủy gửi để các cấp ủy cùng theo dõi.',
    needs: 'know',
    carriesOut: 'plan-03',
  },
];

type Task = {
  title: string;
  output: string;
  measure: 'done' | 'number';
  target?: number;
  measureUnit?: string;
  paragraph?: string;
  issuedOn: CivilDate;
  dueOn: CivilDate;
  directiveId?: Id;
  parentDutyId?: Id;
};

type Pilot = { paperId: Id; sentOn: CivilDate; branches: readonly SeededBranch[] };

/**
 * The city's framework scheme with its public targets as tasks, the ward's plans under them and what the branches made of
 * it: on time, under way, silent, late and impossible with a cause, urged up to the ward's own agenda. One target has just
 * come, so that the ward has something to accept; the visitors' own branches have work to report.
 */
export async function seedScheme(
  tx: Tx,
  ward: SeededWard,
  pilot: Pilot,
  today: CivilDate,
  random: Random,
): Promise<void> {
  const papers = await sendPapers(tx, ward, pilot, today);
  const day = (back: number) => addDays(today, -back);
  const at = (on: CivilDate, time = '20:00') => instantOf(on, time);

  const give = async (unitId: Id, by: Id, unitIds: Id[], task: Task) => {
    const { id } = await recordAssignment(
      tx,
      {
        target: null,
        measureUnit: null,
        paragraph: null,
        directiveId: null,
        parentDutyId: null,
        ...task,
        unitId,
        answerBy: null,
        to: { by: 'list', unitIds },
        coUnitIds: [],
      },
      { personId: by, today: task.issuedOn },
      at(task.issuedOn, '09:30'),
    );
    return { id, shares: new Map((await sharesOf(tx, id)).map((share) => [share.unitId, share.dutyId])) };
  };
  const fromCity = async (task: Task) => {
    const { id, shares } = await give(ward.cityId, ward.cityOfficerId, [ward.wardId], {
      ...task,
      directiveId: papers.scheme,
    });
    return { id, dutyId: shares.get(ward.wardId)! };
  };
  const fromWard = async (task: Task, branches: readonly SeededBranch[] = ward.branches) => {
    const unitIds = branches.map((branch) => branch.id);
    return (await give(ward.wardId, ward.officerId, unitIds, task)).shares;
  };
  const accept = (dutyId: Id, by: Id, on: CivilDate) =>
    recordAnswer(tx, dutyId, { answer: 'accepted', reason: null, by }, at(on));
  const report = (
    dutyId: Id,
    branch: SeededBranch,
    on: CivilDate,
    said: Partial<Parameters<typeof recordReport>[2]>,
  ) =>
    recordReport(
      tx,
      dutyId,
      { state: 'done', doneOn: on, figure: null, text: null, cause: null, fileId: null, ...said },
      branch.secretaryId,
      at(on),
    );

  // Target 3: each working member has a task. Its day is over; the silent are urged until the ward's own meeting.
  const third = await fromCity({
    title: '100% đảng viên đang công tác được giao nhiệm vụ cụ thể',
    output: 'Danh sách nhiệm vụ của từng đảng viên, có hạn và sản phẩm',
    measure: 'number',
    target: 100,
    measureUnit: '% đảng viên đang công tác',
    paragraph: 'Mục tiêu 3',
    issuedOn: day(66),
    dueOn: addDays(today, 12),
  });
  const tasks = await fromWard({
    title: 'Mỗi đảng viên đang công tác nhận một nhiệm vụ cụ thể',
    output: 'Danh sách nhiệm vụ, người làm, hạn, sản phẩm',
    measure: 'number',
    target: 100,
    measureUnit: '% đảng viên đang công tác',
    issuedOn: day(60),
    dueOn: day(24),
    directiveId: papers.plan,
    parentDutyId: third.dutyId,
  });
  const silent = ward.branches[7]!;
  const unable = ward.branches[13]!;
  const late = [ward.branches[3]!, ward.branches[6]!];
  for (const branch of ward.branches) {
    const dutyId = tasks.get(branch.id)!;
    if (branch === silent) continue;
    await accept(dutyId, branch.secretaryId, day(58 - random.between(0, 4)));
    if (branch === unable)
      await report(dutyId, branch, day(40), {
        state: 'cannot-be-done',
        cause: 'circumstances',
        text: 'Đảng viên đi làm ca ở tỉnh ngoài; đề nghị sinh hoạt ghép để cùng giao việc.',
      });
    else if (!late.includes(branch))
      await report(dutyId, branch, day(random.between(25, 45)), {
        figure: branch.health === 'strong' ? 100 : random.between(92, 100),
        text: 'Danh sách đã đọc tại buổi sinh hoạt, ghi trong biên bản.',
      });
  }

  // A task of the ward's own that the visitors' branches have let slip: one urging, not yet answered.
  const visited = ward.branches.filter((_, index) => isForVisitors(index));
  const lists = await fromWard({
    title: 'Rà soát danh sách hộ cho thuê trọ, cam kết phòng cháy',
    output: 'Danh sách hộ có chữ ký cam kết',
    measure: 'number',
    target: 10,
    measureUnit: 'hộ',
    issuedOn: day(30),
    dueOn: day(3),
  });
  for (const branch of ward.branches) {
    const dutyId = lists.get(branch.id)!;
    if (branch.health === 'weak') continue;
    await accept(dutyId, branch.secretaryId, day(27));
    if (visited.includes(branch)) continue;
    await report(dutyId, branch, day(random.between(5, 15)), {
      figure: random.between(8, 24),
      text: 'Danh sách gửi Công an phường.',
    });
  }

  // One morning after the other, as the rule urges; late reports come in between.
  for (let back = 27; back >= 0; back--) {
    await urgeByRule(tx, day(back), at(day(back), '06:30'));
    if (back === 18)
      await report(tasks.get(late[0]!.id)!, late[0]!, day(18), {
        figure: 96,
        cause: 'people',
        text: 'Phó bí thư nghỉ ốm, nay đã lập xong.',
      });
    if (back === 9)
      await report(tasks.get(late[1]!.id)!, late[1]!, day(9), {
        figure: 94,
        cause: 'unclear',
        text: 'Đã hỏi lại cách tính đảng viên đang công tác.',
      });
  }

  // Target 2: attendance. Given on to every branch, and to the pilot's branches as meeting by groups.
  const second = await fromCity({
    title: 'Đảng viên dự sinh hoạt hằng tháng từ 90%, không tính miễn sinh hoạt',
    output: 'Tỷ lệ dự họp theo biên bản',
    measure: 'number',
    target: 90,
    measureUnit: '% đảng viên dự họp',
    paragraph: 'Mục tiêu 2',
    issuedOn: day(64),
    dueOn: addDays(today, 40),
  });
  const attendance = await fromWard({
    title: 'Giữ tỷ lệ dự sinh hoạt từ 90%, nêu lý do từng đảng viên vắng',
    output: 'Danh sách điểm danh ba tháng liền',
    measure: 'number',
    target: 90,
    measureUnit: '% đảng viên dự họp',
    issuedOn: day(55),
    dueOn: addDays(today, 20),
    directiveId: papers.plan,
    parentDutyId: second.dutyId,
  });
  for (const [index, branch] of ward.branches.entries()) {
    const dutyId = attendance.get(branch.id)!;
    if (branch.health === 'weak') {
      if (index !== 7) await recordOpened(tx, dutyId, branch.secretaryId, at(day(40)));
      continue;
    }
    await accept(dutyId, branch.secretaryId, day(52 - random.between(0, 6)));
    const figure = branch.health === 'strong' ? random.between(91, 97) : random.between(84, 92);
    if (isForVisitors(index)) continue;
    if (figure >= 90) await report(dutyId, branch, day(random.between(1, 9)), { figure });
    else
      await report(dutyId, branch, day(random.between(2, 12)), {
        state: 'in-progress',
        figure,
        text: 'Tháng này phân công chi ủy viên đến nhà đảng viên hay vắng.',
      });
  }
  const groupsFrom = pilot.sentOn < day(60) ? day(60) : pilot.sentOn;
  const groups = await fromWard(
    {
      title: 'Sinh hoạt theo tổ đảng trước buổi sinh hoạt chi bộ',
      output: 'Ý kiến của từng tổ, một trang mỗi tổ',
      measure: 'done',
      issuedOn: groupsFrom,
      dueOn: addDays(today, 15),
      directiveId: pilot.paperId,
      parentDutyId: second.dutyId,
    },
    pilot.branches,
  );
  for (const [index, branch] of pilot.branches.entries()) {
    const dutyId = groups.get(branch.id)!;
    await accept(dutyId, branch.secretaryId, addDays(groupsFrom, 1));
    if (index < 2)
      await report(dutyId, branch, day(6 + index), { text: 'Bốn tổ đảng đã họp, ý kiến lưu cùng biên bản.' });
  }

  // Target 1: a meeting every month. Well on its way; Target 4 has just come and waits for the ward's word.
  const first = await fromCity({
    title: '100% chi bộ sinh hoạt thường kỳ hằng tháng',
    output: 'Biên bản từng tháng đã khóa trên Gốc',
    measure: 'number',
    target: 100,
    measureUnit: '% chi bộ họp đủ',
    paragraph: 'Mục tiêu 1',
    issuedOn: day(62),
    dueOn: addDays(today, 45),
  });
  await accept(first.dutyId, ward.wardSecretaryId, day(59));
  await recordReport(
    tx,
    first.dutyId,
    {
      state: 'in-progress',
      doneOn: day(8),
      figure: 93,
      text: 'Một chi bộ doanh nghiệp chưa họp đủ; đã cử cấp ủy viên xuống dự.',
      cause: null,
      fileId: null,
    },
    ward.wardSecretaryId,
    at(day(8)),
  );
  const fourth = await fromCity({
    title: '100% bí thư, phó bí thư, chi ủy viên được bồi dưỡng nghiệp vụ công tác đảng',
    output: 'Danh sách lớp, giấy chứng nhận',
    measure: 'number',
    target: 100,
    measureUnit: '% cấp ủy viên chi bộ',
    paragraph: 'Mục tiêu 4',
    issuedOn: day(2),
    dueOn: addDays(today, 60),
  });
  await recordOpened(tx, fourth.dutyId, ward.wardSecretaryId, at(day(1)));
  await recordQuestion(
    tx,
    {
      assignmentId: fourth.id,
      unitId: ward.wardId,
      by: ward.wardSecretaryId,
      text: 'Chi ủy viên đã học lớp năm trước có phải học lại không?',
    },
    at(day(1), '20:30'),
  );
}

/** The papers above, the ward's plan under the scheme, and the pilot under that: a tree from the city to the street. */
async function sendPapers(tx: Tx, ward: SeededWard, pilot: Pilot, today: CivilDate) {
  const month = addMonths(monthOf(today), -4);
  const ids = new Map<string, Id>();
  const send = async (
    { key, carriesOut, isLinkUnverified = false, ...paper }: Paper,
    sender: { unitId: Id; by: Id },
    sentOn: CivilDate,
    unitIds: Id[],
  ) => {
    const atMs = instantOf(sentOn, '08:40');
    const id = newId(atMs);
    ids.set(key, id);
    await recordDirective(
      tx,
      { ...paper, id, unitId: sender.unitId, dueOn: null, issuedBy: sender.by, sentOn },
      unitIds,
      atMs,
    );
    if (carriesOut)
      await recordLink(
        tx,
        {
          directiveId: id,
          targetId: ids.get(carriesOut)!,
          kind: 'carries-out',
          by: sender.by,
          isUnverified: isLinkUnverified,
        },
        atMs,
      );
    return id;
  };
  const received = dayInMonth(month, 3);
  for (const paper of CITY_PAPERS) {
    const id = await send(paper, { unitId: ward.cityId, by: ward.cityOfficerId }, received, [ward.wardId]);
    await recordReceipt(
      tx,
      { directiveId: id, unitId: ward.wardId, by: ward.wardSecretaryId },
      instantOf(received, '10:15'),
    );
  }
  const plannedOn = dayInMonth(month, 11);
  const plan = await send(
    {
      key: 'plan',
      kind: 'plan',
      symbol: 'Số 36-KH/ĐU',
      issuedOn: plannedOn,
      title: 'Kế hoạch thực hiện Đề án số 11-ĐA/TU trên địa bàn phường Hồ Sen',
      summary: 'Bốn mục tiêu của Đề án thành việc của từng chi bộ, có sản phẩm, chỉ tiêu và thời hạn.',
      needs: 'carry-out',
      carriesOut: 'scheme-11',
    },
    { unitId: ward.wardId, by: ward.officerId },
    plannedOn,
    ward.branches.map((branch) => branch.id),
  );
  for (const { name, bytes } of await planFiles(plannedOn))
    await addPaperFile(
      tx,
      { id: plan, unitId: ward.wardId },
      { name, bytes, words: await wordsOfPaperFile(name, bytes), part: null, addedBy: ward.officerId },
      instantOf(plannedOn, '08:45'),
    );
  for (const branch of ward.branches)
    if (branch.health !== 'weak')
      await recordReceipt(
        tx,
        { directiveId: plan, unitId: branch.id, by: branch.secretaryId },
        instantOf(addDays(plannedOn, 1), '20:10'),
      );
  await recordLink(
    tx,
    { directiveId: pilot.paperId, targetId: plan, kind: 'carries-out', by: ward.officerId },
    instantOf(pilot.sentOn, '09:05'),
  );
  return { scheme: ids.get('scheme-11')!, plan };
}
