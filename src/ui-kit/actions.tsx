import { useRouter } from '@tanstack/react-router';
import {
  type AnchorHTMLAttributes,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from 'react';
import { IconCheck, IconCopy, IconPrint } from './icons.tsx';
import { useKitText } from './labels.ts';
import { showToast } from './toasts.tsx';

export type ButtonKind = 'main' | 'quiet' | 'plain' | 'danger';
type Look = {
  /** `main` once per screen; `quiet` beside it; `plain` for the rest. Default `quiet`. */
  kind?: ButtonKind;
  size?: 'normal' | 'large';
  icon?: ReactNode;
  /** As wide as its place. */
  wide?: boolean;
};

export type ButtonProps = Look & {
  children?: ReactNode;
  onClick?: (event: MouseEvent<HTMLButtonElement>) => void;
  type?: 'button' | 'submit';
  disabled?: boolean;
  /** Work is under way: clicks do nothing, the focus stays. */
  busy?: boolean;
  /** Wanted when there is only an icon. */
  label?: string;
  pressed?: boolean;
  expanded?: boolean;
  controls?: string;
  form?: string;
};

export function Button({
  kind = 'quiet',
  size,
  icon,
  wide,
  children,
  onClick,
  type = 'button',
  disabled,
  busy,
  label,
  pressed,
  expanded,
  controls,
  form,
}: ButtonProps) {
  return (
    <button
      type={type}
      className="k-button"
      data-kind={kind}
      data-size={size}
      data-wide={wide || undefined}
      data-icon-only={children === undefined || undefined}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      aria-label={label}
      title={children === undefined ? label : undefined}
      aria-pressed={pressed}
      aria-expanded={expanded}
      aria-controls={controls}
      form={form}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy ? <span className="k-spinner" aria-hidden="true" /> : icon}
      {children !== undefined && <span>{children}</span>}
    </button>
  );
}

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & {
  /** A path of the app, with or without a query; or an address of a file with `download`. */
  to: string;
};

/** A link inside the app without a page load; behaves as any link for new tabs, downloads and other hosts. */
export function TextLink({ to, onClick, children, ...rest }: LinkProps) {
  const router = useRouter({ warn: false }) as ReturnType<typeof useRouter> | undefined;
  const inside = to.startsWith('/') && !to.startsWith('/api/') && rest.download === undefined && !rest.target;
  return (
    <a
      {...rest}
      href={to}
      onClick={(event) => {
        onClick?.(event);
        const plainClick =
          event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
        if (!router || !inside || !plainClick || event.defaultPrevented) return;
        event.preventDefault();
        void router.navigate({ href: to });
      }}
    >
      {children}
    </a>
  );
}

export type LinkButtonProps = Look & {
  to: string;
  children: ReactNode;
  download?: boolean;
  newTab?: boolean;
};

/** A link that looks like a button: it goes somewhere, a Button does something. */
export function LinkButton({
  kind = 'quiet',
  size,
  icon,
  wide,
  to,
  children,
  download,
  newTab,
}: LinkButtonProps) {
  return (
    <TextLink
      to={to}
      className="k-button"
      data-kind={kind}
      data-size={size}
      data-wide={wide || undefined}
      {...(download ? { download: '' } : {})}
      {...(newTab ? { target: '_blank', rel: 'noreferrer' } : {})}
    >
      {icon}
      <span>{children}</span>
    </TextLink>
  );
}

/** Puts a text on the clipboard and says so for three seconds. */
export function CopyButton({
  text,
  label,
  kind = 'quiet',
}: {
  text: string | (() => string);
  label?: string;
  kind?: ButtonKind;
}) {
  const t = useKitText();
  const [done, setDone] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === 'function' ? text() : text);
      setDone(true);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setDone(false), 3000);
    } catch {
      showToast({ tone: 'danger', text: t('copyFailed') });
    }
  };
  return (
    <>
      <Button kind={kind} icon={done ? <IconCheck /> : <IconCopy />} onClick={() => void copy()}>
        {done ? t('copied') : (label ?? t('copy'))}
      </Button>
      <span className="k-hidden" role="status">
        {done ? t('copied') : ''}
      </span>
    </>
  );
}

/** Prints the page with its print style. */
export function PrintButton({ label, kind = 'quiet' }: { label?: string; kind?: ButtonKind }) {
  const t = useKitText();
  return (
    <Button kind={kind} icon={<IconPrint />} onClick={() => window.print()}>
      {label ?? t('print')}
    </Button>
  );
}
