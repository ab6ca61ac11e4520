import {
  type Bilingual,
  type DisciplineForm,
  disciplineTexts,
  type Fraction,
  type Matter,
  type MatterRule,
  shareTexts,
} from '#features/rulebooks/contract.ts';
import type { Paper } from './ballot-paper.ts';
import type { Outcome, Result, Tally } from './count-ballots.ts';
import { readMarks } from './marks-text.ts';

// What a ballot decided and how it was reckoned, in sentences for the screen, the minutes and the protocol.

/** A line of the paper: an answer, a form of discipline, or a name as it stands. */
export function lineTexts(paper: Paper, line: string): Bilingual {
  if (paper.kind === 'question') return ANSWERS[line] ?? { vi: line, en: line };
  if (paper.kind === 'forms')
    return line === 'none'
      ? { vi: 'Không kỷ luật', en: 'No discipline' }
      : (disciplineTexts[line as DisciplineForm] ?? { vi: line, en: line });
  return { vi: line, en: line };
}

const ANSWERS: Record<string, Bilingual> = {
  yes: { vi: 'Đồng ý', en: 'Agree' },
  no: { vi: 'Không đồng ý', en: 'Disagree' },
  abstain: { vi: 'Không có ý kiến', en: 'No opinion' },
};

/** A choice in letters, in words: the answer, the form, or the names that were voted for. */
export function choiceTexts(paper: Paper, letters: string): Bilingual {
  const marks = readMarks(paper, letters);
  if (!marks) return { vi: letters, en: letters };
  if (marks.kind === 'question') return lineTexts(paper, marks.answer);
  if (marks.kind === 'forms') return lineTexts(paper, marks.form);
  const chosen = Object.keys(marks.marks).filter((name) => marks.marks[name] === 'for');
  return chosen.length === 0
    ? { vi: 'Không chọn ai', en: 'Nobody chosen' }
    : { vi: namesOf(chosen), en: namesOf(chosen) };
}

const namesOf = (names: readonly string[]): string => names.join(', ');

/** The outcome in one sentence, in the words of its matter: a sounding elects nobody. */
export function outcomeTexts(outcome: Outcome, matter: Matter): Bilingual {
  switch (outcome.kind) {
    case 'adopted':
      return { vi: 'Đạt tỷ lệ: thông qua.', en: 'The number is reached: adopted.' };
    case 'not-adopted':
      return { vi: 'Không đạt tỷ lệ: không thông qua.', en: 'The number is not reached: not adopted.' };
    case 'goes-up':
      return {
        vi: 'Không đạt tỷ lệ: báo cáo đầy đủ kết quả lên cấp có thẩm quyền.',
        en: 'The number is not reached: the full result goes to the level that decides.',
      };
    case 'no-form':
      return {
        vi: 'Không hình thức nào đạt tỷ lệ: không đề nghị kỷ luật.',
        en: 'No form reaches the number: no discipline is proposed.',
      };
    case 'form':
      return formTexts(outcome);
    case 'elected':
      return matter === 'opinion-poll' ? soundedTexts(outcome) : electedTexts(outcome);
  }
}

function formTexts({ form, sum, added }: Outcome & { kind: 'form' }): Bilingual {
  const name = disciplineTexts[form];
  if (added.length === 0)
    return {
      vi: `Hình thức đạt tỷ lệ: ${name.vi} (${sum} phiếu).`,
      en: `The form that reaches the number: ${name.en} (${sum} votes).`,
    };
  const heavier = added.map((each) => disciplineTexts[each]);
  return {
    vi: `Hình thức đạt tỷ lệ khi cộng dồn phiếu của hình thức nặng hơn (${namesOf(heavier.map((each) => each.vi))}): ${name.vi} (${sum} phiếu).`,
    en: `The form that reaches the number with the votes for heavier forms (${namesOf(heavier.map((each) => each.en))}) added: ${name.en} (${sum} votes).`,
  };
}

function soundedTexts({ elected, tied }: Outcome & { kind: 'elected' }): Bilingual {
  const equal = tied.length > 0 ? namesOf(tied) : null;
  return {
    vi: `${elected.length > 0 ? `Đạt tỷ lệ: ${namesOf(elected)}.` : 'Chưa ai đạt tỷ lệ.'}${equal ? ` Bằng phiếu nhau: ${equal}.` : ''}`,
    en: `${elected.length > 0 ? `The number is reached by: ${namesOf(elected)}.` : 'Nobody reaches the number.'}${equal ? ` Equal votes: ${equal}.` : ''}`,
  };
}

