import { describe, expect, test } from 'vitest';
import { readOldUnits } from './read-old-units.ts';

const said = (text: string) =>
  readOldUnits(text).map(({ name, scope, under }) => [name, scope ?? '–', under ?? '–'].join(' | '));

describe('what a cell says about old units', () => {
  test.each([
    ['Phường Trúc Bạch', ['Phường Trúc Bạch | – | –']],
    ['Chi bộ Trạm Y tế, Trường học', ['Chi bộ Trạm Y tế, Trường học | – | –']],
    ['Toàn bộ diện tích tự nhiên, quy mô dân số của phường Trúc Bạch', ['Phường Trúc Bạch | whole | –']],
    ['Một phần diện tích và dân số của phường Quán Thánh', ['Phường Quán Thánh | part | –']],
    ['Phần còn lại của phường Quán Thánh', ['Phường Quán Thánh | rest | –']],
    [
      'một phần diện tích tự nhiên, quy mô dân số của các phường Ngọc Hà, Điện Biên và Đội Cấn',
      ['Phường Ngọc Hà | part | –', 'Phường Điện Biên | part | –', 'Phường Đội Cấn | part | –'],
    ],
    [
      'Toàn bộ phường Trúc Bạch, một phần của các phường Cửa Đông, Hàng Mã (quận Hoàn Kiếm) và phần còn lại của phường Điện Biên',
      [
        'Phường Trúc Bạch | whole | –',
        'Phường Cửa Đông | part | –',
        'Phường Hàng Mã | part | quận Hoàn Kiếm',
        'Phường Điện Biên | rest | –',
      ],
    ],
    [
      'Phường Phúc Xá (một phần)\nPhường Trúc Bạch (toàn bộ)',
      ['Phường Phúc Xá | part | –', 'Phường Trúc Bạch | whole | –'],
    ],
    [
      'Các xã Tiến Thịnh, Chu Phan và thị trấn Quang Minh',
      ['Xã Tiến Thịnh | – | –', 'Xã Chu Phan | – | –', 'Thị trấn Quang Minh | – | –'],
    ],
    [
      'Phần còn lại của phường Bưởi sau khi sắp xếp theo quy định tại khoản 2; phường Thụy Khuê',
      ['Phường Bưởi | rest | –', 'Phường Thụy Khuê | – | –'],
    ],
    ['', []],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });
});
