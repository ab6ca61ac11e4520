import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import type { PageDefinition } from '#ui-kit/page.ts';
import { BareFrame, FailedPage, LoadingPage, NotFoundPage } from './edge-pages.tsx';
import { meQuery } from './me.ts';
import { featurePages } from './pages.ts';
import { Shell } from './shell.tsx';
import { setPageTitle } from './title.ts';

type Context = { queries: QueryClient };

const root = createRootRouteWithContext<Context>()({ notFoundComponent: NotFoundPage });

const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });
const bareFrame = createRoute({ getParentRoute: () => root, id: 'bare', component: BareFrame });

const pages: readonly PageDefinition[] =
  import.meta.env.DEV || import.meta.env.VITE_GALLERY
    ? [
        ...featurePages,
        {
          path: '/kit',
          title: { vi: 'Bộ giao diện', en: 'UI kit' },
          access: 'public',
          frame: 'bare',
          load: () => import('#ui-kit/gallery/gallery-page.tsx').then((m) => m.GalleryPage),
        },
      ]
    : featurePages;

/** A page needs a session unless it says otherwise; who has none is led to sign in and back again. */
const routeOf = (page: PageDefinition) =>
  createRoute({
    getParentRoute: () => (page.frame === 'bare' ? bareFrame : shell),
    path: page.path,
    component: lazyRouteComponent(async () => ({ default: await page.load() })),
    beforeLoad: async ({ context, location }) => {
      if (page.access === 'public') return;
      const me = await context.queries.ensureQueryData(meQuery);
      if (!me) throw redirect({ href: `/sign-in?next=${encodeURIComponent(location.href)}` });
    },
    loader: () => setPageTitle(page.title),
  });

const inShell = pages.filter((page) => page.frame !== 'bare').map(routeOf);
/** An address that leads nowhere still has the bars, so that one finds the way back. */
const lost = createRoute({ getParentRoute: () => shell, path: '$', component: NotFoundPage });
const bare = pages.filter((page) => page.frame === 'bare').map(routeOf);

/** All routes of the client over one memory of answers. */
export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([shell.addChildren([...inShell, lost]), bareFrame.addChildren(bare)]),
    context: { queries },
    defaultPreload: false,
    defaultPendingMs: 300,
    defaultPendingComponent: LoadingPage,
    defaultErrorComponent: FailedPage,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
    // What stands after `?` is plain text, written as it is read.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(search as Record<string, string>).toString();
      return text && `?${text}`;
    },
  });
}
