import { type ReactNode, useId, useState } from 'react';
import { Button } from './actions.tsx';
import { IconDown, IconUp } from './icons.tsx';

/** What is long and seldom read: one tap away on the screen, always in print. */
export function Fold({ label, children }: { label: string; children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
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
