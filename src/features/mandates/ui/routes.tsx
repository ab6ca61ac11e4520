import type { PageDefinition, PanelDefinition } from '#ui-kit/page.ts';

export const pages: PageDefinition[] = [
  {
    path: '/sign-in',
    title: { vi: 'Đăng nhập', en: 'Sign in' },
    access: 'public',
    frame: 'bare',
    load: () => import('./sign-in-page.tsx').then((m) => m.SignInPage),
  },
  {
    path: '/account',
    title: { vi: 'Tài khoản của tôi', en: 'My account' },
    load: () => import('./account-page.tsx').then((m) => m.AccountPage),
  },
];

export const panels: PanelDefinition[] = [
  {
    on: 'unit',
    key: 'mandates',
    order: 20,
    load: () => import('./posts-panel.tsx').then((m) => m.PostsPanel),
  },
];
