import { describe, expect, test } from 'vitest';
import { asOneLine, readGroups, withFullForms } from './place-words.ts';
import { readActSentence } from './read-act-sentence.ts';
import { readArea, readPopulation } from './read-figures.ts';
import { readOldUnits } from './read-old-units.ts';

const said = (text: string) =>
  readOldUnits(text).map(
    ({ name, scope, under, words }) =>
      `${scope ?? '–'} ${name}${under ? ` @${under}` : ''}${words.length > 0 ? ` [${words.join('|')}]` : ''}`,
  );

describe('untidy cells', () => {
  test.each([
    [
      '1. Toàn bộ diện tích tự nhiên,\nquy mô dân số của P. Hàng Bạc, P.Hàng Bồ;\n2. Một phần  diện tích\ntự nhiên, quy mô dân số của các phường Cửa Đông,\nCửa Nam',
      ['whole Phường Hàng Bạc', 'whole Phường Hàng Bồ', 'part Phường Cửa Đông', 'part Phường Cửa Nam'],
    ],
    [
      '- Phường Hàng Bạc (toàn bộ)\n- P. Hàng Bồ (1 phần)\n- P. Cửa Đông (phần còn lại)',
      ['whole Phường Hàng Bạc', 'part Phường Hàng Bồ', 'rest Phường Cửa Đông'],
    ],
    ['Phường Hàng Bạc'.normalize('NFD'), ['– Phường Hàng Bạc']],
    ['P.Hàng  Bạc (*)', ['– Phường Hàng Bạc']],
    ['Phường Hàng Bạc (gồm cả khu đất bãi, trừ ngõ 5)', ['– Phường Hàng Bạc']],
    ['TT. Phùng (H. Đan Phượng)', ['– Thị trấn Phùng @huyện Đan Phượng']],
    ['Phường\nHàng Bạc', ['– Phường Hàng Bạc']],
    ['Phường Hàng Bạc\nPhường Hàng Bồ', ['– Phường Hàng Bạc', '– Phường Hàng Bồ']],
    [
      'Toàn bộ 3 phường (Hàng Bạc, Hàng Bồ, Hàng Buồm)',
      ['whole Phường Hàng Bạc', 'whole Phường Hàng Bồ', 'whole Phường Hàng Buồm'],
    ],
    [
      'Một phần phường Ngọc Hà (các tổ dân phố 1, 2 và 5; từ tổ 7 đến tổ 9)',
      ['part Phường Ngọc Hà [tổ dân phố 1|tổ dân phố 2|tổ dân phố 5|tổ 7-9]'],
    ],
    [
      'phần diện tích tự nhiên, quy mô dân số còn lại của các phường Đội Cấn, Ngọc Hà sau khi sắp xếp theo quy định tại các khoản 1, 3 và 5 Điều này, phường Liễu Giai',
      ['rest Phường Đội Cấn', 'rest Phường Ngọc Hà', 'rest Phường Liễu Giai'],
    ],
    ['Nguyên trạng phường Bưởi', ['whole Phường Bưởi']],
    [
      'Phường Nguyễn Du (quận Hai Bà Trưng) - một phần; phường Bưởi: toàn bộ, phường Láng Hạ một phần',
      ['part Phường Nguyễn Du @quận Hai Bà Trưng', 'whole Phường Bưởi', 'part Phường Láng Hạ'],
    ],
    [
      'Toàn bộ 0,47 km2 diện tích tự nhiên, quy mô dân số là 7.112 người của phường Bưởi',
      ['whole Phường Bưởi'],
    ],
    ['Đảng bộ phường Bưởi', ['– Phường Bưởi']],
    ['Phường Hàng Bạc + Phường Hàng Bồ', ['– Phường Hàng Bạc', '– Phường Hàng Bồ']],
    ['Phường Sơn Lộc thuộc thị xã Sơn Tây, xã Cổ Đông', ['– Phường Sơn Lộc @thị xã Sơn Tây', '– Xã Cổ Đông']],
    ['Chi bộ Trạm Y tế (cơ sở 2)', ['– Chi bộ Trạm Y tế (cơ sở 2)']],
  ])('%j', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  test('a broken line goes on, a numbered one begins anew', () => {
    expect(asOneLine('1) Phường A\n2) Phường B')).toBe('Phường A; Phường B');
    expect(asOneLine('Toàn bộ phường A và\nmột phần phường B')).toBe('Toàn bộ phường A và một phần phường B');
    expect(withFullForms('X. HUYỆN BA VÌ, X. Vật Lại, tt Phùng')).toBe(
      'X. HUYỆN BA VÌ, xã Vật Lại, thị trấn Phùng',
    );
  });

  test('groups are told each with its kind', () => {
    expect(readGroups('Các tổ dân phố số 1, 2 và 5; phố Vọng\nThôn Đoài')).toEqual(
      ['Các tổ dân phố số 1', 'Các tổ dân phố 2', 'Các tổ dân phố 5', 'phố Vọng', 'Thôn Đoài'].map((each) =>
        each.replace('Các ', ''),
      ),
    );
    expect(readGroups('Tổ dân phố từ 1 đến 5')).toEqual(['Tổ dân phố 1-5']);
  });
});

describe('the clauses of an act', () => {
  const clause =
    '1. Sắp xếp toàn bộ diện tích tự nhiên, quy mô dân số của các phường Hàng Bạc, Hàng Bồ, Hàng Buồm, Hàng Đào, Hàng Gai, Hàng Mã, Lý Thái Tổ và một phần diện tích tự nhiên, quy mô dân số của các phường Cửa Đông, Cửa Nam, Điện Biên, Đồng Xuân, Hàng Bông, Hàng Trống, Tràng Tiền thành phường mới có tên gọi là phường Hoàn Kiếm.';
  test('name fourteen old wards and the new one', () => {
    const read = readActSentence(clause)!;
    expect(read.newName).toBe('Phường Hoàn Kiếm');
    expect(said(read.olds)).toEqual([
      ...['Hàng Bạc', 'Hàng Bồ', 'Hàng Buồm', 'Hàng Đào', 'Hàng Gai', 'Hàng Mã', 'Lý Thái Tổ'].map(
        (n) => `whole Phường ${n}`,
      ),
      ...['Cửa Đông', 'Cửa Nam', 'Điện Biên', 'Đồng Xuân', 'Hàng Bông', 'Hàng Trống', 'Tràng Tiền'].map(
        (n) => `part Phường ${n}`,
      ),
    ]);
  });

  test.each([
    [
      'Sắp xếp toàn bộ diện tích tự nhiên, quy mô dân số của các phường Hàng Bài, Phan Chu Trinh; một phần diện tích tự nhiên, quy mô dân số của phường Nguyễn Du; phần còn lại của các phường Hàng Bông, Tràng Tiền sau khi sắp xếp theo quy định tại khoản 1 Điều này thành phường mới có tên gọi là phường Cửa Nam',
      'Phường Cửa Nam',
      [
        'whole Phường Hàng Bài',
        'whole Phường Phan Chu Trinh',
        'part Phường Nguyễn Du',
        'rest Phường Hàng Bông',
        'rest Phường Tràng Tiền',
      ],
    ],
    [
      'Nhập toàn bộ diện tích tự nhiên là 0,19 km2 và quy mô dân số là 6.610 người của phường Quốc Tử Giám vào phường Văn Miếu. Sau khi nhập, phường Văn Miếu - Quốc Tử Giám có diện tích tự nhiên là 0,48 km2 và quy mô dân số là 16.072 người.',
      'Phường Văn Miếu',
      ['whole Phường Quốc Tử Giám'],
    ],
    [
      'Thành lập xã Vân Phúc trên cơ sở nhập toàn bộ diện tích tự nhiên là 4,39 km2, quy mô dân số là 6.151 người của xã Vân Hà và toàn bộ diện tích tự nhiên của xã Vân Nam.',
      'Xã Vân Phúc',
      ['whole Xã Vân Hà', 'whole Xã Vân Nam'],
    ],
    [
      'Hợp nhất xã Thọ Lộc và xã Tích Giang để thành lập xã mới lấy tên là xã Tích Lộc',
      'Xã Tích Lộc',
      ['– Xã Thọ Lộc', '– Xã Tích Giang'],
    ],
  ])('%#', (text, newName, olds) => {
    const read = readActSentence(text)!;
    expect([read.newName, said(read.olds)]).toEqual([newName, olds]);
  });

  test('tell what the new unit will measure', () => {
    const read = readActSentence(
      `${clause} Sau khi sắp xếp, phường Hoàn Kiếm có diện tích tự nhiên là 1,91 km2, quy mô dân số là 105.301 người.`,
    )!;
    expect([readArea(read.km2!, ''), readPopulation(read.people!)]).toEqual([1.91, 105_301]);
    expect(readActSentence('Phường Hàng Bạc')).toBe(undefined);
    expect(readActSentence('Sắp xếp lại trụ sở làm việc')).toBe(undefined);
  });
});

test.each([
  ['5,11', '', 5.11],
  ['5.11', 'Diện tích (km²)', 5.11],
  ['1.234,5', 'Diện tích (ha)', 12.345],
  ['1.234', 'Diện tích (ha)', 12.34],
  ['511 ha', 'Diện tích (km2)', 5.11],
  ['5,11 km²', 'ha', 5.11],
  ['1.234.500 m2', '', 1.2345],
  ['0', '', undefined],
  ['-5', '', undefined],
  ['5,1,2', '', undefined],
  ['năm', '', undefined],
  ['5110', 'km2', undefined],
])('area %s (%s)', (text, title, expected) => {
  expect(readArea(text, title)).toBe(expected);
});

test.each([
  ['22.353', 22_353],
  ['22,353', 22_353],
  ['22353 người', 22_353],
  ['1.022.353', 1_022_353],
  ['22,35', undefined],
  ['22.3531', undefined],
  ['x', undefined],
])('people %s', (text, expected) => {
  expect(readPopulation(text)).toBe(expected);
});
