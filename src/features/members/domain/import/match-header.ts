import { tidyText, withoutMarks } from '#kernel/vietnamese.ts';
import type { ImportField } from './import-types.ts';

export type HeaderMatch = { field: ImportField; confidence: 'sure' | 'likely' };

/** Letters and digits only, without marks, one space between words. */
export const headerKey = (text: string): string =>
  withoutMarks(tidyText(text))
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

type Rule = { field: ImportField; exact: string; part?: RegExp; never?: RegExp };

/** The first rule that fits wins, so the narrow titles stand before the wide ones. */
const rules: readonly Rule[] = [
  { field: 'ordinal', exact: 'stt|tt|so tt|so thu tu|so' },
  { field: 'badge', exact: 'huy hieu dang|huy hieu|hhd', part: /huy hieu/ },
  {
    field: 'citizenId',
    exact:
      'so cccd|cccd|so dinh danh|so dinh danh ca nhan|can cuoc|so can cuoc|cmnd|so cmnd|cmnd cccd|so cccd cmnd',
    part: /cccd|can cuoc|cmnd|\bcmt\b|dinh danh|chung minh nhan dan/,
    never: /ngay cap|noi cap/,
  },
  {
    field: 'cardNumber',
    exact: 'so the dang|so the dang vien|so the|the dang|the dang vien|so tdv|so the dv',
    part: /so the|the dang|\bso tdv?\b/,
    never: /ngay|huy hieu/,
  },
  {
    field: 'phone',
    exact: 'dien thoai|so dien thoai|sdt|so dt|dt|dien thoai lien he|di dong',
    part: /dien thoai|\bsdt\b|\bdt\b|di dong/,
    never: /thu dien tu/,
  },
  { field: 'email', exact: 'email|e mail|thu dien tu|dia chi email', part: /e ?mail|thu dien tu/ },
  {
    field: 'exempt',
    exact: 'mien sinh hoat|mien sinh hoat dang|mien sh|mien shd|mien cong tac|mien cong tac sinh hoat',
    part: /mien (?:cong tac|sinh hoat|shd?\b)/,
  },
  {
    field: 'temporary',
    exact: 'sinh hoat tam thoi|tam thoi|shd tam thoi|sinh hoat dang tam thoi|dang vien tam thoi',
    part: /tam thoi/,
  },
  {
    field: 'leftOn',
    exact:
      'ngay chuyen|ngay chuyen di|ngay di|ngay chuyen sinh hoat|thoi gian chuyen|ngay tu tran|ngay ra khoi dang|ngay roi chi bo',
    part: /ngay (?:chuyen|roi|tu tran|mat|di\b)|thoi (?:gian|diem) chuyen/,
    never: /chuyen den|chuyen ve/,
  },
  {
    field: 'left',
    exact:
      'chuyen di|chuyen sinh hoat|chuyen shd|noi chuyen|noi chuyen den|da chuyen|tu tran|bien dong|tang giam|xoa ten|khai tru|ra khoi dang',
    part: /chuyen (?:di|sinh hoat|shd|sang)|noi chuyen|tu tran|khai tru|xoa ten|ra khoi dang|bien dong/,
  },
  {
    field: 'partyDates',
    exact: 'ngay vao dang ngay chinh thuc|ngay vao dang chinh thuc va du bi|vao dang chinh thuc',
    part: /(?:vao dang|vao dcs\w*|ket nap|du bi)\b.*\bchinh thuc|chinh thuc.*(?:ket nap|du bi)/,
    never: /^ngay vao dang chinh thuc$|^vao dang chinh thuc$|loai|tinh trang/,
  },
  {
    field: 'officialOn',
    exact:
      'ngay chinh thuc|chinh thuc|ngay vao dang chinh thuc|ngay cong nhan chinh thuc|ngay cong nhan dang vien chinh thuc|cong nhan chinh thuc|ngay ct|ngay chuyen chinh thuc',
    part: /chinh thuc/,
    never: /loai|tinh trang|dien/,
  },
  {
    field: 'admittedOn',
    exact:
      'ngay vao dang|vao dang|ngay ket nap|ngay ket nap dang|ngay vao dcsvn|ngay vao dang csvn|ngay du bi|du bi|ket nap|ngay vao dang du bi|ngay thang nam vao dang',
    part: /vao dang|vao dcs|ket nap/,
    never: /noi ket nap|nguoi gioi thieu|so quyet dinh/,
  },
  {
    field: 'birth',
    exact:
      'ngay sinh|nam sinh|ngay thang nam sinh|sinh ngay|ngay thang sinh|ntns|sinh nam|ngay sinh duong lich|ngay thang nam sinh duong lich',
    part: /ngay.*sinh|nam sinh|sinh (?:ngay|nam)|thang sinh/,
    never: /sinh hoat|noi sinh|sinh vien/,
  },
  { field: 'sex', exact: 'gioi tinh|nam nu|gt|phai|gioi', part: /gioi tinh|\bnam nu\b/ },
  { field: 'ethnicity', exact: 'dan toc', part: /dan toc/ },
  { field: 'religion', exact: 'ton giao', part: /ton giao/ },
  { field: 'homeTown', exact: 'que quan|nguyen quan|que', part: /que quan|nguyen quan/ },
  {
    field: 'address',
    exact:
      'noi o|cho o|dia chi|thuong tru|noi thuong tru|noi o hien nay|dia chi thuong tru|noi cu tru|noi o thuong tru|ho khau thuong tru|cho o hien nay',
    part: /noi o|cho o|dia chi|thuong tru|cu tru|ho khau/,
  },
  {
    field: 'post',
    exact: 'chuc vu|chuc danh|chuc vu dang|chuc vu trong dang|chuc vu dang doan the',
    part: /chuc vu|chuc danh/,
  },
  {
    field: 'occupation',
    exact: 'nghe nghiep|nghe nghiep hien nay|don vi cong tac|noi cong tac|cong viec|cong viec hien nay|nghe',
    part: /nghe nghiep|don vi cong tac|noi cong tac|noi lam viec|cong viec/,
  },
  {
    field: 'politicalTheory',
    exact:
      'ly luan chinh tri|llct|trinh do ly luan chinh tri|trinh do llct|ly luan|chinh tri|trinh do chinh tri|tdllct',
    part: /ly luan|llct|trinh do chinh tri/,
  },
  {
    field: 'expertise',
    exact: 'chuyen mon|trinh do chuyen mon|chuyen mon nghiep vu|trinh do chuyen mon nghiep vu|tdcm|cmnv',
    part: /chuyen mon|nghiep vu/,
  },
  {
    field: 'education',
    exact: 'trinh do hoc van|hoc van|trinh do van hoa|van hoa|giao duc pho thong|gdpt|tdhv|tdvh|trinh do',
    part: /hoc van|van hoa|pho thong|gdpt|trinh do/,
    never: /ngoai ngu|tin hoc/,
  },
  {
    field: 'status',
    exact:
      'tinh trang|trang thai|loai dang vien|dien dang vien|dang vien|dv chinh thuc du bi|chinh thuc du bi',
    part: /tinh trang|trang thai|loai dang vien|dien dang vien/,
  },
  {
    field: 'familyName',
    exact:
      'ho dem|ho va dem|ho va ten dem|ho ten dem|ho lot|ho va chu dem|ho chu dem|ho chu lot|ho va chu lot|ho va ten lot|ho|ho va',
    part: /^ho .*\b(?:dem|lot)\b/,
  },
  { field: 'givenName', exact: 'ten|ten goi' },
  {
    field: 'fullName',
    exact:
      'ho va ten|ho ten|ho va ten dang vien|ho ten dang vien|ho va ten khai sinh|ho ten khai sinh|ten dang vien|ho va ten dv|full name|ho chu dem va ten',
    part: /ho (?:va )?ten|ten dang vien/,
    never: /\b(?:bo|me|cha|vo|chong|nguoi gioi thieu)\b/,
  },
  { field: 'note', exact: 'ghi chu|chu thich|ghi chu khac|gc', part: /ghi chu|chu thich/ },
];

