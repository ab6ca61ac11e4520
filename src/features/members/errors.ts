import type { ErrorTable } from '#kernel/error-table.ts';
import { errors as spreadsheetErrors } from '#platform/spreadsheet/errors.ts';
import { importErrors } from './domain/import/import-errors.ts';

export const errors = {
  ...importErrors,
  ...spreadsheetErrors,
  'members.import-too-many': {
    status: 422,
    vi: 'Danh sách có {{people}} người; một chi bộ nhập nhiều nhất {{most}} người mỗi lần.',
    en: 'The list has {{people}} people; at most {{most}} at a time for one branch.',
    wayOut: { vi: 'Chọn đúng danh sách của chi bộ này.', en: 'Choose the list of this branch.' },
  },
  'members.not-in-branch': {
    status: 404,
    vi: 'Người này không thuộc chi bộ vào ngày đó.',
    en: 'This person does not belong to the branch on that day.',
    wayOut: { vi: 'Kiểm tra lại chi bộ và ngày.', en: 'Check the branch and the day.' },
  },
  'members.status-before-joining': {
    status: 422,
    vi: 'Ngày nêu ra là trước khi đảng viên về chi bộ.',
    en: 'That day is before the member joined the branch.',
    wayOut: { vi: 'Chọn một ngày muộn hơn.', en: 'Choose a later day.' },
  },
  'members.same-status': {
    status: 409,
    vi: 'Đảng viên đã ở diện này rồi.',
    en: 'The member already belongs in this way.',
    wayOut: { vi: 'Không cần làm gì thêm.', en: 'Nothing is left to do.' },
  },
  'members.import-outdated': {
    status: 409,
    vi: 'Dữ liệu của chi bộ đã thay đổi từ lúc xem trước.',
    en: 'The branch has changed since the preview.',
    wayOut: { vi: 'Xem lại bản xem trước rồi nhập.', en: 'Look at the preview again, then import.' },
  },
  'members.import-has-refusals': {
    status: 422,
    vi: 'Còn {{refused}} dòng bị từ chối. Chưa có gì được ghi.',
    en: '{{refused}} rows are refused. Nothing was written.',
    wayOut: {
      vi: 'Sửa các dòng đó trong tệp, hoặc chọn bỏ qua các dòng bị từ chối.',
      en: 'Correct those rows in the file, or choose to leave refused rows out.',
    },
  },
  'members.import-conflict': {
    status: 409,
    vi: 'Có người vừa nhập cùng số thẻ hoặc số định danh. Chưa có gì được ghi.',
    en: 'Somebody has just entered the same card or citizen number. Nothing was written.',
    wayOut: { vi: 'Xem trước lại rồi nhập.', en: 'Preview again, then import.' },
  },
} satisfies ErrorTable;
