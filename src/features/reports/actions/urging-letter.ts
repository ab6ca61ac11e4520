import { formatYearMonth, type YearMonth } from '#kernel/civil-date.ts';
import type { OutgoingMail } from '#platform/outbox/outbox.ts';
import type { Need } from '../domain/needs.ts';
import { needsInSentence } from '../domain/words.ts';

/**
 * The letter to a secretary or deputy whose branch is urged: who urges, for what, and the way to the first page. It names
 * nobody: a letter lies open in other hands sooner than the page does.
 */
export function urgingLetter(urging: {
  unitName: string;
  branchName: string;
  month: YearMonth;
  needs: readonly Need[];
  text: string | null;
  link: string;
}): Pick<OutgoingMail, 'subject' | 'body'> {
  const { unitName, branchName, needs, text, link } = urging;
  const month = formatYearMonth(urging.month);
  return {
    subject: `${branchName}: ${unitName} đôn đốc sinh hoạt tháng ${month}`,
    body: [
      'Kính gửi đồng chí,',
      '',
      `${unitName} đôn đốc ${branchName} về sinh hoạt tháng ${month}.`,
      `Còn phải làm: ${needsInSentence(needs, 'vi')}.`,
      ...(text === null ? [] : [`Lời hướng dẫn: ${text}`]),
      '',
      `Lối đến chỗ phải làm ở trang đầu, mục “Việc đang chờ đồng chí”: ${link}`,
    ].join('\n'),
  };
}
