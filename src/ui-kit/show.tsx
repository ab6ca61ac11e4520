import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { TextLink } from './actions.tsx';
import { type BadgeTone, StatusDot } from './feedback.tsx';
import { IconCheck, IconMinus, IconWarn } from './icons.tsx';
import { useKitText } from './labels.ts';

export type Fact = { label: string; value: ReactNode; key?: string };

/** Facts as a two-column list: what, and its value. */
export function KeyValue({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="k-facts">
      {facts.map((fact) => (
        <div key={fact.key ?? fact.label}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

export type StatTileProps = {
  label: string;
  value: ReactNode;
  note?: ReactNode;
  tone?: BadgeTone;
  to?: string;
};

/** One figure; with `to` it opens down to what it was made from. */
export function StatTile({ label, value, note, tone = 'brand', to }: StatTileProps) {
  const inside = (
    <>
      <span className="k-tile-label">{label}</span>
      <span className="k-tile-value">{value}</span>
      {note !== undefined && <span className="k-tile-note">{note}</span>}
    </>
  );
  return to === undefined ? (
    <div className="k-tile" data-tone={tone}>
      {inside}
    </div>
  ) : (
    <TextLink className="k-tile" data-tone={tone} to={to}>
      {inside}
    </TextLink>
  );
}

export type CountPart = { key: string; label: string; count: number; tone: BadgeTone };

/** Parts of a whole as a bar and in words; the words carry everything. */
export function CountBar({
  label,
  parts,
  total,
}: {
  label: string;
  parts: readonly CountPart[];
  total?: number;
}) {
  const whole = Math.max(
    total ?? 0,
    parts.reduce((sum, part) => sum + part.count, 0),
    1,
  );
  return (
    <figure className="k-count" aria-label={label}>
      <div className="k-count-bar" aria-hidden="true">
        {parts
          .filter((part) => part.count > 0)
          .map((part) => (
            <div
              key={part.key}
              className="k-count-part"
              data-tone={part.tone}
              style={{ width: `${(part.count / whole) * 100}%` }}
            />
          ))}
      </div>
      <ul className="k-count-list">
        {parts.map((part) => (
          <li key={part.key} data-tone={part.tone}>
            <i aria-hidden="true" />
            <span>
              {part.label}: <strong className="k-number">{part.count}</strong>
            </span>
          </li>
        ))}
      </ul>
    </figure>
  );
}

/** A person's name with the given name's letter; `note` is the post or state. */
export function PersonChip({ name, note }: { name: string; note?: ReactNode }) {
  const given = name.trim().split(/\s+/).pop() ?? '';
  return (
    <span className="k-person">
      <span className="k-person-mark" aria-hidden="true">
        {given.slice(0, 1).toUpperCase()}
      </span>
      <span>
        <span className="k-person-name">{name}</span>
        {note !== undefined && <span className="k-person-note">{note}</span>}
      </span>
    </span>
  );
}

/** `open`: gone past with something left open, which `note` names. */
export type StepState = 'done' | 'open' | 'now' | 'later' | 'skipped';
export type Step = {
  key: string;
  label: string;
  state: StepState;
  note?: ReactNode;
  /** Right of the label: a time, a count. */
  aside?: ReactNode;
  onOpen?: () => void;
  /** The one that lies open beside the list, whatever its state. */
  isShown?: boolean;
};

/** The steps of a procedure from top to bottom, each with its state. */
export function Stepper({ label, steps }: { label: string; steps: readonly Step[] }) {
  const t = useKitText();
  const words = {
    done: t('stepDone'),
    open: t('stepOpen'),
    now: t('stepNow'),
    later: t('stepLater'),
    skipped: t('stepSkipped'),
  };
  return (
    <ol className="k-steps" aria-label={label}>
      {steps.map((step, at) => {
        const inside = (
          <>
            <span className="k-step-label">{step.label}</span>
            <span className="k-hidden"> ({words[step.state]})</span>
            {step.note !== undefined && <span className="k-step-note">{step.note}</span>}
          </>
        );
        return (
          <li
            key={step.key}
            className="k-step"
            data-state={step.state}
            data-shown={step.isShown || undefined}
            aria-current={step.state === 'now' ? 'step' : undefined}
          >
            <span className="k-step-mark" aria-hidden="true">
              {step.state === 'done' ? (
                <IconCheck />
              ) : step.state === 'open' ? (
                <IconWarn />
              ) : step.state === 'skipped' ? (
                <IconMinus />
              ) : (
                at + 1
              )}
            </span>
            {step.onOpen ? (
              <button type="button" className="k-step-body" onClick={step.onOpen}>
                {inside}
              </button>
            ) : (
              <div className="k-step-body">{inside}</div>
            )}
            {step.aside !== undefined && <span className="k-step-aside">{step.aside}</span>}
          </li>
        );
      })}
    </ol>
  );
}

export type Tab = { key: string; label: string; count?: number; content: ReactNode };
export type TabsProps = {
  label: string;
  tabs: readonly Tab[];
  value?: string;
  onChange?: (key: string) => void;
};

/** Panels of one place; arrows move between the tabs. Without `value` it keeps its own state. */
export function Tabs({ label, tabs, value, onChange }: TabsProps) {
  const id = useId();
  const [own, setOwn] = useState(tabs[0]?.key);
  const bar = useRef<HTMLDivElement>(null);
  const current = value ?? own;
  const choose = (key: string) => {
    setOwn(key);
    onChange?.(key);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.key === current);
    const goal = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (goal === undefined) return;
    event.preventDefault();
    const next = (goal + tabs.length) % tabs.length;
    choose(tabs[next]!.key);
    (bar.current?.children[next] as HTMLElement | undefined)?.focus();
  };
  return (
    <div>
      <div className="k-tabs" role="tablist" aria-label={label} ref={bar} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.key}
            type="button"
            role="tab"
            id={`${id}-${tab.key}`}
            aria-selected={tab.key === current}
            aria-controls={`${id}-${tab.key}-panel`}
            tabIndex={tab.key === current ? 0 : -1}
            className="k-tab"
            onClick={() => choose(tab.key)}
          >
            {tab.label}
            {tab.count !== undefined && <span className="k-tab-count">{tab.count}</span>}
          </button>
        ))}
      </div>
      {tabs.map((tab) => (
        <div
          key={tab.key}
          role="tabpanel"
          id={`${id}-${tab.key}-panel`}
          aria-labelledby={`${id}-${tab.key}`}
          hidden={tab.key !== current}
          className="k-tab-panel"
        >
          {tab.key === current && tab.content}
        </div>
      ))}
    </div>
  );
}

