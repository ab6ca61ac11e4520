import type { Bilingual } from '#features/rulebooks/contract.ts';
import type { BoxFault, BoxFaultCode } from './verify-box.ts';

const TEXTS: Record<BoxFaultCode, Bilingual> = {
  'not-a-box': { vi: 'Tệp này không phải hòm phiếu của Gốc.', en: 'This file is no box of Gốc.' },
  'other-format': {
    vi: 'Hòm phiếu thuộc phiên bản mà chương trình này chưa biết.',
    en: 'The box is of a version that this program does not know.',
  },
  'not-canonical': {
    vi: 'Nội dung được viết lại khác với tệp đã công bố (dấu cách, thứ tự, dòng trùng).',
    en: 'The content is written otherwise than in the published file (spaces, order, doubled lines).',
  },
  'other-hash': {
    vi: 'Mã SHA-256 của tệp khác mã đã in trên biên bản.',
    en: 'The SHA-256 of the file differs from the printed one.',
  },
  'key-unreadable': {
    vi: 'Khóa công khai trong tệp không đọc được.',
    en: 'A public key in the file cannot be read.',
  },
  'seal-broken': {
    vi: 'Niêm phong không còn khớp: tệp đã bị sửa sau khi kết thúc bỏ phiếu.',
    en: 'The seal is broken: the file was changed after the ballot was closed.',
  },
  'slip-unreadable': { vi: 'Một lá phiếu không đọc được.', en: 'A ballot cannot be read.' },
  'token-forged': {
    vi: 'Một lá phiếu không có dấu hợp lệ của cuộc bỏ phiếu này (phiếu lạ).',
    en: 'A ballot does not bear a valid mark of this vote (it is a stranger).',
  },
  'vote-changed': {
    vi: 'Lựa chọn trên một lá phiếu không khớp chữ ký của người bỏ phiếu: đã bị sửa.',
    en: 'The choice on a ballot does not fit the voter’s signature: it was changed.',
  },
  'marks-unreadable': {
    vi: 'Dấu trên một lá phiếu không thuộc mẫu phiếu.',
    en: 'The marks on a ballot are not of this paper.',
  },
  'slip-twice': { vi: 'Một lá phiếu nằm trong hòm hai lần.', en: 'A ballot lies in the box twice.' },
  'not-sorted': {
    vi: 'Phiếu không xếp theo thứ tự quy định nên có thể lộ thứ tự bỏ phiếu.',
    en: 'The ballots do not stand in their order, which could tell who voted when.',
  },
  'more-slips-than-tokens': {
    vi: 'Số phiếu trong hòm nhiều hơn số phiếu đã phát.',
    en: 'There are more ballots than were handed out.',
  },
  'more-tokens-than-voters': {
    vi: 'Số phiếu đã phát nhiều hơn số cử tri.',
    en: 'More ballots were handed out than there are voters.',
  },
  'more-voters-than-base': {
    vi: 'Số cử tri nhiều hơn số tính tỷ lệ.',
    en: 'There are more voters than the base.',
  },
  'tally-differs': {
    vi: 'Đếm lại ra số khác với kết quả ghi trong tệp.',
    en: 'A recount gives other numbers than the file.',
  },
  'result-differs': {
    vi: 'Kết luận ghi trong tệp không đúng với số phiếu và quy định.',
    en: 'The outcome in the file does not follow from the votes and the rule.',
  },
};

/** What is wrong, in a sentence that begins with the ballot's number when one ballot is to blame. */
export function faultTexts({ fault, slip }: BoxFault): Bilingual {
  const { vi, en } = TEXTS[fault];
  return slip === undefined ? { vi, en } : { vi: `Phiếu số ${slip}: ${vi}`, en: `Ballot ${slip}: ${en}` };
}
