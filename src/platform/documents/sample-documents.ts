import type { PartyDocument, TableRow } from './party-document.ts';

/**
 * Four papers of an invented branch, as large as real ones: for the tests and for looking at the printed form.
 */
const header = {
  superiorBody: 'ĐẢNG BỘ PHƯỜNG AN KHÁNH ĐÔNG',
  issuingBody: 'CHI BỘ TỔ DÂN PHỐ SỐ 5',
  place: 'Hà Nội',
  on: '2026-03-05',
} as const;

export const minutes: PartyDocument = {
  title: 'Biên bản sinh hoạt chi bộ thường kỳ tháng 3 năm 2026',
  header,
  typeName: 'BIÊN BẢN',
  summary: 'sinh hoạt chi bộ thường kỳ tháng 3 năm 2026',
  blocks: [
    { kind: 'heading', level: 1, text: 'I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN' },
    {
      kind: 'key-values',
      pairs: [
        { key: 'Thời gian', value: '19 giờ 30 phút, ngày 05 tháng 3 năm 2026' },
        { key: 'Địa điểm', value: 'Nhà văn hóa tổ dân phố số 5, ngõ 12 đường Lê Văn Thử' },
        { key: 'Tổng số đảng viên', value: '42, trong đó chính thức 40, dự bị 2; miễn sinh hoạt 6' },
        { key: 'Có mặt', value: '33/36 đảng viên phải dự họp, đạt 91,7%' },
        {
          key: 'Vắng mặt có lý do',
          value: '03 đồng chí: Nguyễn Thị Hòa (ốm), Trần Văn Kỷ (đi công tác), Lê Thị Thủy (chăm người nhà)',
        },
        { key: 'Vắng mặt không lý do', value: 'không' },
        { key: 'Chủ trì', value: 'đồng chí Phạm Quang Duệ, Bí thư chi bộ' },
        { key: 'Thư ký', value: 'đồng chí Đỗ Thị Hường, Chi ủy viên' },
      ],
    },
    { kind: 'heading', level: 1, text: 'II. DIỄN BIẾN' },
    { kind: 'heading', level: 2, text: '1. Đánh giá kết quả thực hiện nhiệm vụ tháng 02/2026' },
    {
      kind: 'paragraph',
      text: [
        { text: 'Đồng chí Phạm Quang Duệ', bold: true },
        {
          text: ' báo cáo : trong tháng , chi bộ đã hoàn thành 7/8 nhiệm vụ theo Nghị quyết số 04-NQ/CB; nhiệm vụ lắp đặt 02 camera an ninh ở ngõ 12 chậm 10 ngày do đơn vị thi công đổi lịch. Chi bộ thống nhất nguyên nhân và giao hạn mới.',
        },
      ],
    },
    { kind: 'heading', level: 2, text: '2. Ý kiến thảo luận' },
    {
      kind: 'list',
      marker: 'dash',
      items: [
        [
          { text: 'Đồng chí Lê Văn Chính:', bold: true },
          { text: ' đề nghị phân công cụ thể từng đồng chí phụ trách các ngõ, nhất là ngõ 12 và ngõ 18.' },
        ],
        {
          text: [
            { text: 'Đồng chí Vũ Thị Nhàn:', bold: true },
            { text: ' phản ánh hai việc người dân quan tâm:' },
          ],
          sublist: {
            kind: 'list',
            marker: 'plus',
            items: [
              'Rác thải xây dựng để quá 03 ngày ở đầu ngõ 9;',
              'Đèn chiếu sáng hỏng từ ngày 20 tháng 02 năm 2026.',
            ],
          },
        },
        [
          { text: 'Đồng chí Hoàng Đức Ninh:', bold: true },
          { text: ' nhất trí với báo cáo, đề nghị ' },
          { text: 'biểu dương', italic: true },
          { text: ' tổ đảng số 2.' },
        ],
      ],
    },
    { kind: 'heading', level: 2, text: '3. Biểu quyết' },
    {
      kind: 'table',
      columns: [
        { width: 1, align: 'center' },
        { width: 6 },
        { width: 2, align: 'center' },
        { width: 2, align: 'center' },
        { width: 2, align: 'center' },
      ],
      header: [
        [
          { text: 'TT', rowSpan: 2 },
          { text: 'Nội dung', rowSpan: 2 },
          { text: 'Kết quả (giơ tay)', colSpan: 3 },
        ],
        ['Tán thành', 'Không tán thành', 'Không có ý kiến'],
      ],
      rows: [
        ['1', 'Thông qua Nghị quyết sinh hoạt tháng 3 năm 2026', '31', '0', '0'],
        ['2', 'Thông qua điểm tự chấm chất lượng buổi sinh hoạt: 94,5 điểm', '30', '1', '0'],
        [
          { text: 'Cộng số người có quyền biểu quyết', colSpan: 2, bold: true, shaded: true },
          { text: '31', colSpan: 3, shaded: true, bold: true },
        ],
      ],
    },
    { kind: 'heading', level: 1, text: 'III. KẾT LUẬN' },
    {
      kind: 'list',
      marker: 'number',
      items: [
        'Chi bộ thống nhất ban hành Nghị quyết số 05-NQ/CB về nhiệm vụ tháng 3 năm 2026.',
        'Giao đồng chí Đỗ Thị Hường theo dõi, đôn đốc và báo cáo tại kỳ sinh hoạt tháng 4.',
      ],
    },
    {
      kind: 'paragraph',
      text: 'Biên bản được đọc lại tại buổi sinh hoạt, 100% đảng viên có mặt nhất trí. Buổi sinh hoạt kết thúc lúc 21 giờ 10 phút cùng ngày.',
    },
    {
      kind: 'signatures',
      columns: [
        { position: 'THƯ KÝ', note: '(Ký, ghi rõ họ tên)', name: 'Đỗ Thị Hường' },
        { position: 'CHỦ TRÌ', note: '(Ký, ghi rõ họ tên)', name: 'Phạm Quang Duệ' },
      ],
    },
  ],
};

