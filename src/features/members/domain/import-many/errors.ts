import type { ErrorTable } from '#kernel/error-table.ts';

/** What a list of many branches, or a row of it, can be refused for beside what any list is refused for. */
export const importManyErrors = {
  'members.import-no-branch-column': {
    status: 422,
    vi: 'Không tìm thấy cột mã chi bộ trong dòng tiêu đề.',
    en: 'The header has no column with the code of the branch.',
    wayOut: {
      vi: 'Thêm cột "Mã chi bộ", hoặc dùng --branch để nhập danh sách của một chi bộ.',
      en: 'Add a column "Mã chi bộ", or import the list of one branch with --branch.',
    },
  },
  'members.import-branch-missing': {
    status: 422,
    vi: 'Dòng không ghi mã chi bộ.',
    en: 'The row names no branch.',
    wayOut: { vi: 'Ghi mã chi bộ của đảng viên.', en: 'Write the code of the member’s branch.' },
  },
  'members.import-branch-unknown': {
    status: 422,
    vi: 'Không có chi bộ mã "{{code}}" dưới đơn vị này vào hôm nay.',
    en: 'No branch under this unit has the code "{{code}}" today.',
    wayOut: {
      vi: 'Kiểm tra mã; chi bộ phải được lập trong cây tổ chức trước khi nhập đảng viên.',
      en: 'Check the code; the branch must stand in the tree before its members are imported.',
    },
  },
  'members.import-file-not-text': {
    status: 415,
    vi: 'Tệp không phải văn bản CSV.',
    en: 'The file is not a CSV text.',
    wayOut: {
      vi: 'Lưu danh sách thành CSV (UTF-8) rồi nhập lại; tệp Excel nhập được khi dưới 20.000 dòng.',
      en: 'Save the list as CSV (UTF-8); an Excel file can be imported up to 20,000 rows.',
    },
  },
  'members.import-quotes-broken': {
    status: 422,
    vi: 'Tệp có dấu nháy kép mở mà không đóng.',
    en: 'The file opens a quotation mark and never closes it.',
    wayOut: { vi: 'Lưu lại danh sách thành CSV rồi nhập lại.', en: 'Save the list as CSV again.' },
  },
} satisfies ErrorTable;

export type ImportManyCode = keyof typeof importManyErrors;
