import type { ErrorTable } from '#kernel/error-table.ts';

const correctRow = { vi: 'Sửa dòng này trong tệp rồi nhập lại.', en: 'Correct this row and import again.' };

/** What a list of units can be refused for, row by row. */
export const importErrors = {
  'units.import-no-list': {
    status: 422,
    vi: 'Không tìm thấy danh mục tổ chức trong tệp: cần một dòng tiêu đề có cột tên và cột mã.',
    en: 'No list of units was found in the file: it needs a header row with a name and a code column.',
    wayOut: {
      vi: 'Đặt tiêu đề cột, ví dụ: Mã, Tên, Cấp, Trực thuộc.',
      en: 'Give the columns titles, for example: code, name, kind, parent_code.',
    },
  },
  'units.import-too-many': {
    status: 413,
    vi: 'Danh mục có {{rows}} dòng, nhiều hơn giới hạn {{most}}.',
    en: 'The list has {{rows}} rows, over the limit of {{most}}.',
    wayOut: { vi: 'Chia danh mục thành nhiều tệp.', en: 'Split the list into several files.' },
  },
  'units.import-name-missing': {
    status: 422,
    vi: 'Thiếu tên tổ chức.',
    en: 'The name is missing.',
    wayOut: correctRow,
  },
  'units.import-code-missing': {
    status: 422,
    vi: 'Thiếu mã.',
    en: 'The code is missing.',
    wayOut: correctRow,
  },
  'units.import-bad-code': {
    status: 422,
    vi: 'Mã “{{code}}” có ký tự không dùng được.',
    en: 'The code “{{code}}” has signs that cannot be used.',
    wayOut: correctRow,
  },
  'units.import-bad-number': {
    status: 422,
    vi: 'Không đọc được số “{{value}}”.',
    en: 'The number “{{value}}” cannot be read.',
    wayOut: correctRow,
  },
  'units.import-bad-terrain': {
    status: 422,
    vi: 'Không hiểu địa hình “{{value}}”.',
    en: 'The terrain “{{value}}” is not known.',
    wayOut: {
      vi: 'Ghi đồng bằng, miền núi hoặc hải đảo; để trống nếu không thay đổi.',
      en: 'Write lowland, mountain or island; leave it empty where nothing changes.',
    },
  },
  'units.import-bad-point': {
    status: 422,
    vi: 'Tọa độ không hợp lệ: cần cả vĩ độ (−90 đến 90) và kinh độ (−180 đến 180).',
    en: 'The point is not valid: it needs a latitude (−90 to 90) and a longitude (−180 to 180).',
    wayOut: correctRow,
  },
  'units.import-bad-date': {
    status: 422,
    vi: 'Không đọc được ngày “{{value}}”.',
    en: 'The day “{{value}}” cannot be read.',
    wayOut: correctRow,
  },
  'units.import-kind-unknown': {
    status: 422,
    vi: 'Không rõ cấp của tổ chức: “{{value}}”.',
    en: 'The level of the unit is not clear: “{{value}}”.',
    wayOut: {
      vi: 'Ghi cột Cấp: quận, phường, xã, đảng bộ cơ sở, chi bộ …',
      en: 'Fill the kind column: quan, phuong, xa, base-committee, branch …',
    },
  },
  'units.import-sector-unknown': {
    status: 422,
    vi: 'Không rõ loại hình: “{{value}}”.',
    en: 'The sector is not clear: “{{value}}”.',
    wayOut: correctRow,
  },
  'units.import-duplicate-code': {
    status: 422,
    vi: 'Mã {{code}} có ở các dòng {{rows}}.',
    en: 'The code {{code}} stands in rows {{rows}}.',
    wayOut: {
      vi: 'Giữ lại một dòng, hoặc sửa mã của các dòng kia.',
      en: 'Keep one of the rows, or correct the codes of the others.',
    },
  },
  'units.import-duplicate-name': {
    status: 422,
    vi: 'Các dòng {{rows}} cùng tên, cùng nơi trực thuộc và không có mã.',
    en: 'Rows {{rows}} have one name, one unit above, and no code.',
    wayOut: correctRow,
  },
  'units.import-unknown-parent': {
    status: 422,
    vi: 'Không có tổ chức cấp trên “{{parent}}” trong danh mục cũng như trong hệ thống.',
    en: 'The unit above, “{{parent}}”, is neither in the list nor in the system.',
    wayOut: {
      vi: 'Thêm tổ chức đó vào danh mục, hoặc chọn nơi trực thuộc khi nhập.',
      en: 'Add that unit to the list, or say under which unit the list belongs.',
    },
  },
  'units.import-parent-refused': {
    status: 422,
    vi: 'Tổ chức cấp trên ở dòng {{row}} bị từ chối.',
    en: 'The unit above, in row {{row}}, is refused.',
    wayOut: { vi: 'Sửa dòng đó trước.', en: 'Correct that row first.' },
  },
  'units.import-cycle': {
    status: 422,
    vi: 'Các tổ chức trực thuộc vòng quanh: {{path}}.',
    en: 'The units stand under one another in a ring: {{path}}.',
    wayOut: correctRow,
  },
  'units.import-second-top': {
    status: 422,
    vi: 'Cây tổ chức đã có ngọn; dòng này không ghi tổ chức cấp trên.',
    en: 'The tree has a top already; this row names no unit above.',
    wayOut: {
      vi: 'Ghi tổ chức cấp trên, hoặc chọn nơi trực thuộc khi nhập (--under MÃ).',
      en: 'Name the unit above, or say under which unit the list belongs (--under CODE).',
    },
  },
  'units.import-no-top': {
    status: 422,
    vi: 'Chưa có đảng bộ tỉnh, thành phố nào để tổ chức này trực thuộc.',
    en: 'There is no city or province committee yet under which this unit could stand.',
    wayOut: {
      vi: 'Thêm dòng của tỉnh, thành phố vào danh mục.',
      en: 'Add the row of the city or province to the list.',
    },
  },
  'units.import-level': {
    status: 422,
    vi: 'Theo quy định, {{kind}} không trực thuộc {{under}}.',
    en: 'By the rules a {{kind}} does not stand under a {{under}}.',
    wayOut: correctRow,
  },
  'units.import-code-reused': {
    status: 409,
    vi: 'Mã {{code}} đang thuộc về {{unit}}, khác cả tên lẫn nơi trực thuộc. Mã cũ được dùng lại cho tổ chức khác thì phải kết thúc tổ chức cũ trước.',
    en: 'The code {{code}} belongs to {{unit}}, with another name in another place. Where an old code is used again, the old unit ends first.',
    wayOut: {
      vi: 'Ghi việc kết thúc hoặc sắp xếp tổ chức cũ, hoặc đổi mã, rồi nhập lại.',
      en: 'Record the end or reorganisation of the old unit, or another code, then import again.',
    },
  },
  'units.import-code-elsewhere': {
    status: 409,
    vi: 'Mã {{code}} đã thuộc về một tổ chức khác trong thời gian này.',
    en: 'The code {{code}} belongs to another unit in this time.',
    wayOut: { vi: 'Dùng mã khác.', en: 'Use another code.' },
  },
  'units.import-before-parent': {
    status: 422,
    vi: 'Ngày thành lập {{founded}} trước ngày thành lập của tổ chức cấp trên ({{parent}}).',
    en: 'The founding day {{founded}} is before that of the unit above ({{parent}}).',
    wayOut: correctRow,
  },
  'units.import-has-refusals': {
    status: 422,
    vi: 'Có {{refused}} dòng bị từ chối nên chưa ghi gì.',
    en: '{{refused}} rows are refused, so nothing was written.',
    wayOut: { vi: 'Sửa các dòng được nêu rồi nhập lại.', en: 'Correct the rows named and import again.' },
  },
  'units.import-outdated': {
    status: 409,
    vi: 'Cây tổ chức đã thay đổi sau khi xem trước.',
    en: 'The tree has changed since the preview.',
    wayOut: { vi: 'Xem lại rồi ghi.', en: 'Look again, then write.' },
  },
} satisfies ErrorTable;

export type UnitImportCode = keyof typeof importErrors;
