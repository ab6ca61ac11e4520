import type { ErrorTable } from '#kernel/error-table.ts';
import { importErrors } from './domain/import/import-errors.ts';

export const errors = {
  'units.bad-name': {
    status: 422,
    vi: 'Tên tổ chức phải có từ 3 đến 200 ký tự và có chữ.',
    en: 'The name of a unit has 3 to 200 characters, letters among them.',
    wayOut: { vi: 'Ghi lại tên theo quyết định.', en: 'Write the name as the decision has it.' },
  },
  'units.bad-code': {
    status: 422,
    vi: 'Mã “{{code}}” không dùng được: chỉ gồm chữ, số, dấu chấm, gạch ngang, gạch chéo, nhiều nhất 40 ký tự.',
    en: 'The code “{{code}}” cannot be used: letters, figures, dots, hyphens and slashes only, at most 40.',
    wayOut: { vi: 'Sửa mã rồi gửi lại.', en: 'Correct the code and send again.' },
  },
  'units.nothing-changed': {
    status: 422,
    vi: 'Giá trị mới giống hệt giá trị đang có vào ngày đó.',
    en: 'The new value is what holds on that day already.',
    wayOut: { vi: 'Sửa giá trị hoặc bỏ thay đổi này.', en: 'Change the value, or leave it as it is.' },
  },
  'units.before-founding': {
    status: 422,
    vi: 'Ngày này trước khi tổ chức được thành lập ({{founded}}).',
    en: 'This day is before the unit was founded ({{founded}}).',
    wayOut: { vi: 'Chọn ngày sau ngày thành lập.', en: 'Choose a day after the founding.' },
  },
  'units.on-founding-day': {
    status: 422,
    vi: 'Ngày này là ngày thành lập ({{founded}}): tên, mã, cấp và nơi trực thuộc lúc đầu theo quyết định thành lập.',
    en: 'This is the day of the founding ({{founded}}): its first name, code, level and place come from that decision.',
    wayOut: {
      vi: 'Chọn ngày sau đó, hoặc sửa việc thành lập nếu ngày thành lập chưa đến.',
      en: 'Choose a later day, or correct the founding while its day has not come.',
    },
  },
  'units.after-end': {
    status: 409,
    vi: 'Tổ chức này kết thúc hoạt động từ ngày {{ended}}.',
    en: 'This unit ends on {{ended}}.',
    wayOut: {
      vi: 'Chọn ngày trước đó, hoặc rút việc kết thúc nếu ngày đó chưa đến.',
      en: 'Choose an earlier day, or take the ending back while its day has not come.',
    },
  },
  'units.has-ended': {
    status: 409,
    vi: 'Tổ chức này đã kết thúc hoạt động từ ngày {{ended}}: chỉ còn xem, không ghi thêm được.',
    en: 'This unit ended on {{ended}}: it can be looked at, and nothing is added to it.',
    wayOut: {
      vi: 'Ghi ở tổ chức kế thừa, nêu tại trang của tổ chức này.',
      en: 'Record it for the unit that carries it on, named on the page of this unit.',
    },
  },
  'units.change-same-day': {
    status: 409,
    vi: 'Ngày {{on}} đã có một thay đổi cùng loại của tổ chức này.',
    en: 'The same thing about this unit changes on {{on}} already.',
    wayOut: {
      vi: 'Sửa hoặc rút thay đổi đó, hoặc chọn ngày khác.',
      en: 'Correct or take back that change, or choose another day.',
    },
  },
  'units.decision-in-future': {
    status: 422,
    vi: 'Ngày ký quyết định không thể sau hôm nay ({{today}}).',
    en: 'A decision cannot be signed after today ({{today}}).',
    wayOut: {
      vi: 'Sửa ngày ký. Ngày bắt đầu có hiệu lực thì có thể ở phía trước.',
      en: 'Correct the day of signing. The day from which it holds may lie ahead.',
    },
  },
  'units.code-taken': {
    status: 409,
    vi: 'Mã {{code}} đang thuộc về {{unit}} từ ngày {{from}}.',
    en: 'The code {{code}} belongs to {{unit}} from {{from}} on.',
    wayOut: {
      vi: 'Dùng mã khác, hoặc chọn ngày mà mã đó đã được trả lại.',
      en: 'Use another code, or a day on which that one is free again.',
    },
  },
  'units.parent-closed': {
    status: 409,
    vi: '{{unit}} kết thúc hoạt động từ ngày {{ended}} nên không nhận tổ chức nào sau đó.',
    en: '{{unit}} ends on {{ended}} and takes no units after that day.',
    wayOut: { vi: 'Chọn tổ chức cấp trên khác.', en: 'Choose another unit above.' },
  },
  'units.parent-not-yet': {
    status: 409,
    vi: '{{unit}} đến ngày {{founded}} mới thành lập.',
    en: '{{unit}} is founded on {{founded}} only.',
    wayOut: {
      vi: 'Chọn ngày sau đó hoặc tổ chức cấp trên khác.',
      en: 'Choose a later day or another unit above.',
    },
  },
  'units.cycle': {
    status: 409,
    vi: '{{unit}} lại nằm dưới chính tổ chức này: {{path}}.',
    en: '{{unit}} itself lies below this unit: {{path}}.',
    wayOut: { vi: 'Chọn tổ chức không nằm bên dưới.', en: 'Choose a unit that does not lie below.' },
  },
  'units.top-stays': {
    status: 409,
    vi: 'Tổ chức ở ngọn cây không trực thuộc nơi nào nên không chuyển đi được.',
    en: 'The top of the tree stands under nothing and is not moved.',
    wayOut: { vi: 'Chuyển các tổ chức trực thuộc nó.', en: 'Move the units below it instead.' },
  },
  'units.level-not-allowed': {
    status: 422,
    vi: 'Theo quy định, {{kind}} không trực thuộc {{under}} ({{unit}}, từ ngày {{on}}).',
    en: 'By the rules a {{kind}} does not stand under a {{under}} ({{unit}}, from {{on}}).',
    wayOut: {
      vi: 'Chọn cấp khác hoặc nơi trực thuộc khác.',
      en: 'Choose another level or another place.',
    },
  },
  'units.too-deep': {
    status: 422,
    vi: 'Cây tổ chức có nhiều nhất {{most}} tầng.',
    en: 'The tree has at most {{most}} levels.',
    wayOut: { vi: 'Chọn nơi trực thuộc cao hơn.', en: 'Choose a higher place.' },
  },
  'units.still-standing': {
    status: 409,
    vi: '{{unit}} chưa thể kết thúc: còn {{what}}.',
    en: '{{unit}} cannot end yet: it still has {{what}}.',
    wayOut: {
      vi: 'Giải quyết từng việc được nêu, rồi ghi lại việc kết thúc.',
      en: 'Settle each of them first, then record the ending again.',
    },
  },
  'units.later-changes': {
    status: 409,
    vi: 'Có thay đổi khác được ghi từ ngày {{on}}, sau khi tổ chức kết thúc.',
    en: 'Another change is recorded from {{on}}, after the unit would have ended.',
    wayOut: { vi: 'Rút thay đổi đó trước.', en: 'Take that change back first.' },
  },
  'units.not-your-parent': {
    status: 403,
    vi: 'Đồng chí không có quyền đưa tổ chức về nơi trực thuộc này.',
    en: 'You may not put units under this one.',
    wayOut: {
      vi: 'Nhờ cấp ủy cấp trên của cả hai nơi ghi việc chuyển.',
      en: 'Ask the committee above both places to record the move.',
    },
  },
  'units.area-empty': {
    status: 422,
    vi: 'Chưa ghi diện tích hoặc dân số.',
    en: 'Neither area nor population is given.',
    wayOut: { vi: 'Ghi ít nhất một trong hai số liệu.', en: 'Give at least one of the two.' },
  },
  'units.area-half-point': {
    status: 422,
    vi: 'Vị trí cần cả vĩ độ và kinh độ.',
    en: 'A point needs both latitude and longitude.',
    wayOut: { vi: 'Ghi cả hai hoặc để trống cả hai.', en: 'Give both, or neither.' },
  },
  'units.link-closed': {
    status: 409,
    vi: '{{unit}} không hoạt động vào ngày {{on}} nên không thể kế thừa hoặc được kế thừa.',
    en: '{{unit}} does not exist on {{on}}, so it cannot carry on or be carried on.',
    wayOut: { vi: 'Chọn tổ chức khác hoặc ngày khác.', en: 'Choose another unit or another day.' },
  },
  'units.link-itself': {
    status: 422,
    vi: 'Một tổ chức không tự kế thừa chính nó.',
    en: 'A unit does not carry itself on.',
    wayOut: { vi: 'Chọn tổ chức khác.', en: 'Choose another unit.' },
  },
  'units.not-planned': {
    status: 409,
    vi: 'Chỉ thay đổi chưa đến ngày mới sửa hoặc rút được; thay đổi này có hiệu lực từ ngày {{on}}.',
    en: 'Only a change whose day has not come can be corrected or taken back; this one holds from {{on}}.',
    wayOut: {
      vi: 'Ghi một thay đổi mới theo quyết định đính chính.',
      en: 'Record a new change by the decision that corrects it.',
    },
  },
  'units.change-withdrawn': {
    status: 409,
    vi: 'Thay đổi này đã được rút.',
    en: 'This change has been taken back.',
    wayOut: { vi: 'Tải lại trang.', en: 'Load the page again.' },
  },
  ...importErrors,
} satisfies ErrorTable;
