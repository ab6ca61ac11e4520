import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { call } from '#ui-kit/call.ts';
import { EmptyState, ErrorState, LoadingState, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { TextField } from '#ui-kit/fields.tsx';
import { IconPerson } from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import './ballots.css';
import type { castSlip, openTablet, tabletCode, tabletToken, tabletVote } from '../contract.ts';
import { slipBytes, slipName } from '../domain/box.ts';
import { canMakeKeys } from './device/token-store.ts';
import type { HeldToken } from './device/voter-device.ts';
import { MethodPromise } from './parts/method-promise.tsx';
import { PaperForm } from './parts/paper-form.tsx';
import { useBallotsText } from './text.ts';
import { OwnPhrase } from './voter-card.tsx';

type Voter = { personId: string; fullName: string };

/** The pass stands behind the hash sign: browsers do not send it, so it never stands in a log. */
const passOf = (): string => window.location.hash.slice(1);

/**
 * A tablet on a table in the room. It is signed in as nobody; a voter says who they are, types the code, votes, and
 * hands it on. Everything of the voter lives in this component and is gone with it.
 */
export function TabletPage() {
  const t = useBallotsText();
  const { ballotId } = usePageParams<'ballotId'>();
  const [voter, setVoter] = useState<Voter | null>(null);
  const [turn, setTurn] = useState(0);
  const tablet = useQuery({
    queryKey: ['tablet', ballotId],
    queryFn: ({ signal }) =>
      call<typeof openTablet>(
        'POST /api/ballots/:ballotId/tablet/open',
        { params: { ballotId }, body: { pass: passOf() } },
        { signal, anonymous: true },
      ),
    refetchInterval: voter ? false : 4_000,
    gcTime: 0,
  });
  useEffect(() => {
    document.title = `${t('tabletTitle')} – Gốc`;
  }, [t]);
  const done = () => {
    setVoter(null);
    setTurn((n) => n + 1);
    void tablet.refetch();
  };
  if (tablet.isError) return <ErrorState error={tablet.error} onRetry={() => void tablet.refetch()} />;
  if (!tablet.data) return <LoadingState lines={5} />;
  const { branchName, question, voters } = tablet.data;
  return (
    <div className="tablet">
      <header>
        <p className="ballot-kind">{branchName}</p>
        <h1>{t('tabletTitle')}</h1>
        <p className="ballot-question">{question}</p>
      </header>
      {voter ? (
        <TabletTurn key={turn} ballotId={ballotId} tablet={tablet.data} voter={voter} onDone={done} />
      ) : voters.length === 0 ? (
        <EmptyState icon={IconPerson} title={t('tabletNobody')} />
      ) : (
        <section aria-label={t('tabletWho')} className="ballot-form">
          <h2>{t('tabletWho')}</h2>
          {voters.map((each) => (
            <Button key={each.personId} size="large" wide onClick={() => setVoter(each)}>
              {each.fullName}
            </Button>
          ))}
        </section>
      )}
    </div>
  );
}

type Tablet = {
  paper: Parameters<typeof PaperForm>[0]['paper'];
  question: string;
  method: string;
  tokenKey: string | null;
};

function TabletTurn(props: { ballotId: string; tablet: Tablet; voter: Voter; onDone: () => void }) {
  const { ballotId, tablet, voter, onDone } = props;
  const t = useBallotsText();
  const [code, setCode] = useState('');
  /** The code was right: with a verifiable ballot its token lies here, taken before anything is chosen. */
  const [entered, setEntered] = useState<{ held: HeldToken | null } | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [cast, setCast] = useState<{ name: string | null } | null>(null);
  const isVerifiable = tablet.method === 'verifiable';
  const body = { pass: passOf(), personId: voter.personId, code };
  const params = { ballotId };

  const alone = async (work: () => Promise<void>) => {
    setIsBusy(true);
    setError(null);
    try {
      await work();
    } catch (reason) {
      setError(reason);
    }
    setIsBusy(false);
  };
  const enter = () =>
    alone(async () => {
      if (!isVerifiable) {
        await call<typeof tabletCode>(
          'POST /api/ballots/:ballotId/tablet/code',
          { params, body },
          { anonymous: true },
        );
        return setEntered({ held: null });
      }
      const device = await import('./device/voter-device.ts');
      const pending = await device.prepareToken(ballotId, tablet.tokenKey ?? '');
      const { signature } = await call<typeof tabletToken>(
        'POST /api/ballots/:ballotId/tablet/token',
        { params, body: { ...body, blinded: pending.blinded } },
        { anonymous: true },
      );
      setEntered({ held: await device.finishToken(pending, signature) });
    });
  const send = (held: HeldToken | null, marks: string) =>
    alone(async () => {
      if (!held) {
        await call<typeof tabletVote>(
          'POST /api/ballots/:ballotId/tablet/vote',
          { params, body: { ...body, marks } },
          { anonymous: true },
        );
        return setCast({ name: null });
      }
      const { fillSlip } = await import('./device/voter-device.ts');
      const slip = await fillSlip(held, marks);
      await call<typeof castSlip>(
        'POST /api/ballots/:ballotId/box',
        { params, body: { slip } },
        { anonymous: true },
      );
      setCast({ name: await slipName(slipBytes(slip)!.key) });
    });

  if (cast)
    return (
      <div className="ballot-form">
        <Notice tone="success" title={t('tabletDone')} urgent>
          {cast.name !== null && <OwnPhrase name={cast.name} />}
        </Notice>
        <p className="k-soft">{t('tabletForgetNote')}</p>
        <Button kind="main" size="large" wide onClick={onDone}>
          {t('tabletForget')}
        </Button>
      </div>
    );
  if (isVerifiable && !canMakeKeys())
    return (
      <Notice tone="warn" title={t('insecureTitle')}>
        {t('insecure')}
      </Notice>
    );
  return (
    <section aria-label={voter.fullName} className="ballot-form">
      <h2>{voter.fullName}</h2>
      <RefusalNotice refusal={error} />
      {entered ? (
        <>
          <MethodPromise method={isVerifiable ? 'verifiable' : 'server-kept'} />
          <PaperForm
            paper={tablet.paper}
            question={tablet.question}
            busy={isBusy}
            onCast={(marks) => void send(entered.held, marks)}
          />
        </>
      ) : (
        <>
          <TextField
            label={t('tabletCode')}
            hint={t('tabletCodeHint')}
            value={code}
            onChange={(text) => setCode(text.replace(/\D/g, '').slice(0, 6))}
            inputMode="numeric"
            autoComplete="off"
          />
          <Button
            kind="main"
            size="large"
            wide
            busy={isBusy}
            disabled={code.length !== 6}
            onClick={() => void enter()}
          >
            {t('tabletNext')}
          </Button>
        </>
      )}
      <div>
        <Button kind="plain" onClick={onDone}>
          {t('back')}
        </Button>
      </div>
    </section>
  );
}
