import { withoutMarks } from '#kernel/vietnamese.ts';

type Bilingual = { vi: string; en: string };

/** Something that the system knows of every unit, and by which words people ask for it. */
export type KnownThing = {
  key: string;
  words: Bilingual;
  /** Ways to ask for it, in any order of words and without marks. */
  asked: readonly string[];
  /** Where it stands, seen from the committee that asks. */
  page: 'figures' | 'branches' | 'tree' | 'probation';
};

/** What a committee need not ask for: it stands in the system, or follows from what meetings and members leave there. */
export const CATALOGUE: readonly KnownThing[] = [
  {
    key: 'members',
    words: { vi: 'Số đảng viên', en: 'Members' },
    asked: [
      'số đảng viên',
      'tổng số đảng viên',
      'đảng số',
      'quân số',
      'đảng viên hiện có',
      'members',
      'party members',
    ],
    page: 'figures',
  },
  {
    key: 'provisional',
    words: { vi: 'Đảng viên dự bị', en: 'Provisional members' },
    asked: ['đảng viên dự bị', 'số dự bị', 'provisional members', 'members on probation'],
    page: 'probation',
  },
  {
    key: 'held',
    words: { vi: 'Sinh hoạt thường kỳ', en: 'Regular meetings' },
    asked: [
      'sinh hoạt thường kỳ',
      'số buổi sinh hoạt',
      'số buổi họp',
      'số kỳ sinh hoạt',
      'duy trì sinh hoạt',
      'sinh hoạt định kỳ',
      'meetings held',
      'regular meetings',
    ],
    page: 'figures',
  },
  {
    key: 'attendance',
    words: { vi: 'Tỷ lệ dự họp', en: 'Attendance' },
    asked: [
      'dự họp',
      'dự sinh hoạt',
      'tham gia sinh hoạt',
      'tham dự sinh hoạt',
      'đảng viên dự họp',
      'đảng viên dự sinh hoạt',
      'đảng viên tham gia sinh hoạt',
      'có mặt',
      'số đảng viên có mặt',
      'attendance',
      'members present',
    ],
    page: 'figures',
  },
  {
    key: 'thematic',
    words: { vi: 'Sinh hoạt chuyên đề', en: 'Thematic meetings' },
    asked: [
      'sinh hoạt chuyên đề',
      'buổi sinh hoạt chuyên đề',
      'buổi chuyên đề',
      'số chuyên đề',
      'thematic meetings',
    ],
    page: 'figures',
  },
  {
    key: 'papers',
    words: { vi: 'Tài liệu gửi trước đúng hạn', en: 'Papers in time' },
    asked: ['tài liệu đúng hạn', 'gửi tài liệu trước', 'gửi tài liệu trước buổi họp', 'papers in time'],
    page: 'figures',
  },
  {
    key: 'speakers',
    words: { vi: 'Đảng viên phát biểu', en: 'Speakers' },
    asked: ['đảng viên phát biểu', 'số ý kiến', 'ý kiến phát biểu', 'lượt phát biểu', 'speakers'],
    page: 'figures',
  },
  {
    key: 'ownScore',
    words: { vi: 'Điểm tự chấm buổi sinh hoạt', en: 'Own score of meetings' },
    asked: ['điểm tự chấm', 'tự chấm điểm', 'tự chấm điểm sinh hoạt', 'điểm sinh hoạt', 'own score'],
    page: 'figures',
  },
  {
    key: 'confirmedScore',
    words: { vi: 'Điểm cấp trên xác nhận', en: 'Confirmed score' },
    asked: ['điểm xác nhận', 'điểm cấp trên xác nhận', 'điểm được xác nhận', 'confirmed score'],
    page: 'figures',
  },
  {
    key: 'good',
    words: { vi: 'Buổi sinh hoạt xếp loại Tốt', en: 'Meetings graded good' },
    asked: [
      'xếp loại tốt',
      'loại tốt',
      'sinh hoạt xếp loại tốt',
      'buổi sinh hoạt xếp loại tốt',
      'graded good',
    ],
    page: 'figures',
  },
  {
    key: 'tasksInTime',
    words: { vi: 'Nhiệm vụ đúng hạn', en: 'Tasks in time' },
    asked: [
      'nhiệm vụ đúng hạn',
      'nhiệm vụ hoàn thành đúng hạn',
      'việc đúng hạn',
      'việc hoàn thành đúng hạn',
      'tasks in time',
    ],
    page: 'figures',
  },
  {
    key: 'tasksOverdue',
    words: { vi: 'Nhiệm vụ quá hạn', en: 'Tasks overdue' },
    asked: ['nhiệm vụ quá hạn', 'việc quá hạn', 'nhiệm vụ chậm', 'nhiệm vụ chưa hoàn thành', 'tasks overdue'],
    page: 'figures',
  },
  {
    key: 'meetingDays',
    words: { vi: 'Ngày sinh hoạt trong tháng', en: 'Days of meetings' },
    asked: ['ngày họp', 'ngày sinh hoạt', 'lịch họp', 'lịch sinh hoạt', 'meeting days', 'dates of meetings'],
    page: 'branches',
  },
  {
    key: 'minutes',
    words: { vi: 'Biên bản, kết luận buổi sinh hoạt', en: 'Minutes and conclusions' },
    asked: ['biên bản', 'biên bản sinh hoạt', 'kết luận sinh hoạt', 'nghị quyết sinh hoạt', 'minutes'],
    page: 'branches',
  },
  {
    key: 'secretary',
    words: { vi: 'Bí thư của từng chi bộ', en: 'Secretary of each branch' },
    asked: [
      'bí thư',
      'họ tên bí thư',
      'tên bí thư',
      'danh sách bí thư',
      'secretary',
      'name of the secretary',
    ],
    page: 'tree',
  },
  {
    key: 'committee',
    words: { vi: 'Chi ủy, cấp ủy viên', en: 'Committee members' },
    asked: [
      'chi ủy',
      'danh sách chi ủy',
      'chi ủy viên',
      'cấp ủy viên',
      'danh sách cấp ủy',
      'committee members',
    ],
    page: 'tree',
  },
  {
    key: 'branches',
    words: { vi: 'Số chi bộ trực thuộc', en: 'Branches below' },
    asked: ['số chi bộ trực thuộc', 'chi bộ trực thuộc', 'tổ chức đảng trực thuộc', 'branches below'],
    page: 'tree',
  },
];

