import {
  type ChangeEvent,
  type HTMLInputAutoCompleteAttribute,
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { type CivilDate, formatCivilDate } from '#kernel/civil-date.ts';
import { Button } from './actions.tsx';
import { IconCalendar, IconCross, IconMinus, IconPlus, IconSearch, IconStop, IconUpload } from './icons.tsx';
import { useKitText } from './labels.ts';
import { useLanguage } from './text.ts';
import { formatNumber, readTypedDate, readTypedNumber, readTypedTime } from './typed-values.ts';

export type FieldProps = {
  label: string;
  hint?: ReactNode;
  /** What is wrong with the value; stands under the field and is read out with it. */
  error?: string;
  required?: boolean;
  disabled?: boolean;
  /** The label is for screen readers only. */
  labelHidden?: boolean;
};

type Wiring = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined };

/** Label, control, hint and error, tied together for screen readers. */
export function Field({
  label,
  hint,
  error,
  required,
  labelHidden,
  children,
}: FieldProps & { children: (wiring: Wiring) => ReactNode }) {
  const t = useKitText();
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="k-field">
      <label className={labelHidden ? 'k-hidden' : 'k-label'} htmlFor={id}>
        {label}
        {required && <span className="k-label-note"> ({t('required')})</span>}
      </label>
      {hint !== undefined && (
        <div id={`${id}-hint`} className="k-hint">
          {hint}
        </div>
      )}
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      <FieldError id={`${id}-error`} error={error} />
    </div>
  );
}

function FieldError({ id, error }: { id: string; error: string | undefined }) {
  return (
    <div id={id} aria-live="polite">
      {error && (
        <div className="k-error">
          <IconStop size={1.1} />
          <span>{error}</span>
        </div>
      )}
    </div>
  );
}

/** Puts the focus there once, when the field appears as the answer to the person's own action. */
function useFocusAtFirst<E extends HTMLElement>(isWanted: boolean | undefined) {
  const element = useRef<E | null>(null);
  const first = useRef(isWanted);
  useEffect(() => {
    if (first.current) element.current?.focus();
  }, []);
  return element;
}

export type TextFieldProps = FieldProps & {
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  type?: 'text' | 'password' | 'email' | 'tel' | 'url';
  placeholder?: string;
  maxLength?: number;
  autoComplete?: HTMLInputAutoCompleteAttribute;
  inputMode?: InputHTMLAttributes<HTMLInputElement>['inputMode'];
  autoFocus?: boolean;
  name?: string;
  readOnly?: boolean;
};

export function TextField(props: TextFieldProps) {
  const { value, onChange, onBlur, type = 'text', autoComplete = 'off', disabled, required } = props;
  const input = useFocusAtFirst<HTMLInputElement>(props.autoFocus);
  return (
    <Field {...props}>
      {(wiring) => (
        <input
          {...wiring}
          className="k-input"
          type={type}
          name={props.name}
          value={value}
          placeholder={props.placeholder}
          maxLength={props.maxLength}
          autoComplete={autoComplete}
          inputMode={props.inputMode}
          ref={input}
          readOnly={props.readOnly}
          disabled={disabled}
          aria-required={required}
          onChange={(event) => onChange(event.target.value)}
          onBlur={onBlur}
        />
      )}
    </Field>
  );
}

export type TextAreaProps = FieldProps & {
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  placeholder?: string;
  maxLength?: number;
  /** The least height in lines; grows with the text. Default 3. */
  lines?: number;
  autoFocus?: boolean;
  inputRef?: Ref<HTMLTextAreaElement>;
};

