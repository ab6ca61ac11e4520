import type { RuleSource } from '#kernel/result.ts';
import type { Bilingual, UnitRulebookVersion } from './rulebook.ts';

// How many members make a branch, a branch with a committee, and a base committee, as far as it could be read.

const charter = (verified: boolean): RuleSource => ({ document: 'Điều lệ Đảng', on: '2011-01-19', verified });

const read: Bilingual = {
  vi: 'Đọc trong bài giải thích điều kiện thành lập chi bộ; chưa đối chiếu nguyên văn. Không đủ thì cấp trên giới thiệu đảng viên đến sinh hoạt ở tổ chức thích hợp.',
  en: 'Read in an account of how a branch is founded, not compared with the text. With fewer, the level above sends the members to a suitable unit.',
};
const quoted: Bilingual = {
  vi: 'Chỉ thấy ở trang trích lại Điều lệ; chưa đối chiếu nguyên văn.',
  en: 'Seen only on a page that quotes the Charter; not compared with the text.',
};
const fromMemory: Bilingual = {
  vi: 'Theo hiểu biết chung về Điều lệ (Điều 21 đến 24); chưa đọc được nguyên văn.',
  en: 'From general knowledge of the Charter (articles 21 to 24); its text was not read.',
};

const charter2011: UnitRulebookVersion = {
  code: 'charter-2011-units',
  subject: 'units',
  title: { vi: 'Điều lệ Đảng: quy mô tổ chức đảng', en: 'Party Charter: size of units' },
  source: charter(false),
  validFrom: '2011-01-19',
  validTo: null,
  note: {
    vi: 'Cấp ủy cấp trên trực tiếp có thể đồng ý khác đi; văn bản đồng ý được ghi ở trang của tổ chức.',
    en: 'The committee directly above may consent to something else; its paper is recorded on the page of the unit.',
  },
  rules: {
    'size.branch-least-official': { value: 3, source: charter(true), narrowable: 'no', note: read },
    'size.committee-from-official': { value: 9, source: charter(false), narrowable: 'no', note: fromMemory },
    'size.base-committee-from': { value: 30, source: charter(false), narrowable: 'no', note: quoted },
    'size.branch-consent-above': { value: 30, source: charter(false), narrowable: 'no', note: fromMemory },
    'size.sub-committee-consent': { value: true, source: charter(false), narrowable: 'no', note: fromMemory },
    'size.secretaries': { value: 1, source: charter(false), narrowable: 'no', note: fromMemory },
  },
};

/** The rulebooks about the make-up of units that every installation begins with. */
export const seededUnitVersions: readonly UnitRulebookVersion[] = [charter2011];