export const resolution: PartyDocument = {
  title: 'Nghị quyết sinh hoạt chi bộ tháng 3 năm 2026',
  header: { ...header, number: 'Số 05-NQ/CB' },
  typeName: 'NGHỊ QUYẾT',
  summary: 'Sinh hoạt chi bộ thường kỳ tháng 3 năm 2026',
  draftMark: 'DỰ THẢO',
  blocks: [
    {
      kind: 'paragraph',
      text: 'Ngày 05 tháng 3 năm 2026, Chi bộ tổ dân phố số 5 tổ chức sinh hoạt thường kỳ. Có mặt 33/36 đảng viên phải dự họp, đạt 91,7%. Sau khi nghe báo cáo và thảo luận, chi bộ quyết nghị:',
    },
    { kind: 'heading', level: 1, text: 'I. Đánh giá việc thực hiện nghị quyết tháng 02 năm 2026' },
    {
      kind: 'table',
      dense: true,
      columns: [{ width: 1, align: 'center' }, { width: 6 }, { width: 4 }, { width: 3, align: 'center' }],
      header: [['TT', 'Nhiệm vụ', 'Kết quả', 'Đánh giá']],
      rows: [
        ['1', 'Vận động hộ dân đăng ký định danh mức 2', '118/120 hộ', 'Hoàn thành'],
        [
          '2',
          'Lắp đặt 02 camera an ninh ở ngõ 12',
          'Đã ký hợp đồng, chờ thi công; hạn mới 20/3/2026',
          'Chậm',
        ],
        ['3', 'Ra quân vệ sinh môi trường ngày thứ Bảy', '04 buổi, 210 lượt người', 'Hoàn thành'],
      ],
    },
    { kind: 'heading', level: 1, text: 'II. Nhiệm vụ tháng 3 năm 2026' },
    {
      kind: 'list',
      marker: 'number',
      items: [
        {
          text: 'Hoàn thành lắp đặt camera ở ngõ 12.',
          sublist: {
            kind: 'list',
            marker: 'dash',
            items: [
              'Chủ trì: đồng chí Lê Văn Chính.',
              'Sản phẩm: biên bản nghiệm thu. Hạn: ngày 20 tháng 3 năm 2026.',
              'Báo cáo kết quả tại kỳ sinh hoạt tháng 4 năm 2026.',
            ],
          },
        },
        {
          text: 'Tổ chức sinh hoạt chuyên đề quý I.',
          sublist: {
            kind: 'list',
            marker: 'letter',
            items: [
              'Chuẩn bị nội dung và gửi đảng viên trước 01 ngày;',
              'Mời cấp ủy viên theo dõi chi bộ dự.',
            ],
          },
        },
      ],
    },
    { kind: 'heading', level: 1, text: 'III. Tổ chức thực hiện' },
    {
      kind: 'paragraph',
      text: 'Nghị quyết được 31/31 đảng viên chính thức có mặt biểu quyết tán thành, đạt 100%. Chi ủy và từng đảng viên căn cứ nhiệm vụ được giao tổ chức thực hiện.',
    },
    {
      kind: 'signatures',
      columns: [{ authority: 'T/M CHI BỘ', position: 'BÍ THƯ', name: 'Phạm Quang Duệ' }],
      recipients: [
        'Đảng ủy phường (để báo cáo)',
        'Cấp ủy viên theo dõi chi bộ',
        'Các đảng viên trong chi bộ',
        'Lưu Chi bộ',
      ],
    },
  ],
};

const criteria: [string, string, number, number][] = [
  ['I', 'Thời gian', 5, 5],
  ['II', 'Tỷ lệ đảng viên dự họp', 5, 5],
  ['III', 'Công tác chuẩn bị', 10, 9],
  ['IV', 'Tiến hành buổi sinh hoạt, vai trò người chủ trì', 40, 38.5],
  ['V', 'Nguyên tắc sinh hoạt đảng', 5, 5],
  ['VI', 'Kết quả thực hiện nghị quyết tháng trước', 30, 27],
  ['VII', 'Kết thúc buổi sinh hoạt', 5, 5],
];

