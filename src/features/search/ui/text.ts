import { defineText } from '#ui-kit/text.ts';

export const useSearchText = defineText('search', {
  vi: {
    title: 'Tìm người, tìm đơn vị',
    label: 'Gõ tên, mã số, số thẻ hoặc số điện thoại',
    hintTitle: 'Gõ vài chữ là đủ',
    hint: 'Không cần dấu, không cần đúng thứ tự: gõ “hoa nguyen” sẽ ra Nguyễn Thị Hoà. Cũng có thể gõ mã đơn vị, số thẻ đảng, số điện thoại.',
    people: 'Người',
    units: 'Đơn vị',
    nothing: 'Không tìm thấy trong phạm vi đồng chí được xem',
    nothingHint:
      'Thử bớt chữ, hoặc gõ không dấu. Người và đơn vị ngoài phạm vi của đồng chí không hiện ở đây.',
    morePeople: 'Còn nhiều người khác cũng khớp. Gõ thêm một chữ trong tên để thu hẹp.',
    moreUnits: 'Còn nhiều đơn vị khác cũng khớp. Gõ thêm một chữ để thu hẹp.',
    born: 'sinh năm {{year}}',
    formerName: 'tên cũ: {{name}}',
    code: 'mã {{code}}',
    ended: 'Đã kết thúc hoạt động',
    postIn: '{{post}}, {{unit}}',
  },
  en: {
    title: 'Find people and units',
    label: 'A name, a code, a card number or a phone number',
    hintTitle: 'A few letters are enough',
    hint: 'No marks needed, in any order: “hoa nguyen” finds Nguyễn Thị Hoà. A unit’s code, a card number or a phone number will do as well.',
    people: 'People',
    units: 'Units',
    nothing: 'Nothing found within what you may see',
    nothingHint:
      'Try fewer letters, or leave out the marks. People and units outside your part of the organisation do not show here.',
    morePeople: 'More people fit. Another word of the name narrows them.',
    moreUnits: 'More units fit. Another word narrows them.',
    born: 'born {{year}}',
    formerName: 'formerly {{name}}',
    code: 'code {{code}}',
    ended: 'Has ended',
    postIn: '{{post}}, {{unit}}',
  },
});
