import type { CivilDate } from '#kernel/civil-date.ts';
import type { Block, PartyDocument } from '#platform/documents/party-document.ts';
import { renderDocx } from '#platform/documents/render-docx.ts';
import { writeTable } from '#platform/spreadsheet/write-table.ts';

const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
const heading = (text: string): Block => ({ kind: 'heading', level: 1, text });

const GOALS = [
  {
    goal: '100% chi bộ sinh hoạt thường kỳ hằng tháng, đúng ngày đã đăng ký',
    product: 'Biên bản sinh hoạt hằng tháng',
    by: 'Chi bộ',
  },
  {
    goal: 'Đảng viên dự sinh hoạt từ 90% trở lên, không tính miễn sinh hoạt',
    product: 'Danh sách điểm danh từng buổi',
    by: 'Chi bộ',
  },
  {
    goal: '100% đảng viên đang công tác được giao nhiệm vụ cụ thể',
    product: 'Bảng phân công nhiệm vụ đảng viên',
    by: 'Chi ủy',
  },
  {
    goal: '100% cấp ủy viên chi bộ được bồi dưỡng nghiệp vụ công tác đảng',
    product: 'Danh sách học viên, ngày học',
    by: 'Ban Xây dựng Đảng phường',
  },
];

/** The ward's plan under the city's scheme as an office sends it: the plan itself and two annexes. All of it is invented. */
export async function planFiles(on: CivilDate): Promise<{ name: string; bytes: Buffer }[]> {
  const header = {
    superiorBody: 'ĐẢNG BỘ THÀNH PHỐ HÀ NỘI',
    issuingBody: 'ĐẢNG ỦY PHƯỜNG HỒ SEN',
    number: 'Số 36-KH/ĐU',
    place: 'Hồ Sen',
    on,
  };
  const plan: PartyDocument = {
    title: 'Kế hoạch 36-KH/ĐU',
    header,
    typeName: 'KẾ HOẠCH',
    summary: 'thực hiện Đề án số 11-ĐA/TU của Thành ủy trên địa bàn phường Hồ Sen',
    blocks: [
      heading('I. MỤC ĐÍCH, YÊU CẦU'),
      paragraph(
        'Đưa bốn mục tiêu của Đề án thành việc làm cụ thể của từng chi bộ; rõ người, rõ việc, rõ sản phẩm, rõ thời hạn.',
      ),
      heading('II. NHIỆM VỤ'),
      { kind: 'list', marker: 'number', items: GOALS.map(({ goal }) => `${goal}.`) },
      heading('III. TỔ CHỨC THỰC HIỆN'),
      paragraph('Chi bộ báo cáo theo Phụ lục 1; hướng dẫn điểm danh tại Phụ lục 2.'),
    ],
  };
  const guide: PartyDocument = {
    title: 'Phụ lục 2 Kế hoạch 36-KH/ĐU',
    header,
    typeName: 'PHỤ LỤC 2',
    summary: 'Hướng dẫn điểm danh và tính tỷ lệ dự sinh hoạt chi bộ',
    blocks: [
      paragraph('Đảng viên được miễn sinh hoạt không tính vào mẫu số.'),
      paragraph('Đảng viên sinh hoạt tạm thời điểm danh tại chi bộ nơi đến.'),
      paragraph(
        'Vắng có lý do được ghi rõ lý do; vắng không lý do từ hai buổi liền thì chi ủy gặp gỡ, nhắc nhở.',
      ),
    ],
  };
  const form = await writeTable(
    {
      sheetName: 'Phụ lục 1',
      columns: [
        { header: 'Số thứ tự' },
        { header: 'Mục tiêu', width: 60 },
        { header: 'Sản phẩm', width: 36 },
        { header: 'Đơn vị thực hiện', width: 26 },
        { header: 'Kết quả trong tháng', width: 22 },
      ],
      rows: GOALS.map(({ goal, product, by }, at) => [at + 1, goal, product, by, null]),
    },
    'xlsx',
  );
  return [
    { name: 'Kế hoạch 36-KH-ĐU.docx', bytes: Buffer.from(await renderDocx(plan)) },
    { name: 'Phụ lục 1 - Biểu báo cáo tháng.xlsx', bytes: Buffer.from(form) },
    { name: 'Phụ lục 2 - Hướng dẫn điểm danh.docx', bytes: Buffer.from(await renderDocx(guide)) },
  ];
}