const exactTitles = new Map<string, ImportField>();
for (const rule of rules)
  for (const title of rule.exact.split('|')) if (!exactTitles.has(title)) exactTitles.set(title, rule.field);

/** `Nam` and `Năm` differ by one mark only: without marks the year cannot be told from the man. */
const sexWord = (text: string): 'male' | 'female' | null => {
  const word = tidyText(text).toLowerCase();
  if (/^nam[.:]?$/.test(word)) return 'male';
  return /^n[ữư]̃?[.:]?$|^nu[.:]?$/.test(word) ? 'female' : null;
};

/** What a column of this title holds, or null. Titles over 60 signs are no titles of columns. */
export function matchHeader(text: string): HeaderMatch | null {
  const tidy = tidyText(text);
  if (tidy === '' || tidy.length > 60) return null;
  const sex = sexWord(tidy);
  if (sex) return { field: sex, confidence: 'likely' };
  const key = headerKey(tidy);
  const exact = exactTitles.get(key);
  if (exact) return { field: exact, confidence: 'sure' };
  for (const rule of rules) {
    if (rule.part?.test(key) && !rule.never?.test(key)) return { field: rule.field, confidence: 'likely' };
  }
  return null;
}

/** What a column holds whose title stands under another: `Ngày sinh` over `Nam` and `Nữ`. */
export function matchStackedHeader(parent: string, child: string): HeaderMatch | null {
  if (child === '') return matchHeader(parent);
  const above = matchHeader(parent)?.field;
  const sex = sexWord(child);
  const key = headerKey(child);
  const sure = (field: ImportField): HeaderMatch => ({ field, confidence: 'sure' });
  if (sex && above === 'birth') return sure(sex === 'male' ? 'birthMale' : 'birthFemale');
  if (sex) return sure(sex);
  if (above === 'fullName' || above === 'familyName') {
    if (/^ho|dem|lot/.test(key)) return sure('familyName');
    if (/^ten/.test(key)) return sure('givenName');
  }
  if (above === 'admittedOn' || above === 'partyDates' || above === 'officialOn') {
    if (/chinh thuc|\bct\b/.test(key)) return sure('officialOn');
    if (/du bi|ket nap|\bdb\b|ngay vao|lan dau/.test(key)) return sure('admittedOn');
  }
  if (above === 'left' || above === 'leftOn') {
    if (/ngay|thoi|thang/.test(key)) return sure('leftOn');
    if (!matchHeader(child)) return sure('left');
  }
  return matchHeader(child) ?? matchHeader(`${parent} ${child}`) ?? matchHeader(parent);
}
