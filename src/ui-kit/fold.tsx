import { type ReactNode, useId, useState } from 'react';
import { Button } from './actions.tsx';
import { IconDown, IconUp } from './icons.tsx';

export type FoldProps = { label: string; startsOpen?: boolean; children: ReactNode };

/** What is long and seldom read: one tap away on the screen, always in print. */
export function Fold({ label, startsOpen = false, children }: FoldProps) {
  const [isOpen, setIsOpen] = useState(startsOpen);
  const id = useId();
  return (
    <div className="k-unfold">
      <Button
        kind="plain"
        icon={isOpen ? <IconUp /> : <IconDown />}
        expanded={isOpen}
        controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        {label}
      </Button>
      <div id={id} hidden={!isOpen}>
        {children}
      </div>
    </div>
  );
}

/** Folded only where it would be long, as on a phone. */
export const FoldIf = ({ when, ...fold }: FoldProps & { when: boolean }) =>
  when ? <Fold {...fold} /> : fold.children;
