import type { ErrorTable } from '#kernel/error-table.ts';

export const errors = {
  'proposals.no-places': {
    status: 422,
    vi: 'Không có phường, xã, thị trấn nào trực thuộc tổ chức này vào ngày {{on}}.',
    en: 'There is no ward, commune or township directly below this unit on {{on}}.',
    wayOut: { vi: 'Chọn quận, huyện, thị xã có các xã cần sắp xếp.', en: 'Choose the district above them.' },
  },
  'proposals.figures-missing': {
    status: 422,
    vi: 'Chưa có diện tích hoặc dân số của {{count}} đơn vị: {{units}}.',
    en: 'Area or population is not known for {{count}} units: {{units}}.',
    wayOut: {
      vi: 'Nhập danh mục có diện tích, dân số, ghi số liệu ở trang của từng đơn vị, hoặc chọn giữ nguyên các đơn vị đó.',
      en: 'Import a list with both, record them on the page of each unit, or let those units stay as they are.',
    },
  },
  'proposals.points-missing': {
    status: 422,
    vi: 'Chưa có vị trí của {{count}} đơn vị nên không tính được quãng đường: {{units}}.',
    en: 'The point of {{count}} units is not known, so that there are no distances: {{units}}.',
    wayOut: {
      vi: 'Ghi vĩ độ, kinh độ, nhập ranh giới, hoặc tính theo số người.',
      en: 'Record latitude and longitude, import borders, or count people instead.',
    },
  },
  'proposals.too-many-groups': {
    status: 422,
    vi: 'Có hơn {{most}} cách ghép với tối đa {{parts}} đơn vị mỗi nhóm, không tính hết được.',
    en: 'There are more than {{most}} groups of at most {{parts}} units: too many to look at.',
    wayOut: {
      vi: 'Giảm số đơn vị tối đa mỗi nhóm, hoặc chọn giữ nguyên những đơn vị đã rõ.',
      en: 'Allow fewer units in a group, or let the units that are clear stay as they are.',
    },
  },
  'proposals.cannot-meet': {
    status: 422,
    vi: 'Ghép tối đa {{parts}} đơn vị liền kề vẫn không đạt tiêu chuẩn cho {{count}} đơn vị: {{units}}.',
    en: 'No group of at most {{parts}} neighbours is large enough for {{count}} units: {{units}}.',
    wayOut: {
      vi: 'Tăng số đơn vị tối đa mỗi nhóm, hoặc chọn giữ nguyên các đơn vị đó vì yếu tố đặc thù.',
      en: 'Allow more units in a group, or let those units stay for a special reason.',
    },
  },
  'proposals.cannot-part': {
    status: 422,
    vi: 'Cách nào cũng còn ít nhất {{count}} đơn vị không ghép được: {{units}}.',
    en: 'Whatever is joined, at least {{count}} units are left over: {{units}}.',
    wayOut: {
      vi: 'Tăng số đơn vị tối đa mỗi nhóm, hoặc chọn giữ nguyên các đơn vị đó vì yếu tố đặc thù.',
      en: 'Allow more units in a group, or let those units stay for a special reason.',
    },
  },
  'proposals.count-out-of-reach': {
    status: 422,
    vi: 'Không thể còn {{wanted}} đơn vị: đạt tiêu chuẩn thì còn từ {{fewest}} đến {{most}} đơn vị.',
    en: '{{wanted}} units cannot be reached: with the standard there are between {{fewest}} and {{most}}.',
    wayOut: { vi: 'Chọn một số trong khoảng đó.', en: 'Choose a number between these.' },
  },
  'proposals.out-of-time': {
    status: 422,
    vi: 'Hết thời gian tính mà chưa tìm được phương án tốt nhất.',
    en: 'The time is over and the best way is not found.',
    wayOut: {
      vi: 'Giảm số đơn vị tối đa mỗi nhóm, hoặc chọn giữ nguyên những đơn vị đã rõ.',
      en: 'Allow fewer units in a group, or let the units that are clear stay as they are.',
    },
  },
  'proposals.busy': {
    status: 503,
    vi: 'Máy chủ đang tính một đề xuất khác.',
    en: 'The server is looking for another proposal.',
    wayOut: { vi: 'Đợi nửa phút rồi thử lại.', en: 'Wait half a minute and try again.' },
  },
  'proposals.changed-meanwhile': {
    status: 409,
    vi: 'Danh sách đơn vị vừa thay đổi trong lúc tính.',
    en: 'The list of units has changed meanwhile.',
    wayOut: { vi: 'Lập lại đề xuất.', en: 'Ask again.' },
  },
  'proposals.id-taken': {
    status: 409,
    vi: 'Đề xuất này đã được lập.',
    en: 'This proposal exists already.',
    wayOut: { vi: 'Mở đề xuất trong danh sách.', en: 'Open it from the list.' },
  },
  'proposals.no-alternative': {
    status: 422,
    vi: 'Đề xuất không có lựa chọn này.',
    en: 'The proposal has no such alternative.',
    wayOut: { vi: 'Tải lại trang rồi chọn lại.', en: 'Load the page again and choose anew.' },
  },
  'proposals.nothing-to-merge': {
    status: 422,
    vi: 'Lựa chọn này giữ nguyên mọi đơn vị nên không có gì để lập phương án.',
    en: 'This alternative leaves every unit as it is: there is nothing to plan.',
    wayOut: { vi: 'Chọn lựa chọn khác.', en: 'Choose another one.' },
  },
  'proposals.outdated': {
    status: 409,
    vi: 'Có {{count}} đơn vị của đề xuất không còn trực thuộc đây vào ngày {{on}}.',
    en: '{{count}} units of the proposal are not below this unit any more on {{on}}.',
    wayOut: { vi: 'Lập đề xuất mới.', en: 'Ask for a new proposal.' },
  },
} satisfies ErrorTable;
