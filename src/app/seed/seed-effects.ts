import { issuedPaper, recordDirective, recordReceipt } from '#features/directives/public.ts';
import { nameIndicator } from '#features/effects/public.ts';
import { addDays, addMonths, type CivilDate, dayInMonth, instantOf, monthOf } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type { SeededBranch, SeededWard } from './seed-ward.ts';

/** Of the ten street branches these five try it out first; the other five are what they are compared with. */
const PILOT = [1, 3, 5, 6, 8];

/**
 * A pilot plan of the ward, sent to five of its ten street branches two months ago, with the indicators it means to move:
 * a scheme of the city made local, that some branches have begun and others have not. Gives what was sent to whom.
 */
export async function seedEffects(
  tx: Tx,
  ward: SeededWard,
  today: CivilDate,
): Promise<{ paperId: Id; sentOn: CivilDate; branches: SeededBranch[] }> {
  const sentOn = dayInMonth(addMonths(monthOf(today), -2), 11);
  const at = instantOf(sentOn, '09:00');
  const id = newId(at);
  const pilot = PILOT.map((index) => ward.branches[index]!);
  await recordDirective(
    tx,
    {
      id,
      unitId: ward.wardId,
      kind: 'plan',
      symbol: 'Số 44-KH/ĐU',
      issuedOn: sentOn,
      title: 'Kế hoạch thí điểm sinh hoạt theo tổ đảng ở chi bộ tổ dân phố, thực hiện Đề án 11-ĐA/TU',
      summary:
        'Theo cách làm thí điểm của Tây Hồ (Đề án 27-ĐA/QU, 09/7/2024). Năm chi bộ làm trước: chia tổ đảng theo ngõ, thảo luận ở tổ rồi về chi bộ; mỗi tháng họp đủ, giao việc rõ sản phẩm và thời hạn.',
      needs: 'carry-out',
      dueOn: null,
      issuedBy: ward.officerId,
      sentOn,
    },
    pilot.map((branch) => branch.id),
    at,
  );
  for (const branch of pilot)
    await recordReceipt(
      tx,
      { directiveId: id, unitId: branch.id, by: branch.secretaryId },
      instantOf(addDays(sentOn, 2), '20:30'),
    );
  const directive = await issuedPaper(tx, ward.wardId, id);
  if (!directive) throw new Error('The pilot plan was not written.');
  for (const [measure, target] of [
    ['held', 100],
    ['attendance', 90],
    ['tasksOverdue', 0],
  ] as const)
    await nameIndicator(
      tx,
      ward.wardId,
      directive,
      { measure, target },
      { personId: ward.officerId, today: sentOn },
    );
  return { paperId: id, sentOn, branches: pilot };
}
