import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { ErrorState, LoadingState, RefusalNotice } from '#ui-kit/feedback.tsx';
import { Segmented, TextField } from '#ui-kit/fields.tsx';
import { IconForward } from '#ui-kit/icons.tsx';
import { Logo } from '#ui-kit/logo.tsx';
import { useGo, usePageQuery } from '#ui-kit/page.ts';
import { Page, Section } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { type Language, useLanguage } from '#ui-kit/text.ts';
import type { enterAsDemoPerson, signIn } from '../contract.ts';
import { demoPeopleQuery } from './queries.ts';
import './sign-in.css';
import { POST_KEYS, STATUS_KEYS, useMandatesText } from './text.ts';

/** Only a path of this app is followed after signing in, never another site. */
const safeNext = (next: string | undefined): string =>
  next && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/';

function useEntered(): () => void {
  const queries = useQueryClient();
  const go = useGo();
  const { next } = usePageQuery();
  return () => {
    // Everything remembered belongs to whoever was here before.
    queries.clear();
    go(safeNext(next), { replace: true });
  };
}

function DemoPeople() {
  const t = useMandatesText();
  const { language } = useLanguage();
  const entered = useEntered();
  const people = useQuery(demoPeopleQuery);
  const enter = useWrite<typeof enterAsDemoPerson>('POST /api/demo/enter', { onDone: entered });
  if (people.isPending) return <LoadingState lines={6} />;
  if (people.isError) return <ErrorState error={people.error} onRetry={() => people.refetch()} />;
  if (!people.data.isDemo) return null;
  return (
    <Section title={t('demoTitle')} lead={t('demoLead')}>
      {enter.isError && <RefusalNotice refusal={enter.error} />}
      <ul className="sign-in-people" aria-label={t('demoPeople')}>
        {people.data.people.map((person) => (
          <li key={person.personId}>
            <button
              type="button"
              className="sign-in-person"
              disabled={enter.isPending}
              onClick={() => enter.mutate({ body: { personId: person.personId } })}
            >
              <span className="sign-in-name">{person.fullName}</span>
              <span className="sign-in-post">
                {person.post ? t(POST_KEYS[person.post]) : person.status && t(STATUS_KEYS[person.status])}
                {' · '}
                {person.unitName}
              </span>
              <span className="sign-in-about">{person.about[language]}</span>
              <IconForward />
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function AccountForm({ title }: { title: string }) {
  const t = useMandatesText();
  const entered = useEntered();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const enter = useWrite<typeof signIn>('POST /api/sign-in', { onDone: entered });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (login && password) enter.mutate({ body: { login, password } });
  };
  return (
    <Section title={title}>
      <form className="sign-in-form" onSubmit={submit}>
        {enter.isError && <RefusalNotice refusal={enter.error} />}
        <TextField label={t('login')} value={login} onChange={setLogin} autoComplete="username" required />
        <TextField
          label={t('password')}
          value={password}
          onChange={setPassword}
          type="password"
          autoComplete="current-password"
          required
        />
        <Button kind="main" type="submit" busy={enter.isPending} disabled={!login || !password}>
          {t('enter')}
        </Button>
        <p className="sign-in-forgotten">{t('forgotten')}</p>
      </form>
    </Section>
  );
}

/** The first page of everybody: the people of the demo, or login and password. */
export function SignInPage() {
  const t = useMandatesText();
  const { language, setLanguage } = useLanguage();
  const people = useQuery(demoPeopleQuery);
  return (
    <main className="sign-in">
      <div className="sign-in-top">
        <span className="sign-in-brand">
          <Logo /> Gốc
        </span>
        <Segmented<Language>
          label="Ngôn ngữ / Language"
          labelHidden
          value={language}
          onChange={setLanguage}
          options={[
            { value: 'vi', label: 'Tiếng Việt' },
            { value: 'en', label: 'English' },
          ]}
        />
      </div>
      <Page title={t('signIn')} lead={t('signInLead')}>
        <DemoPeople />
        <AccountForm title={people.data?.isDemo ? t('orSignIn') : t('signIn')} />
      </Page>
    </main>
  );
}
