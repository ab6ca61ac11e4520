import { expect, test } from 'vitest';
import { toldApart } from './told-apart.ts';

test.each([
  [
    ['Đảng bộ phường Linh Đàm', 'Đảng bộ phường Vĩnh Hưng'],
    ['Linh Đàm', 'Vĩnh Hưng'],
  ],
  [
    ['Đảng bộ phường Linh Đàm', 'Đảng bộ xã Thanh Trì'],
    ['phường Linh Đàm', 'xã Thanh Trì'],
  ],
  [
    ['Chi bộ 1', 'Đảng bộ xã Thanh Trì'],
    ['Chi bộ 1', 'Đảng bộ xã Thanh Trì'],
  ],
  [
    ['Chi bộ 1', 'Chi bộ 1 mới'],
    ['Chi bộ 1', 'Chi bộ 1 mới'],
  ],
  [
    ['Chi bộ 1', 'Chi bộ 1'],
    ['Chi bộ 1', 'Chi bộ 1'],
  ],
  [['Đảng bộ phường Linh Đàm'], ['Đảng bộ phường Linh Đàm']],
  [[], []],
])('of %j is shown %j', (names, shown) => {
  expect(toldApart(names)).toEqual(shown);
});
