import { recordMandate } from '#features/mandates/public.ts';
import { recordMembership, recordPerson } from '#features/members/public.ts';
import { foundUnit, recordTerm } from '#features/units/public.ts';
import type { MemberStatus, Post } from '#kernel/actor.ts';
import { type Id, newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import { saveAccount } from '#platform/sign-in/accounts.ts';

const FOUNDED = '2025-07-01';

/** Invented people. Branch 5 is the one that tests live in; branch 7 is the neighbour that must be kept out. */
const PEOPLE = {
  an: { name: 'Nguyễn Văn An', branch: 5, status: 'official', post: 'secretary' },
  binh: { name: 'Trần Thị Bình', branch: 5, status: 'official', post: 'deputy-secretary' },
  chi: { name: 'Lê Minh Chi', branch: 5, status: 'official', post: 'committee-member' },
  dung: { name: 'Phạm Quốc Dũng', branch: 5, status: 'official', post: null },
  giang: { name: 'Đỗ Hương Giang', branch: 5, status: 'official', post: null },
  hanh: { name: 'Vũ Thị Hạnh', branch: 5, status: 'provisional', post: null },
  khanh: { name: 'Bùi Đình Khánh', branch: 5, status: 'exempt', post: null },
  lan: { name: 'Hoàng Ngọc Lan', branch: 7, status: 'official', post: 'secretary' },
  nam: { name: 'Ngô Hải Nam', branch: 7, status: 'official', post: null },
  minh: { name: 'Đặng Tuấn Minh', branch: null, status: null, post: null },
  oanh: { name: 'Lý Kim Oanh', branch: null, status: null, post: null },
  phuc: { name: 'Dương Gia Phúc', branch: null, status: null, post: null },
} as const satisfies Record<
  string,
  { name: string; branch: 5 | 7 | null; status: MemberStatus | null; post: Post | null }
>;

export type SmallWard = {
  city: Id;
  ward: Id;
  branch5: Id;
  branch7: Id;
  people: Record<keyof typeof PEOPLE, Id>;
};

/**
 * City committee → ward committee → branches 5 and 7. Branch 5: seven members, of whom five are official, one is
 * provisional (Hạnh) and one exempt (Khánh). Minh is the ward's officer, Oanh follows branch 5, Phúc is the operator.
 */
export async function makeSmallWard(tx: Tx, nowMs: number): Promise<SmallWard> {
  const [city, ward, branch5, branch7] = [newId(nowMs), newId(nowMs), newId(nowMs), newId(nowMs)];
  const unit = { sector: null, foundedOn: FOUNDED };
  await foundUnit(tx, {
    ...unit,
    id: city,
    name: 'Thành ủy Thử Nghiệm',
    kind: 'city-committee',
    code: '01',
    parentId: null,
  });
  await foundUnit(tx, {
    ...unit,
    id: ward,
    name: 'Đảng ủy phường Sông Tô',
    kind: 'upper-committee',
    code: '01.001',
    parentId: city,
  });
  await foundUnit(tx, {
    ...unit,
    id: branch5,
    name: 'Chi bộ 5',
    kind: 'branch',
    sector: 'residential',
    code: '01.001.005',
    parentId: ward,
  });
  await foundUnit(tx, {
    ...unit,
    id: branch7,
    name: 'Chi bộ 7',
    kind: 'branch',
    sector: 'residential',
    code: '01.001.007',
    parentId: ward,
  });
  for (const id of [ward, branch5, branch7]) await recordTerm(tx, id, FOUNDED, null, '2025-2030');

  const branches = { 5: branch5, 7: branch7 };
  const people = {} as SmallWard['people'];
  for (const [key, person] of Object.entries(PEOPLE)) {
    const personId = await recordPerson(
      tx,
      {
        fullName: person.name,
        birth: { date: '1960-05-19', precision: 'day' },
        email: `${key}@example.test`,
      },
      nowMs,
    );
    people[key as keyof typeof PEOPLE] = personId;
    await saveAccount(tx, { personId, login: key, passwordHash: null }, nowMs);
    if (person.branch === null) continue;
    const branchId = branches[person.branch];
    await recordMembership(tx, { personId, branchId, status: person.status, from: FOUNDED });
    if (person.post)
      await recordMandate(tx, {
        id: newId(nowMs),
        personId,
        unitId: branchId,
        post: person.post,
        from: FOUNDED,
        decision: '12-QĐ/ĐU',
      });
  }
  const post = (person: keyof typeof PEOPLE, unitId: Id, held: Post) =>
    recordMandate(tx, {
      id: newId(nowMs),
      personId: people[person],
      unitId,
      post: held,
      from: FOUNDED,
      decision: '13-QĐ/ĐU',
    });
  await post('minh', ward, 'officer');
  await post('oanh', ward, 'committee-member');
  await post('oanh', branch5, 'follower');
  await post('phuc', city, 'operator');
  return { city, ward, branch5, branch7, people };
}
