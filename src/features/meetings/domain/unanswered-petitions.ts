import type { MeetingState, Opinion } from './fold.ts';

/** Whether what was said asks the chair for an answer. */
export const asksForAnswer = ({ nature }: Pick<Opinion, 'nature'>): boolean =>
  nature === 'petition' || nature === 'proposal';

/** What was answered after the closing, by an annex that names what was said. */
export const laterAnswerTo = (state: Pick<MeetingState, 'annexes'>, opinion: Pick<Opinion, 'entryId'>) =>
  state.annexes.findLast((annex) => annex.concernsEntryId === opinion.entryId) ?? null;

/** Petitions and proposals that nobody has answered yet: in the meeting, after it, or by an annex once it is closed. */
export const unansweredPetitions = (state: Pick<MeetingState, 'opinions' | 'annexes'>): Opinion[] =>
  state.opinions.filter(
    (opinion) => asksForAnswer(opinion) && opinion.answer === null && laterAnswerTo(state, opinion) === null,
  );

const ANSWER_TO = 'Trả lời kiến nghị, đề xuất của đồng chí ';

/** An answer as the annex to a closed record says it; records are in Vietnamese. */
export const answerAsAnnex = (speaker: string, answer: string): string => `${ANSWER_TO}${speaker}: ${answer}`;

/** What such an annex answered, without the beginning that names the petition. */
export const wordsOfAnswer = (annex: string): string => {
  const begin = annex.startsWith(ANSWER_TO) ? annex.indexOf(': ') : -1;
  return begin === -1 ? annex : annex.slice(begin + 2);
};
