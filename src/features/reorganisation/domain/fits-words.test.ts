import { expect, test } from 'vitest';
import { fitsWords } from './fits-words.ts';

test.each<[string, string, boolean]>([
  ['Tổ dân phố 1-5', 'Chi bộ Tổ dân phố số 3', true],
  ['Tổ dân phố 1-5', 'Chi bộ Tổ dân phố số 5', true],
  ['Tổ dân phố 1-5', 'Chi bộ Tổ dân phố số 50', false],
  ['Tổ dân phố 1-5', 'Chi bộ Tổ dân phố số 6', false],
  ['to dan pho so 12', 'Chi bộ Tổ dân phố 12', true],
  ['tổ 7; phố Vọng', 'Số 2 phố Vọng, phường A', true],
  ['tổ 7, phố Vọng', 'Số 7 phố Huế', false],
  ['thôn 5-2', 'Chi bộ thôn 3', false],
  ['', 'Chi bộ thôn 3', false],
  [' , ;', 'Chi bộ thôn 3', false],
])('%s in %s: %s', (told, text, expected) => expect(fitsWords(told, text)).toBe(expected));
