import { assignmentTables } from '#features/assignments/public.ts';
import { recordDirective, recordReceipt, ruleOf } from '#features/directives/public.ts';
import type { MeetingClosed } from '#features/meetings/contract.ts';
import type { Id } from '#kernel/ids.ts';
import { CopyLane, CopyStream, type CopyTable } from '#platform/database/copy.ts';
import type { Tx } from '#platform/database/database.ts';
import { clamp, streamOf } from './draw.ts';
import type { City } from './lived-meeting.ts';
import { dayText, instantAt, instantText } from './timeline.ts';

/** Over so many full months a branch counts who came. */
const MONTHS = 3;

/** Who came to the regular meetings of the last full months, branch by branch, as the figures go by. */
export class LatelyHeld {
  readonly #months: Set<string>;
  readonly #branches = new Map<Id, { held: number; base: number; present: number }>();

  constructor({ months, running }: City['time']) {
    this.#months = new Set(months.slice(running - MONTHS, running));
  }

  see({ branchId, month, kind, base, present }: MeetingClosed): void {
    if (kind !== 'regular' || !this.#months.has(month)) return;
    const sum = this.#branches.get(branchId) ?? { held: 0, base: 0, present: 0 };
    this.#branches.set(branchId, {
      held: sum.held + 1,
      base: sum.base + base,
      present: sum.present + present,
    });
  }

  /** Percent of those who should come; null where nobody met. */
  attendance(branchId: Id): number | null {
    const sum = this.#branches.get(branchId);
    return sum && sum.base > 0 ? tenth((100 * sum.present) / sum.base) : null;
  }

  /** Percent of these branches that met in every month. */
  monthly(branchIds: readonly Id[]): number {
    const steady = branchIds.filter((id) => this.#branches.get(id)?.held === MONTHS).length;
    return tenth((100 * steady) / Math.max(1, branchIds.length));
  }
}

const tenth = (value: number) => Math.round(value * 10) / 10;

/** The public targets of the scheme, as tasks of the city for the committees above the base. */
const TARGETS = [
  {
    title: '100% chi bộ sinh hoạt thường kỳ hằng tháng',
    output: 'Biên bản từng tháng đã khóa trên Gốc',
    target: 100,
    measureUnit: '% chi bộ họp đủ',
  },
  {
    title: 'Đảng viên dự sinh hoạt hằng tháng từ 90%, không tính miễn sinh hoạt',
    output: 'Tỷ lệ dự họp theo biên bản',
    target: 90,
    measureUnit: '% đảng viên dự họp',
  },
  {
    title: '100% đảng viên đang công tác được giao nhiệm vụ cụ thể',
    output: 'Danh sách nhiệm vụ của từng đảng viên, có hạn và sản phẩm',
    target: 100,
    measureUnit: '% đảng viên đang công tác',
  },
  {
    title: '100% bí thư, phó bí thư, chi ủy viên được bồi dưỡng nghiệp vụ công tác đảng',
    output: 'Danh sách lớp, giấy chứng nhận',
    target: 100,
    measureUnit: '% cấp ủy viên chi bộ',
  },
];
const MONTHLY = 0;
const ATTENDANCE = 1;
const TASKS = 2;

/** Days before today on which the scheme was sent, its tasks given, and the plans under them made. */
const SENT = 70;
const GIVEN = 62;
const PLANNED = 54;
/** Days from today to the day of the city, and to that of the plans below, which leaves the tier its days. */
const DUE = 30;
const DUE_BELOW = 18;

type Share = Parameters<typeof assignmentTables.duty.values>[0];
type Report = Parameters<typeof assignmentTables.report.values>[0];

/**
 * Đề án 11-ĐA/TU as the framework that it is: the city sends it to the committees above the base and of the communes and
 * gives its four targets; the committees above the base make the one of attendance into a task of each branch, and every
 * branch reports what its own minutes say.
 */
