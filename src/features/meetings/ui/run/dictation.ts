import { useCallback, useEffect, useRef, useState } from 'react';

type Heard = { isFinal: boolean; 0: { transcript: string } };
type Recognition = {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  onresult: ((event: { resultIndex: number; results: ArrayLike<Heard> }) => void) | null;
  onerror: (() => void) | null;
  onend: (() => void) | null;
  start(): void;
  abort(): void;
  stop(): void;
};

const makeRecognition = (): (new () => Recognition) | null => {
  if (typeof window === 'undefined') return null;
  const from = window as unknown as Record<string, (new () => Recognition) | undefined>;
  return from.SpeechRecognition ?? from.webkitSpeechRecognition ?? null;
};

export const canDictate = (): boolean => makeRecognition() !== null;

/** The words heard, put behind what stands there already, with a space and a capital where they belong. */
export function joinDictated(text: string, heard: string): string {
  const words = heard.trim();
  if (words === '') return text;
  const before = text.trimEnd();
  const startsSentence = before === '' || /[.!?…]$/.test(before);
  const said = startsSentence ? words.charAt(0).toLocaleUpperCase('vi') + words.slice(1) : words;
  return before === '' ? said : `${before} ${said}`;
}

/** Vietnamese speech to text where the browser has it. `onText` gets each finished phrase. */
export function useDictation(onText: (heard: string) => void): {
  isListening: boolean;
  hasFailed: boolean;
  /** What is being heard and not yet certain. */
  interim: string;
  start: () => void;
  stop: () => void;
} {
  const [isListening, setIsListening] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const [interim, setInterim] = useState('');
  const active = useRef<Recognition | null>(null);
  const take = useRef(onText);
  take.current = onText;

  const stop = useCallback(() => active.current?.stop(), []);
  const start = useCallback(() => {
    const Made = makeRecognition();
    if (Made === null || active.current !== null) return;
    const recognition = new Made();
    recognition.lang = 'vi-VN';
    recognition.continuous = true;
    recognition.interimResults = true;
    recognition.onresult = (event) => {
      let unsure = '';
      for (let at = event.resultIndex; at < event.results.length; at += 1) {
        const heard = event.results[at]!;
        if (heard.isFinal) take.current(heard[0].transcript);
        else unsure += heard[0].transcript;
      }
      setInterim(unsure);
    };
    recognition.onerror = () => setHasFailed(true);
    recognition.onend = () => {
      active.current = null;
      setIsListening(false);
      setInterim('');
    };
    active.current = recognition;
    setHasFailed(false);
    setIsListening(true);
    try {
      recognition.start();
    } catch {
      active.current = null;
      setIsListening(false);
      setHasFailed(true);
    }
  }, []);
  useEffect(() => () => active.current?.abort(), []);
  return { isListening, hasFailed, interim, start, stop };
}
