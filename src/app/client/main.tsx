import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { forgetKeptAnswers } from '#ui-kit/kept-answer.ts';
import { KitRoot } from '#ui-kit/kit-root.tsx';
import { createQueryClient } from '#ui-kit/query.ts';
import { onLanguageChange } from '#ui-kit/text.ts';
import { meQuery } from './me.ts';
import { keepPagesHere } from './new-version.ts';
import { createAppRouter } from './router.tsx';

const queries = createQueryClient(() => {
  // The session has ended: what was shown to that person is forgotten, and the route asks again who is here.
  forgetKeptAnswers();
  if (queries.getQueryData(meQuery.queryKey)) {
    queries.clear();
    void router.invalidate();
  }
});
const router = createAppRouter(queries);

// Sentences that the server wrote are asked for again in the new language.
onLanguageChange(() => void queries.invalidateQueries());

// The pages themselves stay on the device, so that a hall without a network has them.
if (import.meta.env.PROD && 'serviceWorker' in navigator)
  window.addEventListener('load', () => {
    // A browser that forbids it works as before, with a network.
    keepPagesHere().catch(() => {});
  });

createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <KitRoot>
        <RouterProvider router={router} />
      </KitRoot>
    </QueryClientProvider>
  </StrictMode>,
);
