import { expect, test } from 'vitest';
import { joinDictated } from './dictation.ts';

test.each([
  ['', 'đề nghị kiểm tra ngõ 12', 'Đề nghị kiểm tra ngõ 12'],
  ['Đồng ý.', 'ưu tiên việc này', 'Đồng ý. Ưu tiên việc này'],
  ['Đồng ý ', 'với chi ủy', 'Đồng ý với chi ủy'],
  ['Đồng ý', '   ', 'Đồng ý'],
])('«%s» and «%s» make «%s»', (text, heard, joined) => {
  expect(joinDictated(text, heard)).toBe(joined);
});
