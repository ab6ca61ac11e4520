import type { ReactNode } from 'react';
import { formatCivilDate } from '#kernel/civil-date.ts';
import type { RuleSource } from '#kernel/result.ts';
import { Button } from './actions.tsx';
import { NoConnection, ServerRefusal } from './call.ts';
import {
  type Icon,
  IconCheck,
  IconClock,
  IconCross,
  IconDocument,
  IconInfo,
  IconRing,
  IconWarn,
} from './icons.tsx';
import { useKitText } from './labels.ts';
import { type Tone, toneIcons } from './toasts.tsx';

export type NoticeProps = {
  tone?: Tone;
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
  /** Read out at once; for what appears as the answer to an action. */
  urgent?: boolean;
};

export function Notice({ tone = 'info', title, children, action, urgent }: NoticeProps) {
  const Picture = toneIcons[tone];
  return (
    <div className="k-notice" data-tone={tone} role={urgent ? 'alert' : undefined}>
      <Picture />
      <div className="k-notice-body">
        {title !== undefined && <div className="k-notice-title">{title}</div>}
        {children !== undefined && <div>{children}</div>}
        {action !== undefined && <div className="k-notice-action">{action}</div>}
      </div>
    </div>
  );
}

/** A rule's document as one line, with «chưa kiểm chứng» where nobody has read the official text. */
export function RuleLine({ rule }: { rule: RuleSource }) {
  const t = useKitText();
  return (
    <span className="k-small">
      {t('rule')}: {rule.article && `${rule.article}, `}
      <span className="k-whole">
        {rule.document}
        {rule.on && ','}
      </span>
      {rule.on && ` ${t('ruleOn', { date: formatCivilDate(rule.on) })}`}
      {!rule.verified && (
        <>
          {' '}
          <Badge tone="warn">{t('unverified')}</Badge>
        </>
      )}
    </span>
  );
}

export type RefusalNoticeProps = { refusal: unknown; onRetry?: () => void };

/**
 * Puts any error of a call into words: what the server refused with its rule and the way out,
 * a lost connection, or a fault of the software. Draws nothing for null and undefined.
 */
export function RefusalNotice({ refusal, onRetry }: RefusalNoticeProps) {
  const t = useKitText();
  if (refusal === null || refusal === undefined) return null;
  const retry = onRetry && <Button onClick={onRetry}>{t('retry')}</Button>;
  if (refusal instanceof ServerRefusal)
    return (
      <Notice tone={refusal.status === 503 ? 'warn' : 'danger'} title={refusal.message} urgent action={retry}>
        {(refusal.wayOut || refusal.rule) && (
          <>
            {refusal.wayOut && <p>{refusal.wayOut}</p>}
            {refusal.rule && <RuleLine rule={refusal.rule} />}
          </>
        )}
      </Notice>
    );
  if (refusal instanceof NoConnection)
    return (
      <Notice tone="warn" title={t('noConnection')} urgent action={retry}>
        {onRetry && t('noConnectionWayOut')}
      </Notice>
    );
  return <Notice tone="danger" title={t('bug')} urgent action={retry} />;
}

/** The refusal's sentence when it is about this field, to stand under it. */
export const fieldRefusal = (error: unknown, field: string): string | undefined =>
  error instanceof ServerRefusal && (error.field === field || error.field === `body.${field}`)
    ? error.message
    : undefined;

export type EmptyStateProps = { title: string; children?: ReactNode; action?: ReactNode; icon?: Icon };

/** Nothing here yet: says why and what to do next. */
export function EmptyState({ title, children, action, icon: Picture = IconDocument }: EmptyStateProps) {
  return (
    <div className="k-empty">
      <Picture size={2.4} />
      <p className="k-empty-title">{title}</p>
      {children !== undefined && <div className="k-empty-text">{children}</div>}
      {action}
    </div>
  );
}

/** Grey lines in the place of what is coming. */
export function LoadingState({ lines = 5, label }: { lines?: number; label?: string }) {
  const t = useKitText();
  return (
    <div className="k-skeleton" role="status" aria-live="polite">
      <span className="k-hidden">{label ?? t('loading')}</span>
      {Array.from({ length: lines }, (_, i) => (
        <i key={i} aria-hidden="true" />
      ))}
    </div>
  );
}

/** Asking again changes nothing: the person may not, or there is no such thing. */
const isFinal = (error: unknown): boolean =>
  error instanceof ServerRefusal && (error.status === 403 || error.status === 404);

/** What could not be loaded, why, and a way to try again where that can help. */
export function ErrorState({
  error,
  onRetry,
  title,
}: {
  error: unknown;
  onRetry?: () => void;
  title?: string;
}) {
  const t = useKitText();
  if (isFinal(error)) return <RefusalNotice refusal={error} />;
  return (
    <div className="k-stack" data-gap="small">
      <strong>{title ?? t('failedTitle')}</strong>
      <RefusalNotice refusal={error} onRetry={onRetry} />
    </div>
  );
}

export type BadgeTone = Tone | 'brand' | 'neutral';
const badgeIcons: Record<BadgeTone, Icon> = {
  info: IconInfo,
  success: IconCheck,
  warn: IconWarn,
  danger: IconCross,
  brand: IconClock,
  neutral: IconRing,
};
export type BadgeProps = { tone?: BadgeTone; icon?: Icon; children: ReactNode };

/** A state as icon and word; the colour only helps. */
export function Badge({ tone = 'neutral', icon, children }: BadgeProps) {
  const Picture = icon ?? badgeIcons[tone];
  return (
    <span className="k-badge" data-tone={tone}>
      <Picture size={1} />
      <span>{children}</span>
    </span>
  );
}

/** As a badge, without the pill: for table cells. */
export function StatusDot({ tone = 'neutral', icon, children }: BadgeProps) {
  const Picture = icon ?? badgeIcons[tone];
  return (
    <span className="k-status" data-tone={tone}>
      <Picture size={1} />
      <span>{children}</span>
    </span>
  );
}

export type ProgressBarProps = {
  label: string;
  value: number;
  max: number;
  /** What stands beside the label: `3/8`. */
  text?: string;
  tone?: BadgeTone;
};

export function ProgressBar({ label, value, max, text, tone = 'brand' }: ProgressBarProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div className="k-progress" data-tone={tone}>
      <div className="k-row" data-spread aria-hidden="true">
        <span>{label}</span>
        <strong className="k-number">{text ?? `${value}/${max}`}</strong>
      </div>
      <div
        className="k-progress-track"
        role="progressbar"
        aria-label={label}
        aria-valuenow={value}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuetext={text}
      >
        <div className="k-progress-fill" style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}
