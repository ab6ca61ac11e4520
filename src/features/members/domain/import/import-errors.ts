import type { ErrorTable } from '#kernel/error-table.ts';

const correct = {
  vi: 'Sửa ô đó trong tệp rồi tải lên lại.',
  en: 'Correct that cell in the file and upload it again.',
};

/** Everything that a list, or one row of it, can be refused for. */
export const importErrors = {
  'members.import-no-list': {
    status: 422,
    vi: 'Không tìm thấy danh sách đảng viên trong tệp: không có dòng tiêu đề chứa cột họ và tên.',
    en: 'No member list was found in the file: there is no header row with a column of names.',
    wayOut: {
      vi: 'Kiểm tra tệp có dòng tiêu đề như "Họ và tên", "Ngày sinh", "Ngày vào Đảng", hoặc tự chọn dòng tiêu đề và cột.',
      en: 'See that the file has a header such as "Họ và tên", "Ngày sinh", "Ngày vào Đảng", or choose the header row and columns yourself.',
    },
  },
  'members.import-no-sheet': {
    status: 422,
    vi: 'Tệp không có trang tính "{{sheet}}".',
    en: 'The file has no sheet "{{sheet}}".',
    wayOut: { vi: 'Chọn lại trang tính.', en: 'Choose another sheet.' },
  },
  'members.import-no-people': {
    status: 422,
    vi: 'Dưới dòng tiêu đề không có đảng viên nào.',
    en: 'There are no people below the header row.',
    wayOut: { vi: 'Chọn đúng tệp và trang tính.', en: 'Choose the right file and sheet.' },
  },
  'members.import-name-missing': {
    status: 422,
    vi: 'Dòng có số liệu nhưng không có họ tên.',
    en: 'The row has values but no name.',
    wayOut: correct,
  },
  'members.import-name-unreadable': {
    status: 422,
    vi: '"{{name}}" không phải họ tên đầy đủ.',
    en: '"{{name}}" is not a full name.',
    wayOut: correct,
  },
  'members.import-date-unreadable': {
    status: 422,
    vi: 'Không đọc được ngày "{{value}}".',
    en: 'The date "{{value}}" cannot be read.',
    wayOut: {
      vi: 'Ghi ngày theo dạng ngày/tháng/năm, ví dụ 19/05/1960.',
      en: 'Write dates as dd/mm/yyyy, such as 19/05/1960.',
    },
  },
  'members.import-birth-in-future': {
    status: 422,
    vi: 'Ngày sinh ở tương lai.',
    en: 'The date of birth is in the future.',
    wayOut: correct,
  },
  'members.import-date-in-future': {
    status: 422,
    vi: 'Ngày ghi ở tương lai.',
    en: 'The date is in the future.',
    wayOut: correct,
  },
  'members.import-under-age': {
    status: 422,
    vi: 'Ngày vào Đảng trước khi đủ 18 tuổi.',
    en: 'Admitted before the age of 18.',
    wayOut: {
      vi: 'Kiểm tra ngày sinh và ngày vào Đảng với hồ sơ đảng viên.',
      en: 'Check the dates of birth and admission against the member file.',
    },
  },
  'members.import-official-before-admission': {
    status: 422,
    vi: 'Ngày công nhận chính thức trước ngày kết nạp.',
    en: 'Recognised as official before being admitted.',
    wayOut: { vi: 'Kiểm tra hai ngày với hồ sơ đảng viên.', en: 'Check both dates against the member file.' },
  },
  'members.import-sex-unreadable': {
    status: 422,
    vi: 'Giới tính "{{value}}" không phải Nam hay Nữ.',
    en: 'The sex "{{value}}" is neither male nor female.',
    wayOut: correct,
  },
  'members.import-card-number-format': {
    status: 422,
    vi: 'Số thẻ đảng "{{value}}" không đúng: phải có 8 chữ số, hoặc 12 chữ số đối với thẻ theo số định danh.',
    en: 'The card number "{{value}}" is not right: 8 digits, or 12 on cards by citizen number.',
    wayOut: correct,
  },
  'members.import-citizen-id-format': {
    status: 422,
    vi: 'Số định danh cá nhân phải có 12 chữ số (ô này có {{digits}} ký tự).',
    en: 'The citizen number has 12 digits (this cell has {{digits}} signs).',
    wayOut: {
      vi: 'Ghi số căn cước 12 chữ số, hoặc để trống nếu chỉ có số chứng minh nhân dân cũ.',
      en: 'Write the 12-digit number, or leave the cell empty when only an old identity card is known.',
    },
  },
  'members.import-phone-format': {
    status: 422,
    vi: 'Số điện thoại "{{value}}" không đúng: phải có 10 hoặc 11 chữ số, bắt đầu bằng 0.',
    en: 'The telephone number "{{value}}" is not right: 10 or 11 digits, starting with 0.',
    wayOut: correct,
  },
  'members.import-email-format': {
    status: 422,
    vi: 'Địa chỉ thư điện tử "{{value}}" không đúng.',
    en: 'The e-mail address "{{value}}" is not right.',
    wayOut: correct,
  },
  'members.import-duplicate': {
    status: 422,
    vi: 'Dòng này và dòng {{other}} là cùng một người (trùng {{by}}).',
    en: 'This row and row {{other}} are the same person (same {{by}}).',
    wayOut: {
      vi: 'Xóa bớt một dòng, hoặc sửa cho khác nhau.',
      en: 'Remove one of the rows, or make them differ.',
    },
  },
  'members.import-ambiguous': {
    status: 422,
    vi: 'Trong chi bộ có {{count}} người có thể là người ở dòng này.',
    en: '{{count}} people of the branch could be the person of this row.',
    wayOut: {
      vi: 'Ghi thêm số thẻ đảng hoặc số định danh để phân biệt.',
      en: 'Add the card number or the citizen number to tell them apart.',
    },
  },
  'members.import-number-of-another': {
    status: 422,
    vi: 'Số này trong hệ thống thuộc về một người khác.',
    en: 'This number belongs to somebody else in the system.',
    wayOut: {
      vi: 'Kiểm tra số thẻ và số định danh; nếu hệ thống ghi sai thì sửa hồ sơ người kia trước.',
      en: 'Check the card and citizen numbers; if the system is wrong, correct the other person first.',
    },
  },
  'members.import-in-another-branch': {
    status: 409,
    vi: 'Người này đang sinh hoạt ở chi bộ khác.',
    en: 'This person is a member of another branch.',
    wayOut: {
      vi: 'Làm thủ tục chuyển sinh hoạt đảng, hoặc ghi là sinh hoạt tạm thời.',
      en: 'Transfer the member, or mark the person as temporarily here.',
    },
  },
  'members.import-has-left': {
    status: 409,
    vi: 'Người này đã rời chi bộ ngày {{leftOn}}.',
    en: 'This person left the branch on {{leftOn}}.',
    wayOut: {
      vi: 'Xóa dòng này khỏi danh sách; nếu đã trở lại thì dùng chức năng tiếp nhận.',
      en: 'Remove the row; if the person came back, use the admission of a returning member.',
    },
  },
  'members.import-official-to-provisional': {
    status: 422,
    vi: 'Danh sách ghi dự bị nhưng hệ thống đã ghi nhận chính thức.',
    en: 'The list says provisional, but the system holds this person as official.',
    wayOut: { vi: 'Kiểm tra danh sách có phải bản cũ không.', en: 'See whether the list is an old one.' },
  },
} satisfies ErrorTable;

export type ImportCode = keyof typeof importErrors;
