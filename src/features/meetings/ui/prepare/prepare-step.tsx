import { type ReactNode, useId } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { IconCheck, IconDown, IconForward, IconUp } from '#ui-kit/icons.tsx';
import { useArrival } from '../use-arrival.ts';
import { usePrepareText } from './text.ts';

export type PrepareStepProps = {
  number: number;
  title: string;
  /** How it stands, in a few words; read without opening. */
  summary: ReactNode;
  isDone: boolean;
  isOpen: boolean;
  /** It was opened from the step before: the reader's place moves there. */
  isArrival: boolean;
  onToggle: () => void;
  next?: { title: string; open: () => void };
  children: ReactNode;
};

/** One preparation of the list: how it stands, and when opened what to do and the way to the next. */
export function PrepareStep(props: PrepareStepProps) {
  const { number, title, summary, isDone, isOpen, isArrival, onToggle, next, children } = props;
  const t = usePrepareText();
  const id = useId();
  const head = useArrival(isOpen, isArrival);
  return (
    <li className="prepare-step" data-done={isDone || undefined} data-open={isOpen || undefined}>
      <h2>
        <button
          type="button"
          ref={head}
          className="prepare-step-head"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={onToggle}
        >
          <span className="prepare-step-mark" aria-hidden="true">
            {isDone ? <IconCheck /> : number}
          </span>
          <span className="prepare-step-words">
            <span>{title}</span>
            <span className="k-hidden">, {isDone ? t('done') : t('notDone')}: </span>
            <span className="prepare-step-summary">{summary}</span>
          </span>
          {isOpen ? <IconUp /> : <IconDown />}
        </button>
      </h2>
      <div id={id} className="prepare-step-body" hidden={!isOpen}>
        {isOpen && (
          <>
            {children}
            {next && (
              <div className="prepare-step-next">
                <Button icon={<IconForward />} onClick={next.open}>
                  {t('next', { step: next.title })}
                </Button>
              </div>
            )}
          </>
        )}
      </div>
    </li>
  );
}
