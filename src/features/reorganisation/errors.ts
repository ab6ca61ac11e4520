import type { ErrorTable } from '#kernel/error-table.ts';

export const errors = {
  'reorganisation.unknown-unit': {
    status: 422,
    vi: 'Bước này nói đến một tổ chức không có trong cây vào ngày đó.',
    en: 'This step speaks of a unit that is not in the tree on that day.',
    wayOut: { vi: 'Chọn lại tổ chức hoặc bỏ bước này.', en: 'Choose the unit again, or leave the step out.' },
  },
  'reorganisation.two-steps': {
    status: 422,
    vi: 'Có hai bước trái nhau về {{unit}}.',
    en: 'Two steps say different things about {{unit}}.',
    wayOut: { vi: 'Giữ lại một bước.', en: 'Keep one of them.' },
  },
  'reorganisation.root-stays': {
    status: 422,
    vi: '{{unit}} là nơi lập phương án: phương án của nó không kết thúc hoặc chuyển chính nó.',
    en: '{{unit}} is the committee whose plan this is: it neither ends nor moves itself.',
    wayOut: { vi: 'Lập phương án ở cấp ủy cấp trên.', en: 'Write the plan at the committee above.' },
  },
  'reorganisation.goes-to-ended': {
    status: 422,
    vi: '{{unit}} không thể về {{into}}: nơi này kết thúc cùng ngày.',
    en: '{{unit}} cannot go to {{into}}, which ends on the same day.',
    wayOut: {
      vi: 'Chọn nơi tiếp nhận còn hoạt động sau ngày đó.',
      en: 'Choose a unit that goes on after that day.',
    },
  },
  'reorganisation.goes-to-itself': {
    status: 422,
    vi: '{{unit}} không thể nhập vào chính nó.',
    en: '{{unit}} cannot be merged into itself.',
    wayOut: { vi: 'Chọn nơi tiếp nhận khác.', en: 'Choose another unit.' },
  },
  'reorganisation.other-level': {
    status: 422,
    vi: '{{unit}} và {{into}} không cùng loại: chi bộ nhập vào chi bộ, đảng bộ nhập vào đảng bộ.',
    en: '{{unit}} and {{into}} are of different sorts: branches join branches, committees join committees.',
    wayOut: { vi: 'Chọn nơi tiếp nhận cùng loại.', en: 'Choose a unit of the same sort.' },
  },
  'reorganisation.parts-missing': {
    status: 422,
    vi: '{{unit}} được chia nhưng chưa đủ hai nơi tiếp nhận, hoặc nơi nhận phần còn lại không phải một trong số đó.',
    en: '{{unit}} is split into fewer than two parts, or the rest goes to none of them.',
    wayOut: { vi: 'Thêm nơi tiếp nhận.', en: 'Add a part.' },
  },
  'reorganisation.shares': {
    status: 422,
    vi: 'Tỷ lệ các phần của {{unit}} cộng lại là {{sum}}%, không phải 100%.',
    en: 'The shares of {{unit}} add up to {{sum}}%, not to 100%.',
    wayOut: { vi: 'Sửa tỷ lệ, hoặc để trống tất cả.', en: 'Correct the shares, or leave all of them empty.' },
  },
  'reorganisation.not-empty': {
    status: 422,
    vi: '{{unit}} kết thúc nhưng vẫn còn {{units}} tổ chức trực thuộc và {{members}} đảng viên.',
    en: '{{unit}} ends and still has {{units}} units below and {{members}} members.',
    wayOut: {
      vi: 'Chuyển, nhập hoặc chia thay vì kết thúc.',
      en: 'Move them, or merge or split the unit instead.',
    },
  },
  'reorganisation.code-twice': {
    status: 422,
    vi: 'Mã {{code}} vẫn thuộc về {{unit}} từ ngày đó.',
    en: 'The code {{code}} still belongs to {{unit}} from that day on.',
    wayOut: {
      vi: 'Dùng mã khác, hoặc thêm bước đổi mã cho nơi đang mang mã.',
      en: 'Use another code, or add a step by which its bearer leaves it.',
    },
  },
  'reorganisation.cycle': {
    status: 422,
    vi: '{{unit}} lại nằm dưới chính nó.',
    en: '{{unit}} would lie below itself.',
    wayOut: { vi: 'Sửa nơi trực thuộc.', en: 'Correct where it stands.' },
  },
  'reorganisation.level': {
    status: 422,
    vi: '{{unit}} không được trực thuộc {{parent}} theo quy định về cấp tổ chức.',
    en: 'By the rules on levels {{unit}} may not stand under {{parent}}.',
    wayOut: {
      vi: 'Chọn nơi trực thuộc khác hoặc thêm bước đổi cấp.',
      en: 'Choose another place, or add a step that changes the level.',
    },
  },
  'reorganisation.too-deep': {
    status: 422,
    vi: 'Cây tổ chức có nhiều nhất {{most}} tầng.',
    en: 'The tree has at most {{most}} levels.',
    wayOut: { vi: 'Chọn nơi trực thuộc cao hơn.', en: 'Choose a higher place.' },
  },
  'reorganisation.nothing-changed': {
    status: 422,
    vi: 'Bước này không thay đổi gì ở {{unit}}.',
    en: 'This step changes nothing about {{unit}}.',
    wayOut: { vi: 'Bỏ bước này.', en: 'Leave it out.' },
  },
  'reorganisation.bad-name': {
    status: 422,
    vi: 'Tên tổ chức phải có từ 3 ký tự.',
    en: 'The name of a unit has 3 characters or more.',
    wayOut: { vi: 'Ghi tên theo phương án.', en: 'Write the name as the plan has it.' },
  },
  'reorganisation.no-table': {
    status: 422,
    vi: 'Không thấy bảng chuyển đổi trong tệp: cần cột đơn vị cũ và đơn vị mới.',
    en: 'No conversion table is found: it needs columns for the old and for the new units.',
    wayOut: {
      vi: 'Đặt tiêu đề cột như “Mã cũ”, “Tên cũ”, “Mã mới”, “Tên mới”.',
      en: 'Title the columns “Old code”, “Old name”, “New code”, “New name”.',
    },
  },
  'reorganisation.table-empty': {
    status: 422,
    vi: 'Bảng không có dòng nào.',
    en: 'The table has no rows.',
    wayOut: { vi: 'Kiểm tra lại tệp.', en: 'Look at the file again.' },
  },
  'reorganisation.table-unknown-old': {
    status: 422,
    vi: 'Không có tổ chức “{{unit}}” trong cây vào ngày đó.',
    en: 'The tree has no unit “{{unit}}” on that day.',
    wayOut: { vi: 'Sửa mã hoặc tên cũ.', en: 'Correct the old code or name.' },
  },
  'reorganisation.table-many-old': {
    status: 422,
    vi: 'Có {{count}} tổ chức cùng tên “{{unit}}” trong cây vào ngày đó.',
    en: 'The tree has {{count}} units called “{{unit}}” on that day.',
    wayOut: {
      vi: 'Ghi thêm mã, hoặc quận, huyện trong ngoặc sau tên.',
      en: 'Add the code, or the district in brackets behind the name.',
    },
  },
  'reorganisation.table-code-and-name': {
    status: 422,
    vi: 'Mã {{code}} là của {{bearer}}, không phải “{{unit}}”.',
    en: 'The code {{code}} belongs to {{bearer}}, not to “{{unit}}”.',
    wayOut: { vi: 'Sửa mã hoặc tên của dòng này.', en: 'Correct the code or the name in this row.' },
  },
  'reorganisation.table-bad-area': {
    status: 422,
    vi: '“{{text}}” không phải là diện tích của xã, phường (km² hoặc ha, dấu phẩy thập phân).',
    en: '“{{text}}” is no area of a ward or commune (km² or ha).',
    wayOut: { vi: 'Ghi như 5,11 km² hoặc 511 ha.', en: 'Write it as 5,11 km² or 511 ha.' },
  },
  'reorganisation.table-bad-people': {
    status: 422,
    vi: '“{{text}}” không phải là số dân.',
    en: '“{{text}}” is no number of people.',
    wayOut: { vi: 'Ghi số nguyên, như 22.353.', en: 'Write a whole number, such as 22.353.' },
  },
  'reorganisation.table-two-figures': {
    status: 422,
    vi: '{{unit}} có hai số liệu khác nhau: {{one}} và {{other}}.',
    en: '{{unit}} is given two different figures: {{one}} and {{other}}.',
    wayOut: { vi: 'Giữ lại một số liệu.', en: 'Keep one of them.' },
  },
  'reorganisation.table-unknown-parent': {
    status: 422,
    vi: 'Không có cấp trên mã “{{unit}}”.',
    en: 'No unit above has the code “{{unit}}”.',
    wayOut: { vi: 'Sửa mã cấp trên.', en: 'Correct that code.' },
  },
  'reorganisation.table-no-new-name': {
    status: 422,
    vi: 'Đơn vị mới chưa có tên.',
    en: 'The new unit has no name.',
    wayOut: { vi: 'Điền tên mới.', en: 'Give the new name.' },
  },
  'reorganisation.table-whole-and-part': {
    status: 422,
    vi: '{{unit}} vừa chuyển toàn bộ vừa chuyển một phần.',
    en: '{{unit}} goes as a whole and in parts.',
    wayOut: { vi: 'Sửa phạm vi của các dòng.', en: 'Correct the shares of these rows.' },
  },
  'reorganisation.no-papers': {
    status: 409,
    vi: 'Phương án chưa có quyết định phê duyệt nên chưa lập văn bản.',
    en: 'The plan has no decision yet, so there are no papers.',
    wayOut: { vi: 'Ghi phê duyệt trước.', en: 'Record the approval first.' },
  },
  'reorganisation.steps-closed': {
    status: 409,
    vi: 'Phương án đã qua bước này nên không sửa được nữa.',
    en: 'The plan has gone past this and is not changed any more.',
    wayOut: {
      vi: 'Mở lại phương án, hoặc lập phương án đính chính.',
      en: 'Open the plan again, or write one that corrects it.',
    },
  },
  'reorganisation.not-applied': {
    status: 409,
    vi: 'Chỉ đính chính được phương án đã thực hiện.',
    en: 'Only a plan that took effect is corrected by another.',
    wayOut: { vi: 'Sửa chính phương án đó.', en: 'Change that plan itself.' },
  },
  'reorganisation.settled': {
    status: 409,
    vi: 'Phương án đã đặt lịch: chỉ phân công được mục mới phát sinh sau khi đặt lịch.',
    en: 'The plan is scheduled: only what came up since can be assigned.',
    wayOut: {
      vi: 'Bỏ lịch để đổi phân công đã duyệt.',
      en: 'Take the schedule back to change what was settled.',
    },
  },
  'reorganisation.not-a-choice': {
    status: 422,
    vi: 'Có mục không thể về nơi được chọn.',
    en: 'One of them cannot go there.',
    wayOut: { vi: 'Tải lại danh sách rồi chọn lại.', en: 'Load the list again and choose anew.' },
  },
  'reorganisation.not-now': {
    status: 409,
    vi: 'Phương án không ở trạng thái làm được việc này.',
    en: 'The plan is not in a state for this.',
    wayOut: { vi: 'Tải lại trang.', en: 'Load the page again.' },
  },
  'reorganisation.already-decided': {
    status: 409,
    vi: 'Chỉ dừng được phương án chưa phê duyệt.',
    en: 'Only a plan that is not approved is given up.',
    wayOut: {
      vi: 'Phương án đã phê duyệt: bỏ lịch nếu có, mở lại để sửa rồi dừng. Phương án đã thực hiện: lập phương án đính chính.',
      en: 'Of an approved plan take the schedule back, open it again, then give it up. One that took effect is corrected by another.',
    },
  },
  'reorganisation.given-up': {
    status: 409,
    vi: 'Phương án đã dừng từ trước.',
    en: 'The plan has been given up before.',
    wayOut: {
      vi: 'Xem lý do trên trang của phương án; cần làm tiếp thì soạn phương án mới.',
      en: 'See the reason on its page; to go on, write another plan.',
    },
  },
  'reorganisation.decision-missing': {
    status: 422,
    vi: 'Cần số và ngày của quyết định phê duyệt.',
    en: 'The number and day of the decision are needed.',
    wayOut: { vi: 'Điền quyết định.', en: 'Give the decision.' },
  },
  'reorganisation.no-steps': {
    status: 422,
    vi: 'Phương án chưa có bước nào.',
    en: 'The plan has no steps.',
    wayOut: { vi: 'Thêm bước hoặc nhập bảng chuyển đổi.', en: 'Add steps, or import a conversion table.' },
  },
  'reorganisation.base-changed': {
    status: 409,
    vi: 'Cây tổ chức đã thay đổi {{count}} chỗ so với khi soạn phương án.',
    en: 'The tree has changed in {{count}} places since the plan was written.',
    wayOut: {
      vi: 'Xem chỗ khác nhau, sửa các bước nếu cần, rồi xác nhận lấy cây hiện tại.',
      en: 'Look at the differences, correct the steps, then take the tree as it is.',
    },
  },
  'reorganisation.has-problems': {
    status: 409,
    vi: 'Phương án còn {{count}} chỗ không thực hiện được.',
    en: 'The plan has {{count}} faults.',
    wayOut: { vi: 'Sửa các bước được nêu.', en: 'Correct the steps that are named.' },
  },
  'reorganisation.undecided': {
    status: 409,
    vi: 'Còn {{count}} mục chưa biết về đâu.',
    en: 'It is not decided where {{count}} of them go.',
    wayOut: {
      vi: 'Phân công hết danh sách trên trang của phương án rồi làm lại.',
      en: 'Assign all of them on the page of the plan, then do it again.',
    },
  },
  'reorganisation.two-plans': {
    status: 409,
    vi: '{{unit}} đã có trong phương án “{{title}}” cùng ngày.',
    en: '{{unit}} is in the plan “{{title}}” of the same day.',
    wayOut: { vi: 'Gộp hai phương án hoặc đổi ngày.', en: 'Join the plans, or change the day of one.' },
  },
  'reorganisation.not-scheduled': {
    status: 409,
    vi: 'Phương án chưa được đặt lịch.',
    en: 'The plan is not scheduled.',
    wayOut: { vi: 'Phê duyệt và đặt lịch trước.', en: 'Approve and schedule it first.' },
  },
  'reorganisation.not-yet': {
    status: 409,
    vi: 'Phương án có hiệu lực từ ngày {{on}}.',
    en: 'The plan takes effect on {{on}}.',
    wayOut: { vi: 'Chờ đến ngày, hoặc bỏ lịch để sửa.', en: 'Wait for the day, or take the schedule back.' },
  },
  'reorganisation.still-standing': {
    status: 409,
    vi: 'Các tổ chức kết thúc vẫn còn {{what}}.',
    en: 'The units that end still have {{what}}.',
    wayOut: {
      vi: 'Giải quyết xong rồi thực hiện lại.',
      en: 'Settle them, then let the plan take effect again.',
    },
  },
  'reorganisation.lost': {
    status: 409,
    vi: 'Số đảng viên hoặc nhiệm vụ trước và sau không khớp ({{members}} đảng viên, {{tasks}} nhiệm vụ); chưa ghi gì.',
    en: 'Members or tasks before and after do not agree ({{members}} members, {{tasks}} tasks); nothing was written.',
    wayOut: { vi: 'Báo cho người vận hành.', en: 'Tell whoever runs the system.' },
  },
  'reorganisation.no-worklist': {
    status: 422,
    vi: 'Không thấy bảng phân công: cần cột “Nơi nhận” và một trong các cột “Mã dòng”, “Mã”, “Tên”.',
    en: 'No worklist found: it needs a column “Goes to” and one of “Line”, “Code”, “Name”.',
    wayOut: {
      vi: 'Tải danh sách từ phương án, điền cột “Nơi nhận” rồi nạp lại.',
      en: 'Get the list from the plan, fill in “Goes to”, and bring it back.',
    },
  },
  'reorganisation.line-unknown': {
    status: 422,
    vi: 'Không xác định được “{{name}}” trong danh sách phân công (khớp {{count}} dòng).',
    en: '“{{name}}” cannot be told in the worklist ({{count}} lines fit).',
    wayOut: { vi: 'Ghi mã dòng hoặc mã tổ chức.', en: 'Write the line or the code.' },
  },
  'reorganisation.line-into': {
    status: 422,
    vi: '“{{name}}” không thể về “{{into}}”; có thể về: {{choices}}.',
    en: '“{{name}}” cannot go to “{{into}}”; it can go to: {{choices}}.',
    wayOut: { vi: 'Chọn một trong các nơi đó.', en: 'Choose one of those.' },
  },
  'reorganisation.line-twice': {
    status: 422,
    vi: '“{{name}}” có hai nơi nhận khác nhau trong bảng.',
    en: '“{{name}}” is given two different places in the table.',
    wayOut: { vi: 'Giữ lại một dòng.', en: 'Keep one line.' },
  },
} satisfies ErrorTable;
