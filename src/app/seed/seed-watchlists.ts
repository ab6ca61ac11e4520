import {
  addWatchStep,
  enterOnList,
  leaveList,
  noteWatched,
  settleWatchStep,
} from '#features/watchlists/public.ts';
import { addDays, type CivilDate, instantOf } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type { SeededWard } from './seed-ward.ts';

/**
 * A ward’s list with one branch at work by a plan of which a step is late, one that nobody has a plan for yet and one that
 * has left it on its feet; and one branch on the list of the city.
 */
export async function seedWatchlists(tx: Tx, ward: SeededWard, today: CivilDate): Promise<void> {
  const [fourth, eighth, ninth, cooperative] = [3, 7, 8, 13].map((index) => ward.branches[index]!);
  const onWard = { unitId: ward.wardId, above: [ward.cityId] };
  const hand = (personId: Id, daysAgo: number) => ({
    personId,
    nowMs: instantOf(addDays(today, -daysAgo), '10:00'),
  });
  const officer = (daysAgo: number) => hand(ward.officerId, daysAgo);
  const marks = { isKeyArea: false, isRemoteArea: false };

  const left = await enterOnList(
    tx,
    onWard,
    eighth!.id,
    {
      ...marks,
      reasonKind: 'weak',
      reason: 'Hai tháng liền dự họp thưa, nghị quyết ra chậm; chi ủy chưa phân công lại việc.',
      ownerId: ward.officerId,
      dueOn: addDays(today, -20),
    },
    officer(150),
  );
  const shift = await addWatchStep(
    tx,
    { id: left, unitId: ward.wardId },
    {
      text: 'Chi ủy phân công lại từng đồng chí, báo cáo cấp ủy',
      output: 'Bảng phân công có chữ ký',
      dueOn: addDays(today, -120),
      ownerId: null,
    },
    officer(148),
  );
  await settleWatchStep(
    tx,
    { id: shift, entryId: left, text: 'Chi ủy phân công lại từng đồng chí, báo cáo cấp ủy' },
    { state: 'done', words: 'Đã phân công lại, niêm yết ở nhà văn hóa.' },
    hand(eighth!.secretaryId, 125),
  );
  await leaveList(
    tx,
    left,
    {
      state: 'consolidated',
      words: 'Ba tháng liền sinh hoạt đều, nghị quyết ra trong tuần.',
      evidence: 'Biên bản ba buổi sinh hoạt đã khóa; bảng phân công mới.',
      signs: [],
    },
    officer(30),
  );

  const working = await enterOnList(
    tx,
    onWard,
    fourth!.id,
    {
      ...marks,
      isKeyArea: true,
      reasonKind: 'weak',
      reason:
        'Chi bộ dự họp thưa, nhiệm vụ giao chậm; địa bàn có dự án giải phóng mặt bằng, người dân còn nhiều ý kiến.',
      ownerId: ward.officerId,
      dueOn: addDays(today, 45),
    },
    officer(75),
  );
  const plan = { id: working, unitId: ward.wardId };
  const attend = 'Cấp ủy viên theo dõi dự đủ các buổi sinh hoạt trong quý';
  const attended = await addWatchStep(
    tx,
    plan,
    {
      text: attend,
      output: 'Nhận xét sau mỗi buổi',
      dueOn: addDays(today, -8),
      ownerId: ward.officerId,
    },
    officer(72),
  );
  await addWatchStep(
    tx,
    plan,
    {
      text: 'Rà lại nhiệm vụ quá hạn, thống nhất người làm và ngày xong',
      output: 'Danh sách nhiệm vụ có người làm, có hạn mới',
      dueOn: addDays(today, -3),
      ownerId: null,
    },
    officer(72),
  );
  await addWatchStep(
    tx,
    plan,
    {
      text: 'Sinh hoạt chuyên đề về vận động nhân dân trong giải phóng mặt bằng',
      output: 'Kết luận của buổi chuyên đề',
      dueOn: addDays(today, 20),
      ownerId: null,
    },
    officer(72),
  );
  await settleWatchStep(
    tx,
    { id: attended, entryId: working, text: attend },
    { state: 'done', words: 'Đã dự ba buổi; nhận xét gửi kèm biên bản.' },
    officer(9),
  );
  await noteWatched(
    tx,
    working,
    'Buổi gần nhất bàn kỹ hơn, có mười hai ý kiến; còn thiếu các đồng chí đi làm xa.',
    officer(9),
  );

  await enterOnList(
    tx,
    onWard,
    cooperative!.id,
    {
      ...marks,
      isRemoteArea: true,
      reasonKind: 'concern',
      reason: 'Chi bộ ít người, phần lớn làm theo ca; khó họp đủ, chưa có nguồn kết nạp.',
      ownerId: ward.officerId,
      dueOn: addDays(today, 90),
    },
    officer(4),
  );

  await enterOnList(
    tx,
    { unitId: ward.cityId, above: [] },
    ninth!.id,
    {
      ...marks,
      isKeyArea: true,
      reasonKind: 'complicated',
      reason: 'Chi bộ rất đông, nhiều khu tập thể cũ chờ cải tạo; kiến nghị kéo dài liên quan nhiều ngành.',
      ownerId: ward.cityOfficerId,
      dueOn: addDays(today, 120),
    },
    hand(ward.cityOfficerId, 21),
  );
}
