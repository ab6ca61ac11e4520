import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { ErrorState, fieldRefusal, LoadingState, RefusalNotice } from '#ui-kit/feedback.tsx';
import { TextField } from '#ui-kit/fields.tsx';
import { Page, Section } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { KeyValue } from '#ui-kit/show.tsx';
import { showToast } from '#ui-kit/toasts.tsx';
import type { changePassword } from '../contract.ts';
import { myPostsQuery } from './queries.ts';
import { POST_KEYS, STATUS_KEYS, useMandatesText } from './text.ts';

function PasswordForm() {
  const t = useMandatesText();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const save = useWrite<typeof changePassword>('POST /api/me/password', {
    onDone: () => {
      setCurrent('');
      setNext('');
      showToast({ text: t('passwordChanged') });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ body: { current, next } });
  };
  return (
    <form className="k-form" onSubmit={submit}>
      {save.isError && <RefusalNotice refusal={save.error} />}
      <TextField
        label={t('currentPassword')}
        type="password"
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
        error={fieldRefusal(save.error, 'current')}
      />
      <TextField
        label={t('nextPassword')}
        hint={t('nextPasswordHint')}
        type="password"
        autoComplete="new-password"
        value={next}
        onChange={setNext}
        error={fieldRefusal(save.error, 'next')}
      />
      <Button kind="main" type="submit" busy={save.isPending} disabled={!current || next.length < 10}>
        {t('save')}
      </Button>
    </form>
  );
}

/** Who I am here today, and my password. */
export function AccountPage() {
  const t = useMandatesText();
  const me = useQuery(myPostsQuery);
  if (me.isPending)
    return (
      <Page title={t('myAccount')}>
        <LoadingState />
      </Page>
    );
  if (me.isError)
    return (
      <Page title={t('myAccount')}>
        <ErrorState error={me.error} onRetry={() => me.refetch()} />
      </Page>
    );
  const { posts, memberships, person, isDemo } = me.data;
  return (
    <Page title={t('myAccount')} lead={person.fullName} width="narrow">
      <Section title={t('myPosts')}>
        {posts.length === 0 ? (
          <p>{t('noPosts')}</p>
        ) : (
          <KeyValue
            facts={posts.map((p) => ({
              key: `${p.unitId}${p.post}`,
              label: t(POST_KEYS[p.post]),
              value: p.unitName,
            }))}
          />
        )}
      </Section>
      {memberships.length > 0 && (
        <Section title={t('myBranches')}>
          <KeyValue
            facts={memberships.map((m) => ({
              key: m.branchId,
              label: t(STATUS_KEYS[m.status]),
              value: m.branchName,
            }))}
          />
        </Section>
      )}
      {!isDemo && (
        <Section title={t('changePassword')}>
          <PasswordForm />
        </Section>
      )}
    </Page>
  );
}
