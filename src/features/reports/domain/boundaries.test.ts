import { describe, expect, it, test } from 'vitest';
import { judgeBoundaries, ownName, placeKeys, type Shape, type UnitOfDay } from './boundaries.ts';

const units: UnitOfDay[] = [
  { id: 'bd', name: 'Đảng bộ quận Ba Đình', code: '001' },
  { id: 'th', name: 'Đảng bộ quận Tây Hồ', code: '003' },
  { id: 'px', name: 'Đảng bộ phường Phúc Xá', code: '00001' },
  { id: 'xd1', name: 'Đảng bộ xã Xuân Dương', code: '10144' },
  { id: 'xd2', name: 'Đảng bộ phường Xuân Dương', code: '10145' },
  { id: 'hk', name: 'Quận ủy Hoàn Kiếm', code: null },
];
let number = 0;
const shape = (properties: Record<string, string>, fault: Shape['fault'] = null): Shape => ({
  number: ++number,
  properties,
  fault,
});
const judge = (shapes: Shape[], wanted?: Parameters<typeof judgeBoundaries>[2]) => {
  const judged = judgeBoundaries(shapes, units, wanted);
  return (
    judged && {
      way: `${judged.by} in ${judged.property}`,
      matched: judged.matched.map(({ unitId }) => unitId),
      refused: judged.refused.map(({ label, code }) => `${label}: ${code.replace('reports.boundary-', '')}`),
    }
  );
};

test.each([
  ['Đảng bộ quận Ba Đình', 'quan ba dinh', 'ba dinh'],
  ['Quận ủy Hoàn Kiếm', 'hoan kiem', 'hoan kiem'],
  ['Quận Ba Đình', 'quan ba dinh', 'ba dinh'],
  ['PHƯỜNG  Phúc-Xá', 'phuong phuc xa', 'phuc xa'],
  ['Xã Xuân Dương', 'xa xuan duong', 'xuan duong'],
  ['Xuân Dương', 'xuan duong', 'xuan duong'],
  ['Đảng ủy phường Sông Tô', 'phuong song to', 'song to'],
  ['Thành phố Hà Nội', 'thanh pho ha noi', 'ha noi'],
])('%s is compared as %s, without its form as %s', (name, full, own) => {
  expect(placeKeys(name)).toEqual({ full, own });
});

test.each([
  ['Đảng bộ quận Ba Đình', 'Ba Đình'],
  ['Đảng ủy phường Sông Tô', 'Sông Tô'],
  ['Quận ủy Hoàn Kiếm', 'Hoàn Kiếm'],
  ['Đảng bộ xã Xuân-Dương', 'Xuân-Dương'],
  ['Chi bộ 5', 'Chi bộ 5'],
  ['Đảng ủy Khối doanh nghiệp', 'Khối doanh nghiệp'],
  ['Đảng bộ', 'Đảng bộ'],
])('%s is %s on a tile', (name, own) => {
  expect(ownName(name)).toBe(own);
});

describe('shapes find their units', () => {
  it('by the property that holds codes', () => {
    expect(judge([shape({ ten: 'Quận nào đó', ma: '001' }), shape({ ten: 'Tây Hồ', ma: '003' })])).toEqual({
      way: 'code in ma',
      matched: ['bd', 'th'],
      refused: [],
    });
  });

  it('by the property that holds names, with or without marks and form', () => {
    expect(
      judge([
        shape({ NAME_2: 'Ba Dinh', GID: '1' }),
        shape({ NAME_2: 'Quận Tây Hồ', GID: '2' }),
        shape({ NAME_2: 'Hoàn Kiếm', GID: '3' }),
        shape({ NAME_2: 'Phường Xuân Dương', GID: '4' }),
      ]),
    ).toEqual({ way: 'name in NAME_2', matched: ['bd', 'th', 'hk', 'xd2'], refused: [] });
  });

  it('or are refused, each by its own name', () => {
    expect(
      judge(
        [
          shape({ ten: 'Ba Đình' }),
          shape({ ten: 'Quận Ba Đình' }),
          shape({ ten: 'Xuân Dương' }),
          shape({ ten: 'Long Biên' }),
          shape({ ten: 'Tây Hồ' }, 'not-an-area'),
          shape({ ten: 'Phúc Xá' }, 'not-in-degrees'),
          shape({}, 'empty'),
        ],
        { by: 'name', property: 'ten' },
      ),
    ).toMatchObject({
      matched: ['bd'],
      refused: [
        'Quận Ba Đình: twice',
        'Xuân Dương: ambiguous',
        'Long Biên: unknown',
        'Tây Hồ: not-an-area',
        'Phúc Xá: not-in-degrees',
        expect.stringMatching(/^#\d+: empty$/),
      ],
    });
  });

  it('of a phường never the xã of the same name', () => {
    expect(judge([shape({ ten: 'Thị trấn Xuân Dương' }), shape({ ten: 'Ba Đình' })])).toMatchObject({
      matched: ['bd'],
      refused: ['Thị trấn Xuân Dương: unknown'],
    });
  });

  it('and a file that fits nothing is told so', () => {
    expect(judge([shape({ ten: 'Paris' })])).toBeNull();
    expect(judge([])).toBeNull();
  });
});
