import {
  appraiseSheet,
  bestGradeFor,
  decideSheets,
  gradingRoundOf,
  openRound,
  saveSheet,
  sendSheet,
} from '#features/grading/public.ts';
import { addDays, type CivilDate, instantOf } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Random } from './random.ts';
import { isForVisitors, type SeededBranch, type SeededWard } from './seed-ward.ts';

const CLEAN = {
  beyond: { answer: 'yes', note: '' },
  'member-disciplined': { answer: 'no', note: '' },
  repaired: { answer: 'yes', note: '' },
  'branch-disciplined': { answer: 'no', note: '' },
  disunity: { answer: 'no', note: '' },
} as const;
const MOST = {
  ideology: 10,
  discipline: 10,
  example: 10,
  leading: 30,
  'own-tasks': 20,
  'meeting-quality': 20,
};
/** Points taken off, by how well the branch lives. */
const OFF = { strong: [0.5, 1], middling: [1.5, 3.5], weak: [3.5, 7] } as const;
const FAULTS = [
  'Một số đảng viên trẻ còn ngại phát biểu.',
  'Có việc còn chậm so với thời hạn.',
  'Tài liệu có tháng gửi sát ngày họp.',
];
const WORDS = {
  strengths: 'Giữ nền nếp sinh hoạt hằng tháng; phân công từng đồng chí phụ trách nhóm hộ.',
  causes: 'Phường lùi ngày ra quân vì mưa lớn nên một số việc xong sau hạn.',
};

const pointsOf = (branch: SeededBranch, random: Random): Record<string, number> => {
  const [least, most] = OFF[branch.health];
  return Object.fromEntries(
    Object.entries(MOST).map(([id, max]) => [id, max - Math.round(random.between(least * 2, most * 2)) / 2]),
  );
};

/**
 * Last year's grading of the ward, all decided, and this year's under way: every state of a sheet has somebody in it, and the
 * visitors' own branches have not begun.
 */
export async function seedGrading(tx: Tx, ward: SeededWard, today: CivilDate, random: Random): Promise<void> {
  const place = { unitId: ward.wardId, above: [ward.cityId] };
  const officer = (on: CivilDate) => ({ personId: ward.officerId, today: on });
  const year = Number(today.slice(0, 4));
  const open = async (of: number, on: CivilDate, days: readonly [number, number, number]) => {
    const { id } = await openRound(
      tx,
      place,
      {
        kind: 'year',
        title: `Đánh giá, xếp loại chi bộ năm ${of}`,
        fromMonth: `${of}-01`,
        toMonth: `${of}-12`,
        selfBy: addDays(on, days[0]),
        appraiseBy: addDays(on, days[1]),
        decideBy: addDays(on, days[2]),
      },
      officer(on),
      instantOf(on, '08:30'),
    );
    const round = await gradingRoundOf(tx, ward.branches[0]!.id, id);
    if (!round) throw new Error('The round was not opened.');
    return round;
  };
  type Round = Awaited<ReturnType<typeof open>>;
  const write = async (round: Round, branch: SeededBranch, on: CivilDate, points: Record<string, number>) => {
    const declared = { ...CLEAN };
    // Those that live well name why some work is late and ask for more.
    const setAside = branch.health !== 'weak';
    const grade = await bestGradeFor(tx, round, branch.id, { points, declared, setAside }, on);
    const causes = setAside ? WORDS.causes : '';
    return { ...WORDS, causes, points, declared, grade, faults: random.pick(FAULTS) };
  };
  const at = (on: CivilDate) => instantOf(on, '20:15');

  // Last year: nothing but points was known, so that these decide.
  const began = `${year}-01-05`;
  if (began < addDays(today, -30)) {
    const round = await open(year - 1, began, [5, 10, 15]);
    const graded: Id[] = [];
    let excellent = 0;
    for (const branch of ward.branches) {
      const own = await write(round, branch, addDays(began, 2), pointsOf(branch, random));
      if (own.grade === 'excellent' && ++excellent > 1) own.grade = 'good';
      await sendSheet(
        tx,
        round,
        branch.id,
        own,
        { personId: branch.secretaryId, today: addDays(began, 2) },
        at(addDays(began, 2)),
      );
      const judged = { points: own.points, grade: own.grade, reason: '', setAside: '' };
      await appraiseSheet(tx, round, branch.id, judged, officer(addDays(began, 8)));
      graded.push(branch.id);
    }
    const on = addDays(began, 14);
    const paper = { branchIds: graded, number: '12-QĐ/ĐU', decidedOn: on };
    await decideSheets(tx, round, paper, officer(on), instantOf(on, '15:00'));
  }

  const opened = addDays(today, -6);
  const round = await open(year, opened, [9, 16, 23]);
  const decided: Id[] = [];
  for (const [index, branch] of ward.branches.entries()) {
    if (isForVisitors(index) || index === 3) continue;
    const by = { personId: branch.secretaryId, today: addDays(opened, 3) };
    const own = await write(round, branch, by.today, pointsOf(branch, random));
    if (index === 7) {
      const draft = { ...own, grade: null, declared: {}, causes: '' };
      await saveSheet(tx, round, branch.id, draft, at(by.today));
      continue;
    }
    await sendSheet(tx, round, branch.id, own, by, at(by.today));
    if (index % 3 === 2 || index > 11) continue;
    const setAside = 'Việc chậm do phường hoãn ra quân vì mưa lớn; chi bộ đã làm ngay sau đó.';
    const judged = { points: own.points, declared: own.declared, setAside: true };
    const best = await bestGradeFor(tx, round, branch.id, judged, addDays(opened, 5));
    const grade = best === 'excellent' ? 'good' : best;
    const reason = grade === own.grade ? '' : 'Xem xét nguyên nhân khách quan của việc chậm.';
    await appraiseSheet(
      tx,
      round,
      branch.id,
      { points: own.points, grade, reason, setAside },
      officer(addDays(opened, 5)),
    );
    if (index < 2) decided.push(branch.id);
  }
  const on = addDays(opened, 5);
  const paper = { branchIds: decided, number: '96-QĐ/ĐU', decidedOn: on };
  await decideSheets(tx, round, paper, officer(on), instantOf(on, '16:00'));
}
