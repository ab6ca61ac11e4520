import { useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { useMemberText } from './text.ts';

/** About half a phone's screen. */
const LONG = 400;

/** What somebody said or wrote; what is very long is read on with one tap, so that the others are not out of reach. */
export function LongText({ text }: { text: string }) {
  const t = useMemberText();
  const [isWhole, setIsWhole] = useState(false);
  if (text.length <= LONG) return <p className="member-text">{text}</p>;
  return (
    <>
      <p className="member-text" data-cut={!isWhole || undefined}>
        {text}
      </p>
      <Button kind="plain" expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
        {t(isWhole ? 'foldText' : 'readOn')}
      </Button>
    </>
  );
}
