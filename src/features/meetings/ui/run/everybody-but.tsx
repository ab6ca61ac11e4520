import { useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { Dialog } from '#ui-kit/dialog.tsx';
import { SearchField } from '#ui-kit/fields.tsx';
import { IconCheck } from '#ui-kit/icons.tsx';
import { type Listed, matchesSearch } from './people.ts';
import { useRollCallText } from './roll-call-text.ts';

/** More names than these are searched. */
const SEARCH_FROM = 12;

/**
 * The short way through a roll call: everybody who is not marked yet stands here by name, the few who are absent are
 * tapped, and one press marks all of them.
 */
export function EverybodyBut(props: {
  /** Everybody who must attend and whom nobody has marked, as of now: who checks in meanwhile leaves the list. */
  unmarked: readonly Listed[];
  onSave: (absent: ReadonlySet<string>) => void;
  onClose: () => void;
}) {
  const { unmarked, onSave, onClose } = props;
  const t = useRollCallText();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const absent = new Set(
    unmarked.filter(({ memberId }) => chosen.has(memberId)).map((each) => each.memberId),
  );
  const toggle = (memberId: string) => {
    const next = new Set(absent);
    if (!next.delete(memberId)) next.add(memberId);
    setChosen(next);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size="large"
      title={t('everybodyButTitle')}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="main" disabled={unmarked.length === 0} onClick={() => onSave(absent)}>
            {absent.size === 0
              ? t('everybodyHere', { count: unmarked.length })
              : t('everybodyButSave', { present: unmarked.length - absent.size, absent: absent.size })}
          </Button>
        </>
      }
    >
      <p>{t('everybodyButLead', { count: unmarked.length })}</p>
      {unmarked.length > SEARCH_FROM && <SearchField label={t('search')} value={typed} onChange={setTyped} />}
      {absent.size > 0 && (
        <p>
          {t('awayAre', {
            names: unmarked
              .filter(({ memberId }) => absent.has(memberId))
              .map((member) => member.fullName)
              .join(', '),
          })}{' '}
          <span className="k-soft">{t('everybodyButReason')}</span>
        </p>
      )}
      <ul className="run-chips" aria-label={t('unmarked')}>
        {unmarked
          .filter((member) => matchesSearch(member, typed))
          .map(({ memberId, fullName }) => (
            <li key={memberId}>
              <button
                type="button"
                className="run-mark"
                data-mark="unexcused"
                aria-pressed={absent.has(memberId)}
                aria-label={t('away', { name: fullName })}
                onClick={() => toggle(memberId)}
              >
                {absent.has(memberId) ? (
                  <>
                    <IconCheck size={1} />
                    {t('away', { name: fullName })}
                  </>
                ) : (
                  fullName
                )}
              </button>
            </li>
          ))}
      </ul>
    </Dialog>
  );
}
