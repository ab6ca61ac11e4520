import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { dropDraft, forgetDrafts, keepDraft, keptDraft } from './drafts.ts';

// Only what the keeper uses of a browser's storage.
class Storage {
  [key: string]: unknown;
  setItem(key: string, value: string) {
    this[key] = value;
  }
  getItem(key: string) {
    return (this[key] as string | undefined) ?? null;
  }
  removeItem(key: string) {
    delete this[key];
  }
}

beforeEach(() => vi.stubGlobal('localStorage', new Storage()));
afterEach(() => vi.unstubAllGlobals());

it('a draft is kept until it is dropped, and all of them go when a person signs out, nothing else with them', () => {
  localStorage.setItem('goc.language', 'en');
  keepDraft('split.1', 'a');
  keepDraft('comment.2', 'b');
  expect([keptDraft('split.1'), keptDraft('comment.2'), keptDraft('other')]).toEqual(['a', 'b', null]);
  dropDraft('split.1');
  expect([keptDraft('split.1'), keptDraft('comment.2')]).toEqual([null, 'b']);
  forgetDrafts();
  expect([keptDraft('comment.2'), localStorage.getItem('goc.language')]).toEqual([null, 'en']);
});

it('a browser without storage keeps nothing and stops nobody', () => {
  vi.stubGlobal('localStorage', undefined);
  keepDraft('split.1', 'a');
  dropDraft('split.1');
  forgetDrafts();
  expect(keptDraft('split.1')).toBeNull();
});