export type TimerProps = {
  label: string;
  /** Instants in milliseconds since the epoch. */
  startedAt: number;
  stoppedAt?: number;
  recommendedMinutes?: number;
  /** The server's clock, when the device's is known to differ. */
  now?: () => number;
};

const twoDigits = (n: number) => String(n).padStart(2, '0');

/** Minutes and seconds since the start, against the recommended time; says in words when it is over. */
export function Timer({ label, startedAt, stoppedAt, recommendedMinutes, now = Date.now }: TimerProps) {
  const t = useKitText();
  const [instant, setInstant] = useState(() => stoppedAt ?? now());
  useEffect(() => {
    setInstant(stoppedAt ?? now());
    if (stoppedAt !== undefined) return;
    const timer = setInterval(() => setInstant(now()), 1000);
    return () => clearInterval(timer);
  }, [stoppedAt, now]);
  const seconds = Math.max(0, Math.floor((instant - startedAt) / 1000));
  const over = recommendedMinutes === undefined ? 0 : Math.floor(seconds / 60) - recommendedMinutes;
  const hours = Math.floor(seconds / 3600);
  return (
    <span className="k-timer" role="timer" aria-label={label} data-over={over > 0 || undefined}>
      <span className="k-timer-now">
        {hours > 0 && `${hours}:`}
        {hours > 0 ? twoDigits(Math.floor(seconds / 60) % 60) : Math.floor(seconds / 60)}:
        {twoDigits(seconds % 60)}
      </span>
      {recommendedMinutes !== undefined && (
        <span className="k-soft">{t('recommended', { count: recommendedMinutes })}</span>
      )}
      {over > 0 && (
        <StatusDot tone="warn" icon={IconWarn}>
          {t('minutesOver', { count: over })}
        </StatusDot>
      )}
    </span>
  );
}
