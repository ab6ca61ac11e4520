import { recordMandate, showInDemo } from '#features/mandates/public.ts';
import { recordMembership, recordPerson } from '#features/members/public.ts';
import type { Sector } from '#features/units/contract.ts';
import { foundUnit, recordTerm } from '#features/units/public.ts';
import type { MemberStatus, Post } from '#kernel/actor.ts';
import { addDays, addMonths, type CivilDate, firstDayOf, monthOf } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import { saveAccount } from '#platform/sign-in/accounts.ts';
import { PeopleMaker } from './invented-people.ts';
import { Random } from './random.ts';

const FOUNDED = '2025-07-01';

type BranchPlan = {
  name: string;
  sector: Sector;
  size: number;
  committee: number;
  age: { from: number; to: number };
  /** How well the branch lives: drives its invented history. */
  health: 'strong' | 'middling' | 'weak';
};

const residential = (number: number, size: number, health: BranchPlan['health']): BranchPlan => ({
  name: `Chi bộ Tổ dân phố số ${number}`,
  sector: 'residential',
  size,
  committee: size > 60 ? 5 : 3,
  age: { from: 38, to: 84 },
  health,
});

const BRANCHES: BranchPlan[] = [
  residential(1, 58, 'strong'),
  residential(2, 47, 'middling'),
  residential(3, 63, 'strong'),
  residential(4, 39, 'weak'),
  residential(5, 42, 'strong'),
  residential(6, 55, 'middling'),
  residential(7, 71, 'middling'),
  residential(8, 34, 'weak'),
  residential(9, 166, 'middling'),
  residential(10, 51, 'strong'),
  {
    name: 'Chi bộ Trường THCS Hồ Sen',
    sector: 'school',
    size: 28,
    committee: 3,
    age: { from: 26, to: 57 },
    health: 'strong',
  },
  {
    name: 'Chi bộ Trường Mầm non Hoa Gạo',
    sector: 'school',
    size: 12,
    committee: 3,
    age: { from: 25, to: 54 },
    health: 'strong',
  },
  {
    name: 'Chi bộ Cơ quan UBND phường',
    sector: 'agency',
    size: 31,
    committee: 3,
    age: { from: 27, to: 59 },
    health: 'middling',
  },
  {
    name: 'Chi bộ Hợp tác xã Bến Cũ',
    sector: 'enterprise-private',
    size: 8,
    committee: 0,
    age: { from: 31, to: 62 },
    health: 'weak',
  },
];

export type SeededBranch = BranchPlan & {
  id: Id;
  members: { personId: Id; fullName: string; status: MemberStatus }[];
  secretaryId: Id;
  deputyId: Id;
  followerId: Id;
};
/** Branches whose meeting is left to whoever tries the demo: an ordinary one, and the one of 166 members. */
export const isForVisitors = (index: number): boolean => index === 4 || index === 8;

export type SeededWard = {
  wardId: Id;
  cityId: Id;
  cityOfficerId: Id;
  wardSecretaryId: Id;
  officerId: Id;
  branches: SeededBranch[];
};

/**
 * One believable ward with invented people: fourteen branches, about seven hundred members, their posts and followers,
 * and the page of people to enter as. The same seed and day give the same ward.
 */
