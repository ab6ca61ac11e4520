import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { LinkButton } from '#ui-kit/actions.tsx';
import { addressFor } from '#ui-kit/call.ts';
import { LoadingState, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { IconDownload } from '#ui-kit/icons.tsx';
import { Section } from '#ui-kit/page-frame.tsx';
import type { BallotView, getBox } from '../contract.ts';
import { phrasesOf } from '../domain/box.ts';
import { type BoxCheck, verifyBox } from '../domain/verify-box.ts';
import { canMakeKeys, readKeeping } from './device/token-store.ts';
import { BoxList, CheckView } from './parts/box-view.tsx';
import { useBallotsText } from './text.ts';

const boxAddress = (ballotId: string): string =>
  addressFor<typeof getBox>('GET /api/ballots/:ballotId/box', { params: { ballotId } });

/** The published box: every ballot, the own one found, the whole checked on this device. */
export function BoxSection({ view, personId }: { view: BallotView; personId: string }) {
  const t = useBallotsText();
  const { ballot, result } = view;
  const [mine, setMine] = useState<string | null>(null);
  useEffect(() => {
    let isCurrent = true;
    readKeeping(personId, ballot.id)
      .then((keeping) => {
        if (isCurrent && keeping?.step === 'cast') setMine(keeping.name);
      })
      // A browser that keeps nothing has nothing of one's own to find.
      .catch(() => {});
    return () => {
      isCurrent = false;
    };
  }, [personId, ballot.id]);
  const check = useQuery({
    queryKey: ['ballot-box', ballot.id],
    queryFn: async ({ signal }): Promise<BoxCheck> => {
      const response = await fetch(boxAddress(ballot.id), { credentials: 'same-origin', signal });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      const file = new Uint8Array(await response.arrayBuffer());
      return verifyBox(file, result?.boxSha256 ? { sha256: result.boxSha256 } : {});
    },
    enabled: canMakeKeys(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const at = mine === null || !check.data ? -1 : check.data.names.indexOf(mine);
  return (
    <Section title={t('box')} lead={t('boxLead')}>
      {mine !== null && check.data?.box && (
        <Notice tone={at < 0 ? 'danger' : 'success'} urgent={at < 0}>
          {at < 0
            ? t('boxMineMissing')
            : t('boxMineFound', { phrase: phrasesOf(check.data.names)[at] ?? '' })}
        </Notice>
      )}
      {!canMakeKeys() && (
        <Notice tone="warn" title={t('insecureTitle')}>
          {t('insecure')}
        </Notice>
      )}
      <RefusalNotice refusal={check.error} onRetry={() => void check.refetch()} />
      {check.isLoading && <LoadingState lines={4} label={t('boxChecking')} />}
      {check.data && <CheckView check={check.data} />}
      <p className="k-soft">{t('boxHashNote')}</p>
      <div className="ballot-tools">
        <LinkButton icon={<IconDownload />} to={boxAddress(ballot.id)} download>
          {t('boxFile')}
        </LinkButton>
        <LinkButton to="/ballots/verify">{t('verifyTitle')}</LinkButton>
      </div>
      {check.data?.box && <BoxList box={check.data.box} names={check.data.names} mine={mine} />}
    </Section>
  );
}