/** Words that say nothing about what is asked for. */
const EMPTY = new Set(
  (
    'so luong ty le tong cac nhung cua trong thang quy nam ky nay hien tai den bao nhieu cho biet la da duoc va o chi bo ' +
    'don vi phan tram dong the moi toan dang bo tung hang danh sach ' +
    'number of the in this month year how many much total share rate percent per a an list each'
  ).split(' '),
);

/** The words of a question that carry it, without marks, without order, without numbers. */
export function carryingWords(text: string): Set<string> {
  const words = withoutMarks(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !/^\d+$/.test(word));
  const carrying = words.filter((word) => !EMPTY.has(word));
  // "Đảng viên" loses its first half above and stays told apart by its second.
  return new Set(carrying.length > 0 ? carrying : words);
}

export type Recognised = { key: string; how: 'known' | 'near' };

const isWithin = (inner: ReadonlySet<string>, outer: ReadonlySet<string>): boolean =>
  [...inner].every((word) => outer.has(word));

/**
 * What the catalogue knows of a field. `known`: the same words, in whatever order and spelling of marks. `near`: the words
 * of something known and others beside them, so that a person has to look. Undefined when nothing fits.
 */
export function recognise(label: string): Recognised | undefined {
  const asked = carryingWords(label);
  let near: { key: string; size: number } | undefined;
  for (const thing of CATALOGUE)
    for (const phrase of thing.asked) {
      const words = carryingWords(phrase);
      if (!isWithin(words, asked)) continue;
      if (words.size === asked.size) return { key: thing.key, how: 'known' };
      // The phrase that explains most of the question is the likeliest.
      if (!near || words.size > near.size) near = { key: thing.key, size: words.size };
    }
  return near && { key: near.key, how: 'near' };
}
