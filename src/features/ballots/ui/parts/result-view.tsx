import type { Matter } from '#features/rulebooks/contract.ts';
import { Notice } from '#ui-kit/feedback.tsx';
import { useSay } from '#ui-kit/text.ts';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { Paper } from '../../domain/ballot-paper.ts';
import type { FrozenRule } from '../../domain/check-plan.ts';
import type { Outcome, Result, Tally } from '../../domain/count-ballots.ts';
import { ballotsTexts, countedLines, neededTexts, outcomeTexts } from '../../domain/say-result.ts';
import { asClause, useBallotsText } from '../text.ts';

const isGood = ({ kind, ...rest }: Outcome): boolean =>
  kind === 'adopted' ||
  kind === 'form' ||
  (kind === 'elected' && 'seatsLeft' in rest && rest.seatsLeft === 0);

const percent = (votes: number, base: number): string =>
  base > 0 ? `${formatNumber(Math.round((votes * 1000) / base) / 10)}%` : '–';

type Props = { matter: Matter; paper: Paper; rule: FrozenRule; result: { tally: Tally; result: Result } };

/** The result with its arithmetic: what the box held, line by line, and what follows from it. */
export function ResultView({ matter, paper, rule, result }: Props) {
  const t = useBallotsText();
  const say = useSay();
  const { tally } = result;
  const { needed, base, outcome } = result.result;
  const isList = paper.kind === 'election';
  return (
    <div className="ballot-result">
      <Notice tone={isGood(outcome) ? 'success' : 'warn'} title={say(outcomeTexts(outcome, matter))}>
        <p>{say(ballotsTexts(tally))}.</p>
        <p>
          {t('neededLine', { needed, why: asClause(say(neededTexts(rule.value.threshold, base, needed))) })}.
        </p>
      </Notice>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls inside its frame, also by keyboard */}
      <section className="ballot-table" aria-label={t('result')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t(isList ? 'name' : 'line')}</th>
              <th scope="col">{t(isList ? 'votesFor' : 'votes')}</th>
              {isList && <th scope="col">{t('votesAgainst')}</th>}
              {isList && <th scope="col">{t('votesUnclear')}</th>}
              <th scope="col">{t('share')}</th>
            </tr>
          </thead>
          <tbody>
            {countedLines(paper, result).map((line) => (
              <tr key={line.line}>
                <th scope="row">{say(line.text)}</th>
                <td>
                  <strong>{line.votes}</strong>
                </td>
                {isList && <td>{line.against}</td>}
                {isList && <td>{line.unclear}</td>}
                <td>{percent(line.votes, base)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
