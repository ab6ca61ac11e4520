import { useId, useMemo, useRef, useState } from 'react';
import { withoutMarks } from '#kernel/vietnamese.ts';
import { Field, type FieldProps } from './fields.tsx';
import { useKitText } from './labels.ts';

export type PickOption = { value: string; label: string; note?: string };
export type PickFieldProps = FieldProps & {
  value: string | null;
  onChange: (value: string | null) => void;
  options: readonly PickOption[];
  placeholder?: string;
};

/** One choice out of many, found by typing with or without marks. Arrows, Enter and Escape work as in any list. */
export function PickField(props: PickFieldProps) {
  const { value, onChange, options, placeholder, disabled, required } = props;
  const t = useKitText();
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(0);
  const chosen = options.find((option) => option.value === value);

  const found = useMemo(() => {
    const wanted = withoutMarks(typed ?? '')
      .split(/\s+/)
      .filter(Boolean);
    return options.filter((option) => {
      const text = withoutMarks(`${option.label} ${option.note ?? ''}`);
      return wanted.every((word) => text.includes(word));
    });
  }, [options, typed]);

  const open = () => {
    if (isOpen || disabled) return;
    setIsOpen(true);
    setActive(
      Math.max(
        0,
        found.findIndex((option) => option.value === value),
      ),
    );
  };
  const close = () => {
    setIsOpen(false);
    setTyped(null);
  };
  const take = (option: PickOption | undefined) => {
    if (option) onChange(option.value);
    close();
  };
  const move = (to: number) => {
    const next = Math.min(found.length - 1, Math.max(0, to));
    setActive(next);
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
  };

  return (
    <Field {...props}>
      {(wiring) => (
        <div className="k-pick">
          <input
            {...wiring}
            className="k-input"
            role="combobox"
            aria-expanded={isOpen}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={isOpen && found.length > 0 ? `${listId}-${active}` : undefined}
            aria-required={required}
            autoComplete="off"
            disabled={disabled}
            placeholder={placeholder ?? t('choose')}
            value={typed ?? chosen?.label ?? ''}
            onClick={open}
            onBlur={close}
            onChange={(event) => {
              setTyped(event.target.value);
              setIsOpen(true);
              setActive(0);
              if (event.target.value === '') onChange(null);
            }}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
                event.preventDefault();
                if (!isOpen) open();
                else move(active + (event.key === 'ArrowDown' ? 1 : -1));
              } else if (event.key === 'Enter' && isOpen) {
                event.preventDefault();
                take(found[active]);
              } else if (event.key === 'Escape' && isOpen) {
                event.preventDefault();
                event.stopPropagation();
                close();
              }
            }}
          />
          <div
            id={listId}
            ref={list}
            role="listbox"
            aria-label={props.label}
            className="k-pick-list"
            hidden={!isOpen || found.length === 0}
          >
            {isOpen &&
              found.slice(0, 100).map((option, at) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the input keeps the focus and handles the keys
                <div
                  key={option.value}
                  id={`${listId}-${at}`}
                  role="option"
                  aria-selected={option.value === value}
                  data-active={at === active || undefined}
                  className="k-pick-option"
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => take(option)}
                >
                  <span>{option.label}</span>
                  {option.note !== undefined && <span className="k-check-note">{option.note}</span>}
                </div>
              ))}
          </div>
          <div role="status" className={isOpen && found.length === 0 ? 'k-pick-list' : 'k-hidden'}>
            {isOpen && found.length === 0 && <div className="k-pick-none">{t('noMatch')}</div>}
          </div>
        </div>
      )}
    </Field>
  );
}
