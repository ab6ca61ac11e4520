import { answerRequest, askForFigures, fieldsOf } from '#features/requests/public.ts';
import { addDays, type CivilDate, instantOf } from '#kernel/civil-date.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Random } from './random.ts';
import { isForVisitors, type SeededWard } from './seed-ward.ts';

const TROUBLES = [
  'Thiếu thùng rác ở hai ngõ nhỏ.',
  'Giờ thu gom trùng giờ cơm tối.',
  'Không có vướng mắc.',
  'Nhà cho thuê thay người liên tục, phải vận động lại.',
];

/** A request of the ward that some branches have answered; the visitors' own branches have not. */
export async function seedRequests(
  tx: Tx,
  ward: SeededWard,
  today: CivilDate,
  random: Random,
): Promise<void> {
  const askedOn = addDays(today, -6);
  const at = instantOf(askedOn, '09:00');
  const { id } = await askForFigures(
    tx,
    { unitId: ward.wardId, above: [ward.cityId] },
    {
      title: 'Kết quả phân loại rác tại nguồn ở khu dân cư',
      purpose: 'Báo cáo Thành ủy kết quả thực hiện Kế hoạch 41-KH/ĐU; chỉ hỏi những gì hệ thống chưa có.',
      dueOn: addDays(today, 3),
      fields: [
        { label: 'Số hộ phân loại rác tại nguồn', type: 'number', isRequired: true, again: '' },
        { label: 'Ngày ra quân gần nhất', type: 'date', isRequired: true, again: '' },
        { label: 'Đã có điểm tập kết', type: 'yes-no', isRequired: true, again: '' },
        { label: 'Vướng mắc cần phường giúp', type: 'text', isRequired: false, again: '' },
      ],
      to: {
        by: 'rule',
        rule: { kinds: ['branch'], sectors: ['residential'], membersOver: null, membersUpTo: null },
      },
    },
    { personId: ward.officerId, today: askedOn },
    at,
  );
  const fields = await fieldsOf(tx, id);
  for (const [index, branch] of ward.branches.entries()) {
    if (branch.sector !== 'residential' || isForVisitors(index) || branch.health === 'weak') continue;
    const values = [
      random.between(35, 180),
      addDays(today, -random.between(10, 40)),
      random.chance(0.7),
      random.pick(TROUBLES),
    ];
    await answerRequest(
      tx,
      { id, state: 'open' },
      {
        unitId: branch.id,
        by: branch.secretaryId,
        given: fields.map((field, position) => ({ fieldId: field.id, value: values[position] ?? null })),
      },
      instantOf(addDays(askedOn, random.between(1, 4)), '20:00'),
    );
  }
}
