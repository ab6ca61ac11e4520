import { useState } from 'react';
import { Button, LinkButton } from '#ui-kit/actions.tsx';
import { call } from '#ui-kit/call.ts';
import { Dialog } from '#ui-kit/dialog.tsx';
import { RefusalNotice } from '#ui-kit/feedback.tsx';
import { IconQr } from '#ui-kit/icons.tsx';
import { PickField } from '#ui-kit/pick-field.tsx';
import type { BallotView, giveCode, makeTabletPass } from '../../contract.ts';
import { useBallotsText } from '../text.ts';

/** For members without a phone: a shared tablet, and a code for each of them. */
export function HandOut({ view }: { view: BallotView }) {
  const t = useBallotsText();
  const [tablet, setTablet] = useState<{ path: string; svg: string } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [who, setWho] = useState<string | null>(null);
  const [code, setCode] = useState<{ code: string; name: string } | null>(null);
  const { ballot, roll } = view;
  const params = { ballotId: ballot.id };
  const waiting = (roll ?? []).filter((voter) => !voter.tookPart);

  const alone = async (work: () => Promise<void>) => {
    setIsBusy(true);
    setError(null);
    try {
      await work();
    } catch (reason) {
      setError(reason);
    } finally {
      setIsBusy(false);
    }
  };
  const give = () =>
    alone(async () => {
      const voter = waiting.find((each) => each.personId === who);
      if (!voter) return;
      // Shown once: the server keeps neither the answer nor a key under which it could be asked for again.
      const given = await call<typeof giveCode>('POST /api/ballots/:ballotId/codes', {
        params,
        body: { personId: voter.personId },
      });
      setCode({ code: given.code, name: voter.fullName });
      setWho(null);
    });
  const open = () =>
    alone(async () => {
      setTablet(await call<typeof makeTabletPass>('POST /api/ballots/:ballotId/tablet', { params }));
    });
  return (
    <details className="ballot-fold">
      <summary>{t('codes')}</summary>
      <div className="ballot-form">
        <p className="k-soft">{t('codesLead')}</p>
        <RefusalNotice refusal={error} />
        <div>
          <Button icon={<IconQr />} busy={isBusy} onClick={() => void open()}>
            {t('tabletOpen')}
          </Button>
        </div>
        <PickField
          label={t('codeFor')}
          value={who}
          onChange={setWho}
          options={waiting.map((voter) => ({ value: voter.personId, label: voter.fullName }))}
        />
        <div>
          <Button disabled={who === null} busy={isBusy} onClick={() => void give()}>
            {t('codeGive')}
          </Button>
        </div>
      </div>
      {tablet && (
        <Dialog open onClose={() => setTablet(null)} title={t('tablet')}>
          <p>{t('tabletLead')}</p>
          <img
            className="ballot-qr"
            alt={t('tablet')}
            src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(tablet.svg)}`}
          />
          <LinkButton to={tablet.path} newTab>
            {t('tabletLink')}
          </LinkButton>
        </Dialog>
      )}
      {code && (
        <Dialog
          open
          onClose={() => setCode(null)}
          title={t('codeIs', { name: code.name })}
          actions={
            <Button kind="main" onClick={() => setCode(null)}>
              {t('codeDone')}
            </Button>
          }
        >
          <p className="ballot-code">
            {code.code.slice(0, 3)} {code.code.slice(3)}
          </p>
          <p>{t('codeOnce')}</p>
        </Dialog>
      )}
    </details>
  );
}