export async function seedWard(
  tx: Tx,
  options: { seed: number; today: CivilDate; nowMs: number },
): Promise<SeededWard> {
  const { nowMs, today } = options;
  const random = new Random(options.seed);
  const people = new PeopleMaker(random);
  const thisYear = Number(today.slice(0, 4));
  const cityId = newId(nowMs);
  const wardId = newId(nowMs);
  await foundUnit(tx, {
    id: cityId,
    name: 'Thành ủy Hà Nội (bản dùng thử)',
    kind: 'city-committee',
    sector: null,
    code: '01',
    parentId: null,
    foundedOn: FOUNDED,
  });
  await foundUnit(tx, {
    id: wardId,
    name: 'Đảng ủy phường Hồ Sen',
    kind: 'upper-committee',
    sector: null,
    code: '01.900',
    parentId: cityId,
    foundedOn: FOUNDED,
  });
  await recordTerm(tx, wardId, FOUNDED, null, '2025-2030');

  /** `joinedOn` is the ceremony of somebody who is still on probation. */
  const addPerson = async (age: { from: number; to: number }, joinedOn?: CivilDate) => {
    const { birthOn, admittedOn, officialOn, ...person } = people.make(age, thisYear);
    const day = (date: string) => ({ date, precision: 'day' as const });
    const personId = await recordPerson(
      tx,
      {
        ...person,
        birth: day(birthOn),
        admittedOn: day(joinedOn ?? admittedOn),
        ...(joinedOn ? {} : { officialOn: day(officialOn) }),
        ethnicity: 'Kinh',
      },
      nowMs,
    );
    await saveAccount(tx, { personId, login: person.phone, passwordHash: null }, nowMs);
    return { personId, fullName: person.fullName };
  };
  const givePost = (personId: Id, unitId: Id, post: Post, decision: string) =>
    recordMandate(tx, { id: newId(nowMs), personId, unitId, post, from: FOUNDED, decision });

  // The ward's own people: leaders, officers, and committee members who follow the branches.
  const wardSecretary = await addPerson({ from: 45, to: 55 });
  const wardDeputy = await addPerson({ from: 42, to: 54 });
  const officer = await addPerson({ from: 30, to: 42 });
  const operator = await addPerson({ from: 26, to: 36 });
  const followers = [];
  for (let i = 0; i < 4; i++) followers.push(await addPerson({ from: 36, to: 56 }));
  await givePost(wardSecretary.personId, wardId, 'secretary', 'Số 102-QĐ/TU');
  await givePost(wardDeputy.personId, wardId, 'deputy-secretary', 'Số 103-QĐ/TU');
  await givePost(officer.personId, wardId, 'officer', 'Số 08-QĐ/ĐU');
  await givePost(operator.personId, cityId, 'operator', 'Số 31-QĐ/VPTU');
  for (const follower of followers)
    await givePost(follower.personId, wardId, 'committee-member', 'Số 104-QĐ/TU');

  const branches: SeededBranch[] = [];
  for (const [index, plan] of BRANCHES.entries()) {
    const branchId = newId(nowMs);
    await foundUnit(tx, {
      id: branchId,
      name: plan.name,
      kind: 'branch',
      sector: plan.sector,
      code: `01.900.${String(index + 1).padStart(3, '0')}`,
      parentId: wardId,
      foundedOn: FOUNDED,
    });
    await recordTerm(tx, branchId, FOUNDED, null, '2025-2030');
    const members: SeededBranch['members'] = [];
    for (let i = 0; i < plan.size; i++) {
      const isLeader = i < Math.max(2, plan.committee);
      const age = isLeader
        ? { from: Math.max(plan.age.from, Math.min(60, plan.age.to - 12)), to: Math.min(plan.age.to, 70) }
        : plan.age;
      const status: MemberStatus = isLeader
        ? 'official'
        : i === plan.size - 1 && plan.size > 10
          ? 'provisional'
          : random.weighted([
              ['official', 86],
              ['exempt', plan.sector === 'residential' ? 9 : 0],
              ['temporarily-away', 3],
              ['provisional', 2],
            ] as const);
      // Some are due to be considered, one or two are late, most have months to go.
      const joinedOn = status === 'provisional' ? addDays(today, -random.between(20, 420)) : undefined;
      const person = await addPerson(joinedOn ? { from: 24, to: 38 } : age, joinedOn);
      const from = joinedOn && joinedOn > FOUNDED ? joinedOn : FOUNDED;
      await recordMembership(tx, { personId: person.personId, branchId, status, from });
      members.push({ ...person, status });
    }
    const [secretary, deputy] = members as [SeededBranch['members'][0], SeededBranch['members'][0]];
    const decision = `Số ${String(20 + index)}-QĐ/ĐU`;
    await givePost(secretary.personId, branchId, 'secretary', decision);
    await givePost(deputy.personId, branchId, 'deputy-secretary', decision);
    for (const member of members.slice(2, plan.committee))
      await givePost(member.personId, branchId, 'committee-member', decision);
    const follower = followers[index % followers.length]!;
    await givePost(follower.personId, branchId, 'follower', 'Số 40-QĐ/ĐU');
    branches.push({
      ...plan,
      id: branchId,
      members,
      secretaryId: secretary.personId,
      deputyId: deputy.personId,
      followerId: follower.personId,
    });
  }

  // Last, so that everybody else stays who they were.
  const cityOfficer = await addPerson({ from: 32, to: 46 });
  await givePost(cityOfficer.personId, cityId, 'officer', 'Số 30-QĐ/VPTU');

  const fifth = branches[4]!;
  const large = branches[8]!;
  const member = fifth.members.find((m, i) => i > 4 && m.status === 'official')!;
  const provisional = fifth.members.find((m) => m.status === 'provisional')!;
  const shown: [Id, string, string][] = [
    [
      fifth.secretaryId,
      'Bí thư chi bộ: chuẩn bị và điều hành buổi sinh hoạt tháng này',
      'Branch secretary: prepares and runs this month’s meeting',
    ],
    [
      fifth.deputyId,
      'Phó bí thư: cùng điều hành trên một máy khác',
      'Deputy secretary: helps from a second device',
    ],
    [
      member.personId,
      'Đảng viên: đọc tài liệu, điểm danh, biểu quyết, xem nhiệm vụ của mình',
      'Member: reads papers, checks in, votes, sees own tasks',
    ],
    [
      provisional.personId,
      'Đảng viên dự bị: dự họp, phát biểu, chưa có quyền biểu quyết',
      'Provisional member: attends and speaks, has no vote yet',
    ],
    [
      fifth.followerId,
      'Cấp ủy viên theo dõi chi bộ: xác nhận điểm buổi sinh hoạt',
      'Follower from the committee above: confirms the meeting’s score',
    ],
    [
      officer.personId,
      'Cán bộ Ban Xây dựng Đảng phường: theo dõi mười bốn chi bộ trong tháng',
      'Officer of the ward: sees its fourteen branches this month',
    ],
    [
      large.secretaryId,
      'Bí thư chi bộ 166 đảng viên: danh sách dài vẫn chạy êm',
      'Secretary of a branch of 166 members: long lists stay quick',
    ],
    [
      cityOfficer.personId,
      'Cán bộ Ban Tổ chức Thành ủy: giao việc theo đề án, xem việc đi đến đâu',
      'Officer of the city: gives tasks under a scheme and sees how far they reach',
    ],
    [
      operator.personId,
      'Người vận hành máy chủ: không xem được nội dung sinh hoạt',
      'Operator of the server: sees no meetings',
    ],
  ];
  for (const [position, [personId, vi, en]] of shown.entries())
    await showInDemo(tx, { personId, position, about: { vi, en } });
  return {
    wardId,
    cityId,
    cityOfficerId: cityOfficer.personId,
    wardSecretaryId: wardSecretary.personId,
    officerId: officer.personId,
    branches,
  };
}

/** The three months before this one, oldest first: the months that the seed gives a history. */
export const historyMonths = (today: CivilDate) =>
  [3, 2, 1].map((back) => addMonths(monthOf(today), -back)).filter((m) => firstDayOf(m) >= FOUNDED);
