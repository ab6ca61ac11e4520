import { type MouseEvent, useState } from 'react';
import { Button, type ButtonProps } from './actions.tsx';
import { useKitText } from './labels.ts';
import { showToast } from './toasts.tsx';

const isEmpty = (field: Element) =>
  field instanceof HTMLFieldSetElement
    ? field.querySelector('input:checked') === null
    : (field as HTMLInputElement).value.trim() === '';

/** The first field of the same form, or of the same section where there is no form, that must not stay empty. */
function goToFirstEmpty(button: HTMLElement) {
  const around = button.closest('form') ?? button.closest('dialog, section');
  const first = [...(around?.querySelectorAll('[aria-required=true], fieldset[data-required]') ?? [])].find(
    isEmpty,
  );
  const target = first instanceof HTMLFieldSetElement ? first.querySelector('input') : first;
  if (target instanceof HTMLElement) target.focus();
}

/**
 * The button at the end of a form. Where something is still missing it says what and goes to the first of it: a grey
 * button leaves people in front of it without a word.
 */
export function SendButton({
  missing,
  onClick,
  ...button
}: ButtonProps & {
  /** The labels of what is missing; false for what is there. */ missing: readonly (string | false)[];
}) {
  const t = useKitText();
  const [wasPressed, setWasPressed] = useState(false);
  const names = missing.filter((name) => name !== false);
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (names.length === 0) {
      setWasPressed(false);
      onClick?.(event);
      return;
    }
    event.preventDefault();
    setWasPressed(true);
    // The first of it may be far above: the words stand where the person looks.
    showToast({ tone: 'warn', text: t('stillMissing', { what: names.join('; ') }) });
    goToFirstEmpty(event.currentTarget);
  };
  return (
    <div className="k-stack" data-gap="small">
      {wasPressed && names.length > 0 && (
        <p className="k-error">{t('stillMissing', { what: names.join('; ') })}</p>
      )}
      <div>
        <Button kind="main" {...button} onClick={press} />
      </div>
    </div>
  );
}