function electedTexts({ elected, seatsLeft, tied, secondRound }: Outcome & { kind: 'elected' }): Bilingual {
  const vi = [elected.length > 0 ? `Trúng cử: ${namesOf(elected)}.` : 'Chưa ai trúng cử.'];
  const en = [elected.length > 0 ? `Elected: ${namesOf(elected)}.` : 'Nobody is elected.'];
  if (tied.length > 0) {
    vi.push(`Bằng phiếu nhau ở vị trí cuối: ${namesOf(tied)}.`);
    en.push(`Equal votes for the last seat: ${namesOf(tied)}.`);
  }
  if (seatsLeft > 0) {
    vi.push(`Còn thiếu ${seatsLeft}${secondRound ? '; hội nghị quyết định có bầu tiếp hay không' : ''}.`);
    en.push(`Seats left: ${seatsLeft}${secondRound ? '; the meeting decides whether to vote again' : ''}.`);
  }
  return { vi: vi.join(' '), en: en.join(' ') };
}

/** Why so many are needed: `Quá 1/2 của 20 là 11`. */
export function neededTexts(threshold: Fraction, base: number, needed: number): Bilingual {
  const share = shareTexts(threshold, `của ${base}`, `of ${base}`);
  return { vi: `${share.vi} là ${needed}`, en: `${share.en} is ${needed}` };
}

/** How the base came about: `22 đảng viên có quyền − 2 được trừ = 20`. */
export function baseTexts(entitled: number, deducted: number): Bilingual {
  return deducted === 0
    ? { vi: `${entitled} đảng viên có quyền`, en: `${entitled} members entitled` }
    : {
        vi: `${entitled} đảng viên có quyền − ${deducted} được trừ = ${entitled - deducted}`,
        en: `${entitled} members entitled − ${deducted} taken out = ${entitled - deducted}`,
      };
}

/** Ballots in numbers: handed out, returned, valid, invalid. */
export const ballotsTexts = ({ issued, returned, valid, invalid }: Tally): Bilingual => ({
  vi: `Phát ra ${issued}, thu về ${returned}, hợp lệ ${valid}, không hợp lệ ${invalid}`,
  en: `Handed out ${issued}, returned ${returned}, valid ${valid}, invalid ${invalid}`,
});

export type CountedLine = {
  line: string;
  text: Bilingual;
  votes: number;
  against: number | null;
  unclear: number | null;
  reached: boolean;
};

/** The lines of the paper with their votes, candidates with the most votes first. */
export function countedLines(
  paper: Paper,
  { tally, result }: { tally: Tally; result: Result },
): CountedLine[] {
  const isList = paper.kind === 'election';
  const lines = Object.keys(tally.lines).map((line) => ({
    line,
    text: lineTexts(paper, line),
    votes: tally.lines[line] ?? 0,
    against: isList ? (tally.against[line] ?? 0) : null,
    unclear: isList ? (tally.unclear[line] ?? 0) : null,
    reached: (tally.lines[line] ?? 0) >= result.needed,
  }));
  const order =
    paper.kind === 'question'
      ? ['yes', 'no', 'abstain']
      : paper.kind === 'forms'
        ? [...paper.forms, 'none']
        : [];
  // jsonb does not keep the order of keys: the paper says it.
  return isList
    ? lines.sort(
        (a, b) => b.votes - a.votes || paper.candidates.indexOf(a.line) - paper.candidates.indexOf(b.line),
      )
    : lines.sort((a, b) => order.indexOf(a.line) - order.indexOf(b.line));
}

/** What the voter is asked for on this paper. */
export const askTexts = (paper: Paper): Bilingual =>
  paper.kind === 'election'
    ? {
        vi: `Bầu ${paper.seats} trong ${paper.candidates.length} người`,
        en: `${paper.seats} of ${paper.candidates.length} to be elected`,
      }
    : paper.kind === 'forms'
      ? { vi: 'Chọn một hình thức', en: 'Choose one form' }
      : { vi: 'Chọn một ý kiến', en: 'Choose one answer' };

/** Whether this rule lets the seats that are left be voted on again. */
export const mayVoteAgain = (outcome: Outcome, rule: Pick<MatterRule, 'whenUnmet'>): boolean =>
  outcome.kind === 'elected' && outcome.seatsLeft > 0 && rule.whenUnmet === 'second-round';
