import encodeQR from 'qr';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { Dialog } from '#ui-kit/dialog.tsx';
import { Notice } from '#ui-kit/feedback.tsx';
import { FileDrop } from '#ui-kit/fields.tsx';
import { IconDownload, IconForward, IconQr } from '#ui-kit/icons.tsx';
import { Row } from '#ui-kit/page-frame.tsx';
import { Tabs } from '#ui-kit/show.tsx';
import { handOverOf } from '../domain/hand-over.ts';
import { FrameReader, toFrames } from './journal/qr-frames.ts';
import { type FrameLoopStop, startScanner } from './journal/scan-codes.ts';
import type { OpenMeeting } from './journal/use-meeting.ts';
import { useMeetingsText } from './text.ts';

/** Long enough for a camera to find and read one code. */
const EACH_MS = 700;

/** Gives what waits here to another device in the room, and takes over what waits there: by codes or by a file. */
export function HandOverDialog({ meeting, onClose }: { meeting: OpenMeeting; onClose: () => void }) {
  const t = useMeetingsText();
  const { lead, record } = meeting.view.abilities;
  const keeps = lead || record;
  const [tab, setTab] = useState(keeps && meeting.pending === 0 ? 'take' : 'give');
  return (
    <Dialog
      open
      size="large"
      title={t('handOverTitle')}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t('closeDialog')}</Button>}
    >
      <p>{t('handOverLead')}</p>
      <Tabs
        label={t('handOverTitle')}
        value={tab}
        onChange={setTab}
        tabs={[
          { key: 'give', label: t('giveTab'), content: <Give meeting={meeting} /> },
          {
            key: 'take',
            label: t('takeTab'),
            content: keeps ? <Take meeting={meeting} /> : <Notice>{t('takeOnlyKeeper')}</Notice>,
          },
        ]}
      />
    </Dialog>
  );
}

function Give({ meeting }: { meeting: OpenMeeting }) {
  const t = useMeetingsText();
  const { journal, pending, view } = meeting;
  const [frames, setFrames] = useState<string[]>([]);
  const [at, setAt] = useState(0);
  const [isRunning, setIsRunning] = useState(true);
  const meetingId = view.meeting.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what waits changes with the count
  const given = useMemo(() => handOverOf(meetingId, journal.waiting()), [journal, meetingId, pending]);
  useEffect(() => {
    let isCurrent = true;
    void toFrames(given).then((made) => {
      if (!isCurrent) return;
      setFrames(made);
      setAt(0);
    });
    return () => {
      isCurrent = false;
    };
  }, [given]);
  useEffect(() => {
    if (!isRunning || frames.length < 2) return;
    const timer = setInterval(() => setAt((now) => (now + 1) % frames.length), EACH_MS);
    return () => clearInterval(timer);
  }, [isRunning, frames]);
  const frame = frames[at];
  // As a picture and not as markup, so that nothing inside it can act on the page.
  const picture = useMemo(
    () =>
      frame === undefined
        ? null
        : `data:image/svg+xml;charset=utf-8,${encodeURIComponent(encodeQR(frame, 'svg', { ecc: 'low', border: 3 }))}`,
    [frame],
  );
  if (given.entries.length === 0) return <p>{t('giveNothing')}</p>;
  const saveFile = () => {
    const link = document.createElement('a');
    const url = URL.createObjectURL(new Blob([JSON.stringify(given)], { type: 'application/json' }));
    link.href = url;
    link.download = `goc-chuyen-may-${view.meeting.month}.json`;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <div className="k-stack">
      <p>{t('giveHow', { count: given.entries.length })}</p>
      {picture !== null && (
        <figure className="hand-over-code">
          <img src={picture} alt={t('giveQrAlt', { at: at + 1, all: frames.length })} />
          <figcaption className="k-number">{t('giveAt', { at: at + 1, all: frames.length })}</figcaption>
        </figure>
      )}
      <Row gap="small">
        {frames.length > 1 && (
          <>
            <Button onClick={() => setIsRunning(!isRunning)}>{t(isRunning ? 'giveStop' : 'giveRun')}</Button>
            <Button icon={<IconForward />} onClick={() => setAt((at + 1) % frames.length)}>
              {t('giveNext')}
            </Button>
          </>
        )}
        <Button icon={<IconDownload />} onClick={saveFile}>
          {t('giveFile')}
        </Button>
      </Row>
    </div>
  );
}

type Outcome = { tone: 'success' | 'warn'; text: string };

function Take({ meeting }: { meeting: OpenMeeting }) {
  const t = useMeetingsText();
  const { journal } = meeting;
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [progress, setProgress] = useState({ read: 0, all: 0 });
  const [isScanning, setIsScanning] = useState(false);
  const video = useRef<HTMLVideoElement>(null);

  const take = async (given: unknown) => {
    const taken = await journal.takeOver(given);
    if (taken === null) return setOutcome({ tone: 'warn', text: t('takeWrong') });
    const done = taken.added > 0 ? t('takeDone', { count: taken.added }) : t('takeKnown');
    setOutcome(
      taken.left > 0
        ? { tone: 'warn', text: `${done} ${t('takeLeft', { count: taken.left })}` }
        : { tone: 'success', text: done },
    );
  };
  const takeRef = useRef(take);
  takeRef.current = take;

  useEffect(() => {
    const player = video.current;
    if (!isScanning || player === null) return;
    let stop: FrameLoopStop | undefined;
    let isCurrent = true;
    const reader = new FrameReader();
    startScanner(player, async (text) => {
      const given = await reader.read(text);
      if (!isCurrent) return;
      setProgress(reader.progress);
      if (given === null) return;
      setIsScanning(false);
      await takeRef.current(given);
    }).then(
      (stopper) => {
        if (isCurrent) stop = stopper;
        else stopper();
      },
      () => {
        if (!isCurrent) return;
        setIsScanning(false);
        setOutcome({ tone: 'warn', text: t('takeNoCamera') });
      },
    );
    return () => {
      isCurrent = false;
      stop?.();
    };
  }, [isScanning, t]);

  const openFile = async ([file]: File[]) => {
    if (file === undefined) return;
    const text = await file.text();
    let given: unknown = null;
    try {
      given = JSON.parse(text);
    } catch {
      // not even JSON: said below as what it is not
    }
    await take(given);
  };
  return (
    <div className="k-stack">
      <div role="status">{outcome !== null && <Notice tone={outcome.tone} title={outcome.text} />}</div>
      {isScanning ? (
        <>
          {/* biome-ignore lint/a11y/useMediaCaption: the camera's own picture has no words */}
          <video ref={video} className="hand-over-camera" muted playsInline aria-label={t('takePoint')} />
          <p role="status">{progress.all > 0 ? t('takeProgress', progress) : t('takePoint')}</p>
          <Button onClick={() => setIsScanning(false)}>{t('takeStop')}</Button>
        </>
      ) : (
        <Button
          kind="main"
          icon={<IconQr />}
          onClick={() => {
            setOutcome(null);
            setProgress({ read: 0, all: 0 });
            setIsScanning(true);
          }}
        >
          {t('takeCamera')}
        </Button>
      )}
      <FileDrop
        label={t('takeFile')}
        hint={t('takeFileHint')}
        accept=".json,application/json"
        onFiles={(files) => void openFile(files)}
      />
    </div>
  );
}