export async function writeScheme(tx: Tx, city: City, lately: LatelyHeld): Promise<void> {
  const { tree, posts, personIds, ids, time, seed } = city;
  const unitId = (unit: number) => tree.units[unit]!.id;
  const isThere = (unit: number) => tree.units[unit]!.endedOn === null;
  const day = (back: number) => dayText(time.today - back);
  const at = (back: number, minute: number) => instantAt(time.today - back, minute);
  const officerOf = (unit: number) =>
    personIds[posts.officersOf.get(unit)?.[0] ?? posts.secretaryOf.get(unit)!]!;
  const cityOfficer = personIds[posts.cityPeople.officers[0]!]!;
  const lane = new CopyLane(tx);
  // Each part refers to the one before it, so that it has arrived in whole before the next begins.
  const copy = async <Row>(table: CopyTable<Row>, list: readonly Row[]) => {
    const stream = new CopyStream(lane, table);
    for (const row of list) await stream.write(row);
    await stream.end();
    await lane.settle();
  };

  const uppers = tree.uppers.map(({ unit }) => unit).filter(isThere);
  const communes = tree.bases.filter((base) => base.isCommune && isThere(base.unit)).map(({ unit }) => unit);
  const directiveId = ids.of('directive', 0, at(SENT, 8 * 60));
  await recordDirective(
    tx,
    {
      id: directiveId,
      unitId: unitId(tree.city),
      kind: 'scheme',
      symbol: 'Số 11-ĐA/TU',
      issuedOn: '2021-12-06',
      title: 'Đề án nâng cao chất lượng sinh hoạt chi bộ',
      summary: `${TARGETS.map(({ title }) => title).join('; ')}. Đề án khung: mỗi cấp ủy xây dựng kế hoạch của mình.`,
      needs: 'carry-out',
      dueOn: null,
      issuedBy: cityOfficer,
      sentOn: day(SENT),
    },
    [...uppers, ...communes].map(unitId),
    at(SENT, 8 * 60),
  );
  for (const unit of [...uppers, ...communes]) {
    const random = streamOf(seed, 'scheme-opened', unit);
    if (random.chance(0.9))
      await recordReceipt(
        tx,
        { directiveId, unitId: unitId(unit), by: personIds[posts.secretaryOf.get(unit)!]! },
        at(SENT - random.between(0, 6), 9 * 60 + random.between(0, 400)),
      );
  }

  const task = (index: number, givenBy: Id, back: number, due: number) => ({
    ...TARGETS[index]!,
    measure: 'number' as const,
    directiveId,
    paragraph: `Mục tiêu ${index + 1}`,
    issuedOn: day(back),
    answerBy: day(back - 7),
    dueOn: dayText(time.today + due),
    givenBy,
    givenAt: instantText(at(back, 9 * 60)),
  });
  const rootIds = TARGETS.map(() => ids.next('assignment', at(GIVEN, 9 * 60)));
  await copy(
    assignmentTables.assignment,
    rootIds.map((id, index) => ({
      ...task(index, cityOfficer, GIVEN, DUE),
      id,
      rootId: id,
      parentId: null,
      parentDutyId: null,
      unitId: unitId(tree.city),
      recipientRule: null,
    })),
  );

  const below = branchesByUpper(city, uppers);
  const duties: Share[] = [];
  const reports: Report[] = [];
  const report = (share: Share, back: number, text: string | null) => {
    duties.push(share);
    if (share.work !== 'open')
      reports.push({
        id: ids.next('task-report', at(back, 20 * 60)),
        dutyId: share.id,
        at: instantText(at(back, 20 * 60)),
        byId: share.receivedBy,
        work: share.work,
        doneOn: share.finishedOn ?? day(back),
        figure: share.figure,
        text,
        cause: share.cause,
      });
  };
  const share = (
    assignmentId: Id,
    unit: number,
    given: number,
    due: number,
    taken: Share['taken'],
  ): Share => {
    const random = streamOf(seed, 'scheme-share', assignmentId, unit);
    const received = given - random.between(0, 4);
    return {
      id: ids.next('duty', at(given, 9 * 60)),
      assignmentId,
      unitId: unitId(unit),
      dueOn: dayText(time.today + due),
      taken,
      receivedAt: instantText(at(received, 19 * 60)),
      answeredAt: instantText(at(received - random.between(0, 3), 20 * 60)),
      receivedBy: personIds[posts.secretaryOf.get(unit)!]!,
      work: 'open',
      figure: null,
      cause: null,
      finishedOn: null,
    };
  };

  const plans: { id: Id; upper: number; dutyId: Id }[] = [];
  for (const upper of uppers) {
    const branches = below.get(upper)!;
    for (const [index, rootId] of rootIds.entries()) {
      const isPlanned = index === ATTENDANCE && branches.length > 0;
      const taken = isPlanned ? 'localised' : index <= TASKS ? 'accepted' : 'received';
      const held = share(rootId, upper, GIVEN, DUE, taken);
      if (index === MONTHLY)
        report(
          {
            ...held,
            work: 'in-progress',
            figure: lately.monthly(branches.map((branch) => unitId(branch.unit))),
          },
          streamOf(seed, 'scheme-monthly', upper).between(1, 12),
          'Tổng hợp từ biên bản các chi bộ đã khóa.',
        );
      else duties.push(held);
      if (isPlanned) plans.push({ id: ids.next('assignment', at(PLANNED, 9 * 60)), upper, dutyId: held.id });
    }
  }
  await copy(assignmentTables.duty, duties);
  await copy(assignmentTables.report, reports);

  duties.length = 0;
  reports.length = 0;
  await copy(
    assignmentTables.assignment,
    plans.map(({ id, upper, dutyId }) => ({
      ...task(ATTENDANCE, officerOf(upper), PLANNED, DUE_BELOW),
      title: 'Giữ tỷ lệ dự sinh hoạt từ 90%, nêu lý do từng đảng viên vắng',
      output: 'Danh sách điểm danh ba tháng liền',
      id,
      rootId: rootIds[ATTENDANCE]!,
      parentId: rootIds[ATTENDANCE]!,
      parentDutyId: dutyId,
      unitId: unitId(upper),
      recipientRule: ruleOf({ by: 'every-branch' }),
    })),
  );
  for (const { id, upper } of plans)
    for (const branch of below.get(upper)!) {
      const random = streamOf(seed, 'scheme-branch', branch.at);
      const eager = random.next() + clamp(branch.quality, -1, 1) * 0.15;
      const figure = lately.attendance(unitId(branch.unit));
      const taken = eager < 0.06 ? 'not-received' : eager < 0.16 ? 'received' : 'accepted';
      const held = share(id, branch.unit, PLANNED, DUE_BELOW, taken);
      const back = random.between(1, 30);
      if (eager < 0.3) duties.push(held);
      else if (figure === null)
        report(
          { ...held, work: 'cannot-be-done', cause: 'people' },
          back,
          'Ba tháng qua chi bộ không đủ người để họp; đề nghị sinh hoạt ghép.',
        );
      else if (figure >= 90) report({ ...held, work: 'done', figure, finishedOn: day(back) }, back, null);
      else
        report(
          { ...held, work: 'in-progress', figure },
          back,
          'Phân công chi ủy viên đến nhà đảng viên hay vắng.',
        );
    }
  await copy(assignmentTables.duty, duties);
  await copy(assignmentTables.report, reports);
}

/** The branches that stand today under each committee above the base. */
function branchesByUpper({ tree }: City, uppers: readonly number[]) {
  const below = new Map(uppers.map((upper) => [upper, [] as City['tree']['branches']]));
  for (const branch of tree.branches) {
    if (branch.size === 0 || tree.units[branch.unit]!.endedOn !== null) continue;
    let unit: number | undefined = branch.unit;
    while (unit !== undefined && !below.has(unit)) unit = tree.units[unit]!.links.at(-1)?.value;
    if (unit !== undefined) below.get(unit)!.push(branch);
  }
  return below;
}
