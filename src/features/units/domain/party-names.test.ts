import { describe, expect, test } from 'vitest';
import { committeeName, organisationName, partyOfPlace, placeName, readPlace } from './party-names.ts';

describe('a place', () => {
  test.each([
    ['Quận Ba Đình', undefined, 'Quận Ba Đình'],
    ['Q. Ba Đình', undefined, 'Quận Ba Đình'],
    ['QUẬN BA ĐÌNH', undefined, 'Quận Ba Đình'],
    ['Thành phố Hà Nội', undefined, 'Thành phố Hà Nội'],
    ['TP Hà Nội', undefined, 'Thành phố Hà Nội'],
    ['TP.Hà Nội', undefined, 'Thành phố Hà Nội'],
    ['Thị xã Sơn Tây', undefined, 'Thị xã Sơn Tây'],
    ['TX Sơn Tây', undefined, 'Thị xã Sơn Tây'],
    ['Thị trấn Tây Đằng', undefined, 'Thị trấn Tây Đằng'],
    ['TT. Tây Đằng', undefined, 'Thị trấn Tây Đằng'],
    ['P. Văn Miếu - Quốc Tử Giám', undefined, 'Phường Văn Miếu - Quốc Tử Giám'],
    ['Xã Xuân Phú', undefined, 'Xã Xuân Phú'],
    ['Ba Đình', 'quan', 'Quận Ba Đình'],
    ['Quận Ba Đình', 'quan', 'Quận Ba Đình'],
    ['Phường 12', undefined, 'Phường 12'],
    ['Ba Đình', undefined, undefined],
    ['Quận', undefined, undefined],
    ['Tây Hồ', undefined, undefined],
  ] as const)('%s (%s) is read as %s', (text, form, expected) => {
    const place = readPlace(text, form);
    expect(place && placeName(place)).toBe(expected);
  });
});

describe('the Party organisation of a place', () => {
  test.each([
    ['Thành phố Hà Nội', null, 'Đảng bộ thành phố Hà Nội', 'Thành ủy Hà Nội', 'city-committee', null],
    ['Tỉnh Hà Nam', null, 'Đảng bộ tỉnh Hà Nam', 'Tỉnh ủy Hà Nam', 'city-committee', null],
    ['Quận Ba Đình', 'city-committee', 'Đảng bộ quận Ba Đình', 'Quận ủy Ba Đình', 'upper-committee', null],
    ['Huyện Sóc Sơn', 'city-committee', 'Đảng bộ huyện Sóc Sơn', 'Huyện ủy Sóc Sơn', 'upper-committee', null],
    ['Thị xã Sơn Tây', 'city-committee', 'Đảng bộ thị xã Sơn Tây', 'Thị ủy Sơn Tây', 'upper-committee', null],
    ['Quận 1', 'city-committee', 'Đảng bộ Quận 1', 'Quận ủy Quận 1', 'upper-committee', null],
    // Under a district a ward is a base organisation …
    [
      'Phường Phúc Xá',
      'upper-committee',
      'Đảng bộ phường Phúc Xá',
      'Đảng ủy phường Phúc Xá',
      'base-committee',
      'residential',
    ],
    [
      'Xã Cổ Loa',
      'upper-committee',
      'Đảng bộ xã Cổ Loa',
      'Đảng ủy xã Cổ Loa',
      'base-committee',
      'residential',
    ],
    [
      'Thị trấn Trâu Quỳ',
      'upper-committee',
      'Đảng bộ thị trấn Trâu Quỳ',
      'Đảng ủy thị trấn Trâu Quỳ',
      'base-committee',
      'residential',
    ],
    [
      'Phường 12',
      'upper-committee',
      'Đảng bộ Phường 12',
      'Đảng ủy Phường 12',
      'base-committee',
      'residential',
    ],
    // … and directly under the city it stands above the base.
    [
      'Phường Ba Đình',
      'city-committee',
      'Đảng bộ phường Ba Đình',
      'Đảng ủy phường Ba Đình',
      'upper-committee',
      'residential',
    ],
  ] as const)('%s below %s is %s', (text, under, name, committee, kind, sector) => {
    expect(partyOfPlace(readPlace(text)!, under)).toEqual({ name, committee, kind, sector });
    expect(committeeName(name)).toBe(committee);
    expect(organisationName(committee)).toBe(name);
  });

  test('names of other organisations', () => {
    expect(committeeName('Đảng bộ Sở Nội vụ')).toBe('Đảng ủy Sở Nội vụ');
    expect(organisationName('Đảng ủy Sở Nội vụ')).toBe('Đảng bộ Sở Nội vụ');
    expect(committeeName('Chi bộ Tổ dân phố số 5')).toBe('Chi ủy Chi bộ Tổ dân phố số 5');
    expect(organisationName('Chi bộ 5')).toBe('Chi bộ 5');
  });
});
