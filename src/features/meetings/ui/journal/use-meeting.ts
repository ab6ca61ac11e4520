import { useEffect, useState, useSyncExternalStore } from 'react';
import { newId } from '#kernel/ids.ts';
import { deviceId, openDeviceStore, openMemoryStore } from './device-store.ts';
import { keepPapers } from './keep-papers.ts';
import { type JournalSnapshot, MeetingJournal } from './meeting-journal.ts';
import { serverTransport } from './server-transport.ts';

export type OpenMeeting = JournalSnapshot & { journal: MeetingJournal };

const nothing = () => () => {};

const hasStorage = (): boolean => {
  try {
    return typeof indexedDB !== 'undefined' && indexedDB !== null;
  } catch {
    return false;
  }
};

/**
 * The meeting as it is now on this device, kept up to date with every other device of the branch.
 * `personId`: whose device store is used.
 */
export function useMeeting(
  meetingId: string,
  personId: string,
): { meeting: OpenMeeting | null; error: unknown; retry: () => void } {
  const [attempt, setAttempt] = useState(0);
  const [journal, setJournal] = useState<MeetingJournal | null>(null);
  const [error, setError] = useState<unknown>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a retry opens it anew
  useEffect(() => {
    const opened = new MeetingJournal({
      meetingId,
      deviceId: deviceId(newId),
      transport: serverTransport(meetingId),
      store: hasStorage() ? openDeviceStore(personId) : openMemoryStore(),
      now: Date.now,
    });
    let isCurrent = true;
    setError(null);
    setJournal(opened);
    opened.open().catch((reason: unknown) => {
      if (isCurrent) setError(reason);
    });
    return () => {
      isCurrent = false;
      opened.close();
      setJournal(null);
    };
  }, [meetingId, personId, attempt]);

  const snapshot = useSyncExternalStore(journal?.subscribe ?? nothing, () => journal?.snapshot() ?? null);
  const papers = (snapshot?.state.papers ?? []).map((paper) => paper.fileId).join(' ');
  useEffect(() => {
    if (papers !== '')
      void keepPapers(papers.split(' ').map((fileId) => `/api/meetings/${meetingId}/papers/${fileId}`));
  }, [meetingId, papers]);
  return {
    meeting: journal && snapshot ? { ...snapshot, journal } : null,
    error,
    retry: () => setAttempt((n) => n + 1),
  };
}
