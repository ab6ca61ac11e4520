import { useState } from 'react';
import { LoadingState, Notice } from '#ui-kit/feedback.tsx';
import { FileDrop, TextField } from '#ui-kit/fields.tsx';
import { Page, Section } from '#ui-kit/page-frame.tsx';
import { useSay } from '#ui-kit/text.ts';
import './ballots.css';
import { ballotsTexts, countedLines, neededTexts, outcomeTexts } from '../domain/say-result.ts';
import { type BoxCheck, verifyBox } from '../domain/verify-box.ts';
import { canMakeKeys } from './device/token-store.ts';
import { BoxList, CheckView } from './parts/box-view.tsx';
import { asClause, useBallotsText } from './text.ts';

const MOST_BYTES = 32 * 1024 * 1024;

/** Checks a published box on this device. Open to everybody: the file and the page are all that is needed. */
export function VerifyPage() {
  const t = useBallotsText();
  const say = useSay();
  const [file, setFile] = useState<{ name: string; bytes: Uint8Array<ArrayBuffer> } | null>(null);
  const [check, setCheck] = useState<BoxCheck | null>(null);
  const [hash, setHash] = useState('');
  const [problem, setProblem] = useState<string | undefined>();
  const [isChecking, setIsChecking] = useState(false);

  const run = async (bytes: Uint8Array<ArrayBuffer>, expected: string) => {
    setIsChecking(true);
    setCheck(await verifyBox(bytes, expected.trim() === '' ? {} : { sha256: expected }));
    setIsChecking(false);
  };
  const take = async ([given]: File[]) => {
    if (!given) return;
    setCheck(null);
    setProblem(given.size > MOST_BYTES ? t('verifyTooLarge') : undefined);
    if (given.size > MOST_BYTES) return;
    const bytes = new Uint8Array(await given.arrayBuffer());
    setFile({ name: given.name, bytes });
    await run(bytes, hash);
  };
  const box = check?.box;
  return (
    <Page title={t('verifyTitle')} lead={t('verifyLead')} width="narrow">
      {canMakeKeys() ? (
        <Section>
          <TextField
            label={t('verifyHash')}
            hint={t('verifyHashHint')}
            value={hash}
            onChange={(next) => {
              setHash(next);
              if (file) void run(file.bytes, next);
            }}
            maxLength={100}
          />
          <FileDrop
            label={t('verifyFile')}
            hint={file?.name}
            accept=".json,application/json"
            busy={isChecking}
            error={problem}
            buttonLabel={t('verifyChoose')}
            onFiles={(files) => void take(files)}
          />
        </Section>
      ) : (
        <Notice tone="warn" title={t('insecureTitle')}>
          {t('insecure')}
        </Notice>
      )}
      {isChecking && <LoadingState lines={3} label={t('boxChecking')} />}
      {check && !isChecking && (
        <Section title={t('result')}>
          <CheckView check={check} />
          {box && (
            <>
              <p>
                <strong>{box.branch}</strong>: {box.question}
              </p>
              <p>{say(ballotsTexts(box.tally))}.</p>
              <ul className="ballot-sums">
                {countedLines(box.paper, box).map((line) => (
                  <li key={line.line}>
                    {say(line.text)}: <strong>{line.votes}</strong>
                  </li>
                ))}
              </ul>
              <p>
                {t('neededLine', {
                  needed: box.result.needed,
                  why: asClause(say(neededTexts(box.rule.threshold, box.base, box.result.needed))),
                })}
                . <strong>{say(outcomeTexts(box.result.outcome, box.matter))}</strong>
              </p>
              <BoxList box={box} names={check.names} mine={null} />
            </>
          )}
        </Section>
      )}
    </Page>
  );
}
