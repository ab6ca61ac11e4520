import type { Bilingual, Fraction } from '#features/rulebooks/contract.ts';
import type { OpenVoteMethod } from './entry.ts';
import type { MinutesVote } from './minutes.ts';

/** How hands were counted, as minutes name it. */
const openMethodTexts: Record<OpenVoteMethod, Bilingual> = {
  'show-of-hands': { vi: 'giơ tay', en: 'show of hands' },
  'party-card': { vi: 'thẻ đảng viên', en: 'Party card' },
  named: { vi: 'ghi tên từng đảng viên', en: 'by name' },
};

/** Shares that have a name of their own; others are said in figures. */
const SHARES: Record<string, Bilingual> = {
  '1/2': { vi: 'một nửa', en: 'half' },
  '1/3': { vi: 'một phần ba', en: 'one third' },
  '2/3': { vi: 'hai phần ba', en: 'two thirds' },
  '3/4': { vi: 'ba phần tư', en: 'three quarters' },
};

/** The number a secret ballot needs, inside a sentence: `cần quá một nửa của 20, tức ít nhất 11 phiếu`. */
export function sayNeeded(
  { numerator, denominator, comparison }: Fraction,
  base: number,
  needed: number,
): Bilingual {
  const figures = `${numerator}/${denominator}`;
  const share = SHARES[figures] ?? { vi: figures, en: figures };
  const isMore = comparison === 'more-than';
  return {
    vi: `cần ${isMore ? 'quá' : 'từ'} ${share.vi} của ${base}${isMore ? '' : ' trở lên'}, tức ít nhất ${needed} phiếu`,
    en: `needs ${isMore ? 'more than' : 'at least'} ${share.en} of ${base}, that is at least ${needed} votes`,
  };
}

/** What became of an open vote, as a sentence of its own: `Kết quả: thông qua.` */
function sayOutcome({ status, passed }: Pick<MinutesVote, 'status' | 'passed'>): Bilingual {
  if (status === 'annulled') return { vi: 'Cuộc biểu quyết đã hủy.', en: 'The vote was annulled.' };
  if (status === 'open') return { vi: 'Chưa kết thúc biểu quyết.', en: 'The vote is still open.' };
  return passed
    ? { vi: 'Kết quả: thông qua.', en: 'Result: carried.' }
    : { vi: 'Kết quả: không thông qua.', en: 'Result: not carried.' };
}

/** Per cent with at most one decimal. */
export const percentOf = (part: number, whole: number): Bilingual => {
  const figure = whole > 0 ? String(Math.round((part * 1000) / whole) / 10) : '0';
  return { vi: `${figure.replace('.', ',')}%`, en: `${figure}%` };
};

/**
 * An open vote as minutes have it, on the screen and on paper:
 * `Biểu quyết (giơ tay) “…”: tán thành 5/6 đảng viên có quyền biểu quyết (đạt 83,3%, cần ít nhất 4); không tán thành 0;
 * không có ý kiến 1. Kết quả: thông qua.`
 */
export function sayVote(vote: MinutesVote): Bilingual {
  const { question, yes, no, abstain, silent, absent, entitled, needed } = vote;
  const method = openMethodTexts[vote.method];
  const percent = percentOf(yes, entitled);
  const outcome = sayOutcome(vote);
  // While it is open nobody has declined to vote yet. Who was not in the room is a figure of its own: the base counts
  // them, and without them the figures of the sentence would not add up.
  const isClosed = vote.status === 'closed';
  const isSilent = isClosed && silent > 0;
  const isSomebodyAway = isClosed && absent > 0;
  return {
    vi:
      `Biểu quyết (${method.vi}) “${question}”: tán thành ${yes}/${entitled} đảng viên có quyền biểu quyết` +
      ` (đạt ${percent.vi}, cần ít nhất ${needed}); không tán thành ${no}; không có ý kiến ${abstain}` +
      `${isSilent ? `; có mặt nhưng không biểu quyết ${silent}` : ''}${isSomebodyAway ? `; vắng mặt ${absent}` : ''}. ${outcome.vi}`,
    en:
      `Vote (${method.en}) “${question}”: ${yes} of ${entitled} entitled members in favour` +
      ` (${percent.en}, at least ${needed} needed); ${no} against; ${abstain} no opinion` +
      `${isSilent ? `; ${silent} present and not voting` : ''}${isSomebodyAway ? `; ${absent} absent` : ''}. ${outcome.en}`,
  };
}
