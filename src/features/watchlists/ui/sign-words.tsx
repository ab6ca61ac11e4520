import { formatCivilDate } from '#kernel/civil-date.ts';
import { TextLink } from '#ui-kit/actions.tsx';
import { StatusDot } from '#ui-kit/feedback.tsx';
import { useLanguage } from '#ui-kit/text.ts';
import type { Change, Sign, SignKey } from '../contract.ts';
import { SIGN_TITLES, signInWords } from '../domain/words.ts';
import { useWatchlistsText } from './text.ts';

/** The page on which the figure of a sign is made. */
const sourceOf = (key: SignKey, branchId: string): string => {
  switch (key) {
    case 'tasks':
      return `/branches/${branchId}/tasks`;
    case 'petitions':
      return `/branches/${branchId}/petitions`;
    case 'duties':
      return `/units/${branchId}/duties`;
    case 'papers':
      return `/units/${branchId}/inbox`;
    case 'secretary':
    case 'official':
      return `/units/${branchId}`;
    default:
      return `/branches/${branchId}/meetings`;
  }
};

/** Signs as sentences, each opening down to where its figure comes from. */
export function SignList({ signs, branchId }: { signs: readonly Sign[]; branchId: string }) {
  const { language } = useLanguage();
  return (
    <ul className="w-signs">
      {signs.map((sign) => (
        <li key={sign.key}>
          <TextLink to={sourceOf(sign.key, branchId)}>{signInWords(sign)[language]}</TextLink>
        </li>
      ))}
    </ul>
  );
}

/** Every sign at entry beside the same today, or on the day of leaving. */
export function ChangeList({
  changes,
  branchId,
  enteredOn,
  measuredOn,
  hasLeft,
  caption,
}: {
  changes: readonly Change[];
  branchId: string;
  enteredOn: string;
  measuredOn: string;
  hasLeft: boolean;
  caption: string;
}) {
  const t = useWatchlistsText();
  const { language } = useLanguage();
  const say = (sign: Sign | null) => (sign ? signInWords(sign)[language] : t('notMeasured'));
  const word = ({ atEntry, atEnd }: Change) =>
    atEnd?.shows ? (atEntry?.shows ? 'still' : 'appeared') : ('gone' as const);
  if (changes.length === 0) return <p>{t('changesNone')}</p>;
  return (
    <ul className="w-changes" aria-label={caption}>
      {changes.map((one) => (
        <li key={one.key}>
          <div className="w-step-head">
            <TextLink to={sourceOf(one.key, branchId)}>{SIGN_TITLES[one.key][language]}</TextLink>
            <StatusDot tone={one.atEnd?.shows ? 'warn' : 'success'}>{t(word(one))}</StatusDot>
          </div>
          <dl>
            <div>
              <dt>{t('atEntry', { date: formatCivilDate(enteredOn) })}</dt>
              <dd>{say(one.atEntry)}</dd>
            </div>
            <div>
              <dt>{t(hasLeft ? 'nowLeft' : 'atEnd', { date: formatCivilDate(measuredOn) })}</dt>
              <dd>{say(one.atEnd)}</dd>
            </div>
          </dl>
        </li>
      ))}
    </ul>
  );
}
