import { Outlet } from '@tanstack/react-router';
import { Button, LinkButton } from '#ui-kit/actions.tsx';
import { NoConnection, ServerRefusal } from '#ui-kit/call.ts';
import { EmptyState, ErrorState, LoadingState } from '#ui-kit/feedback.tsx';
import { IconSearch, IconWarn } from '#ui-kit/icons.tsx';
import { Page } from '#ui-kit/page-frame.tsx';
import { useShellText } from './text.ts';

/** A page without bars: sign-in, the screen on the wall. */
export function BareFrame() {
  return (
    <main className="app-bare">
      <Outlet />
    </main>
  );
}

/** While a page's code or its first answers are on the way. */
export function LoadingPage() {
  return (
    <div className="k-page">
      <LoadingState lines={7} />
    </div>
  );
}

export function NotFoundPage() {
  const t = useShellText();
  return (
    <Page title={t('notFoundTitle')}>
      <EmptyState
        icon={IconSearch}
        title={t('notFoundText')}
        action={
          <LinkButton kind="main" to="/">
            {t('toHome')}
          </LinkButton>
        }
      />
    </Page>
  );
}

/** A page that threw: what the server said, or a fault of the software; nothing saved is lost. */
export function FailedPage({ error }: { error: unknown }) {
  const t = useShellText();
  const reload = () => window.location.reload();
  if (error instanceof ServerRefusal || error instanceof NoConnection)
    return (
      <Page title={t('failedTitle')}>
        <ErrorState error={error} onRetry={reload} />
      </Page>
    );
  return (
    <Page title={t('failedTitle')}>
      <EmptyState
        icon={IconWarn}
        title={t('failedText')}
        action={
          <Button kind="main" onClick={reload}>
            {t('reload')}
          </Button>
        }
      />
    </Page>
  );
}
