import { recordMandate } from '#features/mandates/public.ts';
import { recordMembership, recordPerson } from '#features/members/public.ts';
import { foundUnit } from '#features/units/public.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { saveAccount } from '#platform/sign-in/accounts.ts';
import type { TestWorld } from '#testing/test-world.ts';

export type SecondWard = { ward: Id; branch: Id; quyen: Id; vinh: Id };

/** A second ward under the same city: branch 9 with its secretary Quyên, and Vinh, the ward's officer. All invented. */
export async function makeSecondWard(world: TestWorld): Promise<SecondWard> {
  const now = world.clock.now();
  const [ward, branch] = [newId(now), newId(now)];
  const unit = { sector: null, foundedOn: '2025-07-01' };
  return world.write(async (tx) => {
    await foundUnit(tx, {
      ...unit,
      id: ward,
      name: 'Đảng ủy phường Kim Giang',
      kind: 'upper-committee',
      code: '01.002',
      parentId: world.ward.city,
    });
    await foundUnit(tx, {
      ...unit,
      id: branch,
      name: 'Chi bộ 9',
      kind: 'branch',
      code: '01.002.009',
      parentId: ward,
    });
    const person = async (login: string, fullName: string) => {
      const personId = await recordPerson(
        tx,
        { fullName, birth: { date: '1971-02-03', precision: 'day' } },
        now,
      );
      await saveAccount(tx, { personId, login, passwordHash: null }, now);
      return personId;
    };
    const quyen = await person('quyen', 'Mai Lệ Quyên');
    const vinh = await person('vinh', 'Trịnh Quang Vinh');
    await recordMembership(tx, { personId: quyen, branchId: branch, status: 'official', from: '2025-07-01' });
    const post = { from: '2025-07-01', decision: '5-QĐ/ĐU' };
    await recordMandate(tx, {
      ...post,
      id: newId(now),
      personId: quyen,
      unitId: branch,
      post: 'secretary',
    });
    await recordMandate(tx, { ...post, id: newId(now), personId: vinh, unitId: ward, post: 'officer' });
    return { ward, branch, quyen, vinh };
  });
}