const vi = (score: number): string => String(score).replace('.', ',');

export const scoreSheet: PartyDocument = {
  title: 'Phiếu chấm điểm buổi sinh hoạt tháng 3 năm 2026',
  header,
  typeName: 'PHIẾU CHẤM ĐIỂM',
  summary: 'Chất lượng buổi sinh hoạt chi bộ tháng 3 năm 2026',
  blocks: [
    {
      kind: 'table',
      columns: [
        { width: 1.2, align: 'center' },
        { width: 6 },
        { width: 1.6, align: 'center' },
        { width: 1.9, align: 'center' },
        { width: 1.9, align: 'center' },
        { width: 4.5 },
      ],
      header: [
        [
          { text: 'TT', rowSpan: 2 },
          { text: 'Nội dung', rowSpan: 2 },
          { text: 'Điểm tối đa', rowSpan: 2 },
          { text: 'Điểm chấm', colSpan: 2 },
          { text: 'Căn cứ', rowSpan: 2 },
        ],
        ['Chi bộ tự chấm', 'Cấp ủy viên xác nhận'],
      ],
      rows: [
        ...criteria.map(
          ([mark, name, most, own]): TableRow => [
            { text: mark, bold: true },
            name,
            String(most),
            vi(own),
            '',
            mark === 'II'
              ? 'Có mặt 33/36 đảng viên phải dự họp, đạt 91,7%; không có vắng mặt không lý do'
              : '',
          ],
        ),
        [
          { text: 'Cộng', colSpan: 2, bold: true, align: 'center', shaded: true },
          { text: '100', bold: true, shaded: true },
          { text: '94,5', bold: true, shaded: true },
          { text: '', shaded: true },
          { text: 'Xếp loại: Tốt', bold: true, shaded: true },
        ],
      ],
    },
    {
      kind: 'signatures',
      columns: [
        { position: 'CẤP ỦY VIÊN THEO DÕI CHI BỘ', note: '(Ký, ghi rõ họ tên)' },
        { position: 'THƯ KÝ', note: '(Ký, ghi rõ họ tên)', name: 'Đỗ Thị Hường' },
        { authority: 'T/M CHI BỘ', position: 'BÍ THƯ', name: 'Phạm Quang Duệ' },
      ],
      recipients: ['Đảng ủy phường', 'Lưu Chi bộ'],
    },
  ],
};

const surnames = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Phan',
  'Vũ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
  'Lý',
];
const middles = [
  'Văn',
  'Thị',
  'Quang',
  'Thị Thu',
  'Đức',
  'Ngọc',
  'Thị Tuyết',
  'Hữu',
  'Minh',
  'Xuân',
  'Thị Bích',
];
const given = [
  'Ất',
  'Ẩm',
  'Bưởi',
  'Duệ',
  'Hường',
  'Nhuận',
  'Quỳnh',
  'Thưởng',
  'Tuyền',
  'Ưu',
  'Vượng',
  'Yến',
  'Khuê',
];

/** An attendance list of this many invented members. */
export const attendanceList = (members: number): PartyDocument => ({
  title: `Danh sách điểm danh tháng 3 năm 2026 (${members} đảng viên)`,
  header,
  typeName: 'DANH SÁCH ĐIỂM DANH',
  summary: 'Buổi sinh hoạt chi bộ thường kỳ tháng 3 năm 2026',
  orientation: 'landscape',
  blocks: [
    {
      kind: 'table',
      dense: true,
      columns: [
        { width: 1, align: 'center' },
        { width: 5 },
        { width: 2, align: 'center' },
        { width: 3 },
        { width: 2, align: 'center' },
        { width: 2, align: 'center' },
        { width: 5 },
        { width: 3 },
      ],
      header: [['TT', 'Họ và tên', 'Ngày sinh', 'Tư cách', 'Có mặt', 'Giờ đến', 'Lý do vắng', 'Ký tên']],
      rows: Array.from({ length: members }, (_, index): TableRow => {
        const absent = index % 17 === 9;
        return [
          String(index + 1),
          `${surnames[index % 14]} ${middles[(index * 5) % 11]} ${given[(index * 7) % 13]}`,
          `${String((index % 28) + 1).padStart(2, '0')}/${String((index % 12) + 1).padStart(2, '0')}/${1945 + (index % 58)}`,
          index % 31 === 3 ? 'Dự bị' : 'Chính thức',
          absent ? '' : 'x',
          absent ? '' : `19:${String(10 + (index % 25))}`,
          absent ? 'Ốm, đã báo cáo chi ủy trước buổi sinh hoạt' : '',
          '',
        ];
      }),
    },
    {
      kind: 'signatures',
      columns: [
        { position: 'THƯ KÝ', name: 'Đỗ Thị Hường' },
        { position: 'CHỦ TRÌ', name: 'Phạm Quang Duệ' },
      ],
    },
  ],
});