export function TextArea(props: TextAreaProps) {
  const { value, onChange, onBlur, lines = 3, disabled, required, inputRef } = props;
  const own = useFocusAtFirst<HTMLTextAreaElement>(props.autoFocus);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const area = own.current;
    if (!area || CSS.supports?.('field-sizing', 'content')) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight + 4}px`;
  }, [value]);
  return (
    <Field {...props}>
      {(wiring) => (
        <textarea
          {...wiring}
          ref={(node) => {
            own.current = node;
            if (typeof inputRef === 'function') inputRef(node);
            else if (inputRef) inputRef.current = node;
          }}
          className="k-input"
          rows={lines}
          style={{ minHeight: `${lines * 1.5 + 1}rem` }}
          value={value}
          placeholder={props.placeholder}
          maxLength={props.maxLength}
          disabled={disabled}
          aria-required={required}
          onChange={(event) => onChange(event.target.value)}
          onBlur={onBlur}
        />
      )}
    </Field>
  );
}

/**
 * Text that stands for a value: what is typed stays as typed until the field is left, then it is
 * written in the usual way, or the fault is named.
 */
function useTypedValue<T>(
  value: T | null,
  onChange: (value: T | null) => void,
  read: (text: string) => T | null,
  write: (value: T) => string,
) {
  const [text, setText] = useState(value === null ? '' : write(value));
  const [isWrong, setIsWrong] = useState(false);
  const sent = useRef(value);
  const written = useRef<(value: T) => string>(write);
  useEffect(() => {
    // Another `write` is another language: what stands in the field is written anew, or it would be read otherwise.
    if (value === sent.current && (write === written.current || value === null)) return;
    sent.current = value;
    written.current = write;
    setText(value === null ? '' : write(value));
    setIsWrong(false);
  }, [value, write]);
  const send = (next: T | null) => {
    if (next === sent.current) return;
    sent.current = next;
    onChange(next);
  };
  return {
    text,
    isWrong,
    onType: (typed: string) => {
      setText(typed);
      setIsWrong(false);
      send(typed.trim() === '' ? null : read(typed));
    },
    onLeave: () => {
      if (text.trim() === '') return;
      const read_ = read(text);
      if (read_ === null) setIsWrong(true);
      else setText(write(read_));
    },
    choose: (next: T | null) => {
      setText(next === null ? '' : write(next));
      setIsWrong(false);
      send(next);
    },
  };
}

export type NumberFieldProps = FieldProps & {
  value: number | null;
  onChange: (value: number | null) => void;
  min?: number;
  max?: number;
  /** Shown after the field: `phút`, `%`. */
  unit?: string;
  /** Buttons for less and more, by this much. */
  step?: number;
  decimals?: boolean;
};

export function NumberField(props: NumberFieldProps) {
  const { value, onChange, min, max, unit, step, decimals, disabled, required, label } = props;
  const t = useKitText();
  const { language } = useLanguage();
  const read = (text: string) => {
    const number = readTypedNumber(text, language);
    return number === null || (!decimals && !Number.isInteger(number)) ? null : number;
  };
  const write = useCallback((number: number) => formatNumber(number, undefined, language), [language]);
  const typed = useTypedValue<number>(value, onChange, read, write);
  const fault = typed.isWrong
    ? t('numberWrong')
    : value !== null && min !== undefined && value < min
      ? t('numberLow', { min: formatNumber(min) })
      : value !== null && max !== undefined && value > max
        ? t('numberHigh', { max: formatNumber(max) })
        : undefined;
  const stepBy = (amount: number) => {
    const from = value ?? (amount > 0 ? (min ?? 0) - amount : (max ?? 0) - amount);
    typed.choose(Math.min(max ?? Infinity, Math.max(min ?? -Infinity, from + amount)));
  };
  return (
    <Field {...props} error={props.error ?? fault}>
      {(wiring) => (
        <div className="k-input-group k-short">
          {step !== undefined && (
            <Button
              icon={<IconMinus />}
              label={t('less', { label })}
              disabled={disabled || (min !== undefined && value !== null && value <= min)}
              onClick={() => stepBy(-step)}
            />
          )}
          <input
            {...wiring}
            className="k-input k-number"
            inputMode={decimals || (min !== undefined && min < 0) ? 'decimal' : 'numeric'}
            autoComplete="off"
            value={typed.text}
            disabled={disabled}
            aria-required={required}
            onChange={(event) => typed.onType(event.target.value)}
            onBlur={typed.onLeave}
          />
          {step !== undefined && (
            <Button
              icon={<IconPlus />}
              label={t('more', { label })}
              disabled={disabled || (max !== undefined && value !== null && value >= max)}
              onClick={() => stepBy(step)}
            />
          )}
          {unit !== undefined && <span className="k-input-unit">{unit}</span>}
        </div>
      )}
    </Field>
  );
}

export type DateFieldProps = FieldProps & {
  /** `yyyy-mm-dd`, or null while nothing or no real day is written. */
  value: CivilDate | null;
  onChange: (value: CivilDate | null) => void;
  min?: CivilDate;
  max?: CivilDate;
};

/** A day typed as `dd/mm/yyyy`, or chosen in the device's own calendar. */
export function DateField(props: DateFieldProps) {
  const { value, onChange, min, max, disabled, required, label } = props;
  const t = useKitText();
  const typed = useTypedValue<CivilDate>(value, onChange, readTypedDate, formatCivilDate);
  const native = useRef<HTMLInputElement>(null);
  const openCalendar = () => {
    try {
      native.current?.showPicker();
    } catch {
      native.current?.focus();
    }
  };
  return (
    <Field
      {...props}
      hint={props.hint ?? t('dateHint')}
      error={props.error ?? (typed.isWrong ? t('dateWrong') : undefined)}
    >
      {(wiring) => (
        <div className="k-input-group k-short">
          <input
            {...wiring}
            className="k-input k-number"
            inputMode="numeric"
            autoComplete="off"
            placeholder="dd/mm/yyyy"
            maxLength={14}
            value={typed.text}
            disabled={disabled}
            aria-required={required}
            onChange={(event) => typed.onType(event.target.value)}
            onBlur={typed.onLeave}
          />
          <input
            ref={native}
            className="k-native-picker"
            type="date"
            tabIndex={-1}
            aria-hidden="true"
            value={value ?? ''}
            min={min}
            max={max}
            disabled={disabled}
            onChange={(event) => typed.choose(event.target.value || null)}
          />
          <Button
            icon={<IconCalendar />}
            label={t('datePick', { label })}
            disabled={disabled}
            onClick={openCalendar}
          />
        </div>
      )}
    </Field>
  );
}

export type TimeFieldProps = FieldProps & {
  /** `hh:mm` on the 24-hour clock. */
  value: string | null;
  onChange: (value: string | null) => void;
};

const asIs = (text: string) => text;

export function TimeField(props: TimeFieldProps) {
  const { value, onChange, disabled, required } = props;
  const t = useKitText();
  const typed = useTypedValue<string>(value, onChange, readTypedTime, asIs);
  return (
    <Field
      {...props}
      hint={props.hint ?? t('timeHint')}
      error={props.error ?? (typed.isWrong ? t('timeWrong') : undefined)}
    >
      {(wiring) => (
        <div className="k-input-group k-short">
          <input
            {...wiring}
            className="k-input k-number"
            autoComplete="off"
            placeholder="hh:mm"
            maxLength={7}
            value={typed.text}
            disabled={disabled}
            aria-required={required}
            onChange={(event) => typed.onType(event.target.value)}
            onBlur={typed.onLeave}
          />
        </div>
      )}
    </Field>
  );
}

export type SelectOption<V extends string = string> = { value: V; label: string; disabled?: boolean };
export type SelectFieldProps<V extends string> = FieldProps & {
  value: V | null;
  onChange: (value: V) => void;
  options: readonly SelectOption<V>[];
  placeholder?: string;
};

/** The device's own list: best on phones. Over fifteen options use PickField. */
export function SelectField<V extends string>(props: SelectFieldProps<V>) {
  const { value, onChange, options, disabled, required } = props;
  const t = useKitText();
  return (
    <Field {...props}>
      {(wiring) => (
        <select
          {...wiring}
          className="k-input"
          value={value ?? ''}
          disabled={disabled}
          aria-required={required}
          onChange={(event) => onChange(event.target.value as V)}
        >
          {value === null && (
            <option value="" disabled>
              {props.placeholder ?? t('choose')}
            </option>
          )}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export type SearchFieldProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  labelHidden?: boolean;
};

export function SearchField({ label, value, onChange, placeholder, labelHidden = true }: SearchFieldProps) {
  const t = useKitText();
  return (
    <Field label={label} labelHidden={labelHidden}>
      {(wiring) => (
        <div className="k-input-group">
          <span className="k-input-lead">
            <IconSearch />
          </span>
          <input
            {...wiring}
            className="k-input"
            type="search"
            enterKeyHint="search"
            autoComplete="off"
            value={value}
            placeholder={placeholder ?? label}
            onChange={(event) => onChange(event.target.value)}
          />
          {value !== '' && (
            <Button icon={<IconCross />} label={t('clearSearch')} onClick={() => onChange('')} />
          )}
        </div>
      )}
    </Field>
  );
}

export type CheckboxProps = {
  label: ReactNode;
  note?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  indeterminate?: boolean;
  disabled?: boolean;
  error?: string;
};

export function Checkbox({ label, note, checked, onChange, indeterminate, disabled, error }: CheckboxProps) {
  const id = useId();
  return (
    <div>
      <label className="k-check">
        <input
          type="checkbox"
          ref={(node) => {
            if (node) node.indeterminate = indeterminate ?? false;
          }}
          checked={checked}
          disabled={disabled}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>
          {label}
          {note !== undefined && <span className="k-check-note">{note}</span>}
        </span>
      </label>
      <FieldError id={`${id}-error`} error={error} />
    </div>
  );
}

export type Choice<V extends string> = { value: V; label: string; note?: ReactNode; disabled?: boolean };
export type RadioCardsProps<V extends string> = FieldProps & {
  value: V | null;
  onChange: (value: V) => void;
  options: readonly Choice<V>[];
  /** The least width of a card in rem. Default 16. */
  cell?: number;
};

/** One choice out of a few, each with room for a sentence. */
export function RadioCards<V extends string>(props: RadioCardsProps<V>) {
  const { label, hint, error, required, labelHidden, value, onChange, options, disabled, cell = 16 } = props;
  const t = useKitText();
  const id = useId();
  return (
    <fieldset
      className="k-field"
      disabled={disabled}
      data-required={required || undefined}
      aria-describedby={
        [hint !== undefined && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
      }
    >
      <legend className={labelHidden ? 'k-hidden' : 'k-label'}>
        {label}
        {required && <span className="k-label-note"> ({t('required')})</span>}
      </legend>
      {hint !== undefined && (
        <div id={`${id}-hint`} className="k-hint">
          {hint}
        </div>
      )}
      <div className="k-choices" style={{ ['--k-cell' as string]: `${cell}rem` }}>
        {options.map((option) => (
          <label key={option.value} className="k-choice">
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={value === option.value}
              disabled={option.disabled}
              onChange={() => onChange(option.value)}
            />
            <span>
              <span className="k-choice-label">{option.label}</span>
              {option.note !== undefined && <span className="k-check-note">{option.note}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldError id={`${id}-error`} error={error} />
    </fieldset>
  );
}

export type SegmentedProps<V extends string> = {
  label: string;
  labelHidden?: boolean;
  value: V | null;
  onChange: (value: V) => void;
  options: readonly { value: V; label: string; icon?: ReactNode }[];
  disabled?: boolean;
};

/** One choice out of two to five short ones, all in sight. */
export function Segmented<V extends string>(props: SegmentedProps<V>) {
  const { label, labelHidden, value, onChange, options, disabled } = props;
  const id = useId();
  return (
    <fieldset className="k-field" disabled={disabled}>
      <legend className={labelHidden ? 'k-hidden' : 'k-label'}>{label}</legend>
      <div>
        <div className="k-segments">
          {options.map((option) => (
            <label key={option.value} className="k-segment">
              <input
                type="radio"
                name={id}
                value={option.value}
                checked={value === option.value}
                onChange={() => onChange(option.value)}
              />
              <span>
                {option.icon}
                {option.label}
              </span>
            </label>
          ))}
        </div>
      </div>
    </fieldset>
  );
}

export type FileDropProps = {
  label: string;
  hint?: ReactNode;
  /** As in `<input accept>`: `.xlsx,.csv`. */
  accept?: string;
  multiple?: boolean;
  busy?: boolean;
  error?: string;
  buttonLabel?: string;
  onFiles: (files: File[]) => void;
};

/** A place to drop files, and a button for those who do not drag. */
export function FileDrop({
  label,
  hint,
  accept,
  multiple,
  busy,
  error,
  buttonLabel,
  onFiles,
}: FileDropProps) {
  const t = useKitText();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const take = (list: FileList | null) => {
    if (!list || list.length === 0 || busy) return;
    onFiles(multiple ? [...list] : [...list].slice(0, 1));
  };
  return (
    <div className="k-field">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button inside does the same */}
      <div
        className="k-drop"
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setIsOver(false);
          take(event.dataTransfer.files);
        }}
      >
        <label className="k-label" htmlFor={id}>
          {label}
        </label>
        {hint !== undefined && (
          <div id={`${id}-hint`} className="k-hint">
            {hint}
          </div>
        )}
        <div className="k-row" data-gap="small">
          <span className="k-soft k-drop-here">{t('dropHere')}</span>
          <Button icon={<IconUpload />} busy={busy} onClick={() => input.current?.click()}>
            {buttonLabel ?? t('chooseFile')}
          </Button>
        </div>
        <input
          ref={input}
          id={id}
          className="k-hidden"
          type="file"
          tabIndex={-1}
          accept={accept}
          multiple={multiple}
          aria-describedby={
            [hint !== undefined && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') ||
            undefined
          }
          onChange={(event: ChangeEvent<HTMLInputElement>) => {
            take(event.target.files);
            event.target.value = '';
          }}
        />
      </div>
      <FieldError id={`${id}-error`} error={error} />
    </div>
  );
}
