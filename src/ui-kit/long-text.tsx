import { useState } from 'react';
import { Button } from './actions.tsx';
import { useKitText } from './labels.ts';

/** About half a phone's screen. */
const LONG = 400;

/** What somebody said or wrote; what is very long is read on with one tap, so that the others are not out of reach. */
export function LongText({ text }: { text: string }) {
  const t = useKitText();
  const [isWhole, setIsWhole] = useState(false);
  if (text.length <= LONG) return <p className="k-long-text">{text}</p>;
  return (
    <>
      <p className="k-long-text" data-cut={!isWhole || undefined}>
        {text}
      </p>
      <Button kind="plain" expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
        {t(isWhole ? 'lessOfRow' : 'readAll')}
      </Button>
    </>
  );
}
