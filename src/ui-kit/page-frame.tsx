import { type ReactNode, useEffect, useId } from 'react';
import { TextLink } from './actions.tsx';
import { IconBack } from './icons.tsx';

export type PageProps = {
  title: string;
  /** One sentence: what the person does here. */
  lead?: ReactNode;
  /** The one main action of the page: a Button or LinkButton of kind `main`. */
  action?: ReactNode;
  back?: { to: string; label: string };
  width?: 'narrow' | 'normal' | 'wide';
  children: ReactNode;
};

/** The frame of every page: where one came from, what this is, the one main action. */
export function Page({ title, lead, action, back, width = 'normal', children }: PageProps) {
  useEffect(() => {
    document.title = `${title} – Gốc`;
  }, [title]);
  return (
    <div className="k-page" data-width={width}>
      {back && (
        <TextLink to={back.to} className="k-back">
          <IconBack /> {back.label}
        </TextLink>
      )}
      <header className="k-page-head">
        <div className="k-page-words">
          <h1 tabIndex={-1}>{title}</h1>
          {lead !== undefined && <div className="k-page-lead">{lead}</div>}
        </div>
        {action !== undefined && <div className="k-page-action">{action}</div>}
      </header>
      {children}
    </div>
  );
}

export type SectionProps = {
  title?: string;
  lead?: ReactNode;
  action?: ReactNode;
  /** Without the card around it. */
  plain?: boolean;
  level?: 2 | 3;
  children: ReactNode;
};

export function Section({ title, lead, action, plain, level = 2, children }: SectionProps) {
  const id = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section className="k-section" data-plain={plain || undefined} aria-labelledby={title ? id : undefined}>
      {(title !== undefined || action !== undefined) && (
        <div className="k-section-head">
          <div>
            {title !== undefined && <Heading id={id}>{title}</Heading>}
            {lead !== undefined && <div className="k-section-lead">{lead}</div>}
          </div>
          {action}
        </div>
      )}
      {children}
    </section>
  );
}

type Gap = 'small' | 'normal' | 'large';

/** Things one under another. */
export function Stack({ gap, children }: { gap?: Gap; children: ReactNode }) {
  return (
    <div className="k-stack" data-gap={gap}>
      {children}
    </div>
  );
}

/** Things side by side, wrapping when the screen is narrow. */
export function Row({
  gap,
  align,
  children,
}: {
  gap?: Gap;
  align?: 'start' | 'spread' | 'end';
  children: ReactNode;
}) {
  return (
    <div
      className="k-row"
      data-gap={gap}
      data-spread={align === 'spread' || undefined}
      data-end={align === 'end' || undefined}
    >
      {children}
    </div>
  );
}

/** Equal cells, as many side by side as fit; `cell` is the least width in rem. */
export function Grid({
  cell = 15,
  isSlim,
  children,
}: {
  cell?: number;
  isSlim?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="k-grid" data-slim={isSlim || undefined} style={{ ['--k-cell' as string]: `${cell}rem` }}>
      {children}
    </div>
  );
}
