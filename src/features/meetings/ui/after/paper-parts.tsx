import { createContext, type ReactNode, useContext, useId, useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { IconDown, IconUp } from '#ui-kit/icons.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { useAfterText } from './text.ts';

type Parts = {
  isOpen: (title: string) => boolean;
  toggle: (title: string) => void;
};

/** Null where a paper is drawn whole. */
const PartsOfPaper = createContext<Parts | null>(null);

/**
 * A long paper on a phone: its parts are lines that say what is in them, and open one by one or all together. On a wider
 * screen and in print it is whole. `action` stands beside the button.
 */
export function FoldedPaper({ action, children }: { action: ReactNode; children: ReactNode }) {
  const t = useAfterText();
  const isNarrow = useIsNarrow();
  const [isWhole, setIsWhole] = useState(false);
  // Parts that differ from the whole: those opened alone, or closed again after all were opened.
  const [others, setOthers] = useState<ReadonlySet<string>>(new Set());
  const toggle = (title: string) => {
    const next = new Set(others);
    if (!next.delete(title)) next.add(title);
    setOthers(next);
  };
  return (
    <>
      <div className="after-bar k-no-print">
        {action}
        {isNarrow && (
          <Button
            icon={isWhole ? <IconUp /> : <IconDown />}
            onClick={() => {
              setIsWhole(!isWhole);
              setOthers(new Set());
            }}
          >
            {t(isWhole ? 'foldParts' : 'openParts')}
          </Button>
        )}
      </div>
      <PartsOfPaper value={isNarrow ? { isOpen: (title) => isWhole !== others.has(title), toggle } : null}>
        {children}
      </PartsOfPaper>
    </>
  );
}

/** A part of the paper; `brief` says in a few words what is in it. */
export function PaperPart({ title, brief, children }: { title: string; brief: string; children: ReactNode }) {
  const parts = useContext(PartsOfPaper);
  const id = useId();
  if (parts === null)
    return (
      <>
        <h3>{title}</h3>
        {children}
      </>
    );
  const isOpen = parts.isOpen(title);
  return (
    <div className="k-unfold after-part">
      <h3 className="k-no-print">
        <button type="button" aria-expanded={isOpen} aria-controls={id} onClick={() => parts.toggle(title)}>
          <span>
            {title}
            <span className="after-part-brief">{brief}</span>
          </span>
          {isOpen ? <IconUp /> : <IconDown />}
        </button>
      </h3>
      <h3 className="after-part-printed">{title}</h3>
      <div id={id} hidden={!isOpen}>
        {children}
      </div>
    </div>
  );
}
