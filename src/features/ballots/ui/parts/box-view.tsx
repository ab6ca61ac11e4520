import { useState } from 'react';
import { withoutMarks } from '#kernel/vietnamese.ts';
import { Notice, StatusDot } from '#ui-kit/feedback.tsx';
import { SearchField } from '#ui-kit/fields.tsx';
import { useSay } from '#ui-kit/text.ts';
import { type Box, phrasesOf, shortHash } from '../../domain/box.ts';
import { faultTexts } from '../../domain/say-fault.ts';
import { choiceTexts } from '../../domain/say-result.ts';
import type { BoxCheck } from '../../domain/verify-box.ts';
import { useBallotsText } from '../text.ts';

/** What the check of a box found, in words. */
export function CheckView({ check }: { check: BoxCheck }) {
  const t = useBallotsText();
  const say = useSay();
  return (
    <div className="ballot-result">
      {check.faults.length === 0 && check.box ? (
        <Notice tone="success" title={t('boxRight', { slips: check.box.slips.length })} urgent />
      ) : (
        <Notice tone="danger" title={t('boxWrong')} urgent>
          <ul>
            {check.faults.map((fault) => (
              <li key={`${fault.fault} ${fault.slip ?? ''}`}>{say(faultTexts(fault))}</li>
            ))}
          </ul>
        </Notice>
      )}
      <HashView sha256={check.sha256} />
    </div>
  );
}

export function HashView({ sha256 }: { sha256: string }) {
  const t = useBallotsText();
  return (
    <p className="ballot-hash">
      {t('boxHash')}: <code>{sha256}</code>
      <br />
      {t('boxHashShort')}: <strong>{shortHash(sha256)}</strong>
    </p>
  );
}

/** Every ballot of a published box; found by its two words, the own one marked. */
export function BoxList({ box, names, mine }: { box: Box; names: readonly string[]; mine: string | null }) {
  const t = useBallotsText();
  const say = useSay();
  const [wanted, setWanted] = useState('');
  const phrases = phrasesOf(names);
  const tidy = (text: string) => withoutMarks(text).toLowerCase();
  const rows = box.slips
    .map((slip, at) => ({ slip, phrase: phrases[at] ?? '', isMine: mine !== null && names[at] === mine, at }))
    .filter(({ phrase }) => tidy(phrase).includes(tidy(wanted.trim())));
  return (
    <div className="ballot-result">
      <SearchField label={t('boxFind')} labelHidden={false} value={wanted} onChange={setWanted} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls inside its frame, also by keyboard */}
      <section className="ballot-table ballot-box" aria-label={t('box')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('paperOrder')}</th>
              <th scope="col">{t('boxPhrase')}</th>
              <th scope="col">{t('boxChoice')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ slip, phrase, isMine, at }) => (
              <tr key={slip.key} data-mine={isMine || undefined}>
                <td>{at + 1}</td>
                <th scope="row">
                  {phrase} {isMine && <StatusDot tone="brand">{t('boxMine')}</StatusDot>}
                </th>
                <td>{say(choiceTexts(box.paper, slip.marks))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
