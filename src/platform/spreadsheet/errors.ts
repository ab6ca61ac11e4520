import type { ErrorTable } from '#kernel/error-table.ts';

const saveAgain = {
  vi: 'Mở tệp bằng Excel hoặc LibreOffice, chọn "Lưu thành" (Save As) dạng Excel (.xlsx), rồi tải lên lại.',
  en: 'Open the file in Excel or LibreOffice, choose "Save As" Excel (.xlsx), and upload it again.',
};

/** Everything that reading a file of tables can refuse. Facts: numbers, names of formats, cell addresses. */
export const errors = {
  'spreadsheet.too-large': {
    status: 413,
    vi: 'Tệp nặng {{size}} MB, vượt quá giới hạn {{limit}} MB. Chưa có gì được lưu.',
    en: 'The file is {{size}} MB, over the limit of {{limit}} MB. Nothing was saved.',
    wayOut: {
      vi: 'Danh sách của một chi bộ thường chưa tới 1 MB. Xóa ảnh và các trang tính không cần, rồi tải lên lại.',
      en: 'The list of a branch is usually under 1 MB. Remove pictures and sheets not needed, and upload again.',
    },
  },
  'spreadsheet.empty-file': {
    status: 422,
    vi: 'Tệp rỗng, không có nội dung nào.',
    en: 'The file is empty.',
    wayOut: {
      vi: 'Chọn đúng tệp danh sách rồi tải lên lại.',
      en: 'Choose the file with the list and upload again.',
    },
  },
  'spreadsheet.unknown-kind': {
    status: 415,
    vi: 'Không đọc được loại tệp "{{named}}". Hệ thống nhận .xlsx, .xls và .csv.',
    en: 'Files of the kind "{{named}}" cannot be read. Accepted: .xlsx, .xls and .csv.',
    wayOut: saveAgain,
  },
  'spreadsheet.not-what-name-says': {
    status: 415,
    vi: 'Tên tệp là {{named}} nhưng nội dung là {{found}}.',
    en: 'The file is named {{named}} but its content is {{found}}.',
    wayOut: saveAgain,
  },
  'spreadsheet.encrypted': {
    status: 422,
    vi: 'Tệp được đặt mật khẩu nên không đọc được.',
    en: 'The file is protected by a password and cannot be read.',
    wayOut: {
      vi: 'Mở tệp bằng Excel, bỏ mật khẩu (Tệp – Thông tin – Bảo vệ sổ làm việc), lưu lại rồi tải lên.',
      en: 'Open it in Excel, remove the password (File – Info – Protect Workbook), save, and upload again.',
    },
  },
  'spreadsheet.has-formulas': {
    status: 422,
    vi: 'Tệp có {{count}} ô chứa công thức: {{cells}}. Danh sách chỉ được chứa giá trị.',
    en: 'The file has {{count}} cells with formulas: {{cells}}. A list may hold values only.',
    wayOut: {
      vi: 'Trong Excel: chọn tất cả, sao chép, dán đặc biệt "Chỉ giá trị" (Values), lưu lại rồi tải lên.',
      en: 'In Excel: select all, copy, paste special "Values", save, and upload again.',
    },
  },
  'spreadsheet.too-big-inside': {
    status: 413,
    vi: 'Nội dung bên trong tệp sau khi giải nén quá lớn (giới hạn {{limit}} MB).',
    en: 'What is inside the file is too large once unpacked (limit {{limit}} MB).',
    wayOut: {
      vi: 'Chép riêng danh sách sang một tệp Excel mới rồi tải lên.',
      en: 'Copy only the list into a new Excel file and upload that.',
    },
  },
  'spreadsheet.too-many-rows': {
    status: 413,
    vi: 'Trang tính "{{sheet}}" có dữ liệu quá dòng {{limit}}.',
    en: 'Sheet "{{sheet}}" has content below row {{limit}}.',
    wayOut: { vi: 'Chia danh sách thành nhiều tệp nhỏ hơn.', en: 'Split the list into smaller files.' },
  },
  'spreadsheet.too-many-columns': {
    status: 413,
    vi: 'Trang tính "{{sheet}}" có dữ liệu quá cột thứ {{limit}}.',
    en: 'Sheet "{{sheet}}" has content beyond column {{limit}}.',
    wayOut: {
      vi: 'Xóa các cột không thuộc danh sách rồi tải lên lại.',
      en: 'Remove the columns that are not part of the list and upload again.',
    },
  },
  'spreadsheet.too-many-cells': {
    status: 413,
    vi: 'Tệp có quá nhiều ô hoặc quá nhiều chữ (giới hạn {{limit}} ô).',
    en: 'The file has too many cells or too much text (limit {{limit}} cells).',
    wayOut: { vi: 'Chia danh sách thành nhiều tệp nhỏ hơn.', en: 'Split the list into smaller files.' },
  },
  'spreadsheet.no-rows': {
    status: 422,
    vi: 'Tệp không có dòng dữ liệu nào.',
    en: 'The file holds no rows.',
    wayOut: {
      vi: 'Kiểm tra lại tệp: danh sách có thể nằm ở tệp khác hoặc ở trang tính bị ẩn.',
      en: 'Check the file: the list may be in another file or on a hidden sheet.',
    },
  },
  'spreadsheet.damaged': {
    status: 422,
    vi: 'Tệp bị hỏng, không đọc được.',
    en: 'The file is damaged and cannot be read.',
    wayOut: saveAgain,
  },
  'spreadsheet.too-old': {
    status: 415,
    vi: 'Tệp được lưu bằng Excel đời rất cũ (Excel 95 trở về trước).',
    en: 'The file was saved by a very old Excel (95 or before).',
    wayOut: saveAgain,
  },
  'spreadsheet.too-slow': {
    status: 422,
    vi: 'Tệp quá phức tạp, không đọc xong trong {{seconds}} giây.',
    en: 'The file is too complex: it could not be read within {{seconds}} seconds.',
    wayOut: {
      vi: 'Chép riêng danh sách sang một tệp Excel mới rồi tải lên.',
      en: 'Copy only the list into a new Excel file and upload that.',
    },
  },
  'spreadsheet.too-many-at-once': {
    status: 503,
    vi: 'Đang có nhiều tệp chờ đọc, tệp này chưa đến lượt. Chưa có gì được lưu.',
    en: 'Many files are waiting to be read and the turn of this one has not come. Nothing was saved.',
    wayOut: { vi: 'Đợi một phút rồi tải lên lại.', en: 'Wait a minute and upload it again.' },
  },
} satisfies ErrorTable;

export type SpreadsheetCode = keyof typeof errors;
