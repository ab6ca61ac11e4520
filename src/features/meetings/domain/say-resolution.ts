import type { Bilingual } from '#features/rulebooks/contract.ts';
import type { Resolution } from './minutes.ts';
import { percentOf } from './say-vote.ts';

/** What was voted on, and by how many, as the last sentence of a resolution has it on the screen and on paper. */
export function sayResolutionVote(
  { title, vote }: Pick<Resolution, 'title' | 'vote'>,
  isWithoutResolution: boolean,
): Bilingual {
  if (vote === null)
    return isWithoutResolution
      ? {
          vi: 'Chi bộ không ban hành nghị quyết ở kỳ này.',
          en: 'The branch adopted no resolution this month.',
        }
      : { vi: 'Nghị quyết chưa được biểu quyết.', en: 'The resolution has not been voted on.' };
  const { yes, entitled, matter } = vote;
  const percent = percentOf(yes, entitled);
  // Without a text of its own the month closes with conclusions; a text that was not carried stays a draft.
  const what: Bilingual =
    title === null
      ? { vi: 'kết luận của buổi sinh hoạt', en: 'the conclusions of the meeting' }
      : isWithoutResolution && matter === 'resolution'
        ? { vi: 'dự thảo nghị quyết', en: 'the draft resolution' }
        : isWithoutResolution
          ? { vi: 'kết luận của buổi sinh hoạt', en: 'the conclusions of the meeting' }
          : { vi: 'nghị quyết', en: 'the resolution' };
  const sentence: Bilingual = {
    vi: `${what.vi} được ${yes}/${entitled} đảng viên có quyền biểu quyết tán thành, đạt ${percent.vi}.`,
    en: `${what.en}: ${yes} of ${entitled} entitled members in favour, ${percent.en}.`,
  };
  if (isWithoutResolution)
    return {
      vi: `Chi bộ không ban hành nghị quyết ở kỳ này; ${sentence.vi}`,
      en: `The branch adopted no resolution this month; ${sentence.en}`,
    };
  const upper = (words: string) => words.charAt(0).toLocaleUpperCase('vi') + words.slice(1);
  return { vi: upper(sentence.vi), en: upper(sentence.en) };
}
