import { useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { Notice, RefusalNotice, StatusDot } from '#ui-kit/feedback.tsx';
import { NumberField } from '#ui-kit/fields.tsx';
import { useSay } from '#ui-kit/text.ts';
import type { BallotView } from '../../contract.ts';
import { checkCount, type EnteredCount, linesOf } from '../../domain/count-ballots.ts';
import { lineTexts } from '../../domain/say-result.ts';
import { useBallotsText } from '../text.ts';

type Entered = Record<string, number | null>;
const HEADS = ['issued', 'returned', 'valid', 'invalid'] as const;

/** The sums that the counting committee reports, checked while they are typed. */
export function CountForm(props: {
  view: BallotView;
  busy: boolean;
  error: unknown;
  onClose: (count: EnteredCount) => void;
}) {
  const { view, busy, error, onClose } = props;
  const t = useBallotsText();
  const say = useSay();
  // Each fault has facts of its own; the sentence names those it needs.
  const sayFault = t as unknown as (key: string, facts: Record<string, string | number>) => string;
  const { paper } = view.ballot;
  const lines = linesOf(paper);
  const isList = paper.kind === 'election';
  const [head, setHead] = useState<Entered>({ issued: view.electorate?.voters ?? null });
  const [votes, setVotes] = useState<Entered>({});
  const [against, setAgainst] = useState<Entered>({});
  const [isTried, setIsTried] = useState(false);
  const given = [
    ...HEADS.map((key) => head[key]),
    ...lines.map((line) => votes[line]),
    ...(isList ? lines.map((line) => against[line]) : []),
  ];
  const isWhole = given.every((value) => typeof value === 'number');
  const count = {
    ...Object.fromEntries(HEADS.map((key) => [key, head[key] ?? 0])),
    lines: Object.fromEntries(lines.map((line) => [line, votes[line] ?? 0])),
    against: isList ? Object.fromEntries(lines.map((line) => [line, against[line] ?? 0])) : {},
  } as EnteredCount;
  const faults = isWhole ? checkCount(paper, count, view.electorate?.voters ?? 0) : [];
  return (
    <div className="ballot-form">
      <p className="k-soft">{t('countLead')}</p>
      <div className="ballot-numbers">
        {HEADS.map((key) => (
          <NumberField
            key={key}
            label={t(key)}
            value={head[key] ?? null}
            min={0}
            step={1}
            onChange={(value) => setHead({ ...head, [key]: value })}
          />
        ))}
      </div>
      {lines.map((line) => (
        <fieldset key={line} className="k-field ballot-line">
          <legend className="k-label">{say(lineTexts(paper, line))}</legend>
          <div className="ballot-numbers">
            <NumberField
              label={t(isList ? 'votesFor' : 'votes')}
              value={votes[line] ?? null}
              min={0}
              step={1}
              onChange={(value) => setVotes({ ...votes, [line]: value })}
            />
            {isList && (
              <NumberField
                label={t('votesAgainst')}
                value={against[line] ?? null}
                min={0}
                step={1}
                onChange={(value) => setAgainst({ ...against, [line]: value })}
              />
            )}
          </div>
        </fieldset>
      ))}
      <div role="status">
        {faults.length > 0 ? (
          <Notice tone="danger">
            {faults.map(({ fault, facts }) => (
              <p key={`${fault} ${facts.line ?? ''}`}>
                {sayFault(`fault_${fault}`, {
                  ...facts,
                  ...(facts.line === undefined ? {} : { line: say(lineTexts(paper, String(facts.line))) }),
                })}
              </p>
            ))}
          </Notice>
        ) : isWhole ? (
          <StatusDot tone="success">{t('countAgrees')}</StatusDot>
        ) : (
          isTried && <StatusDot tone="danger">{t('countMissing')}</StatusDot>
        )}
      </div>
      <RefusalNotice refusal={error} />
      <div>
        <Button
          kind="main"
          busy={busy}
          disabled={faults.length > 0}
          onClick={() => {
            setIsTried(true);
            if (isWhole && faults.length === 0) onClose(count);
          }}
        >
          {t('countClose')}
        </Button>
      </div>
    </div>
  );
}
