const HEAD = {
  vi: [
    'Mã',
    'Tên',
    'Cấp',
    'Loại hình',
    'Mã cấp trên',
    'Diện tích (km²)',
    'Dân số',
    'Vĩ độ',
    'Kinh độ',
    'Địa hình',
    'Ngày thành lập',
  ],
  en: [
    'Code',
    'Name',
    'Level',
    'Sector',
    'Parent code',
    'Area (km²)',
    'Population',
    'Latitude',
    'Longitude',
    'Terrain',
    'Founded on',
  ],
};
const TERRAIN = { vi: ['miền núi', 'đồng bằng'], en: ['mountain', 'lowland'] };

/** A list with every column that the import reads and two invented rows, as a file of values that a spreadsheet opens. */
export function sampleList(language: 'vi' | 'en'): string {
  const [mountain, lowland] = TERRAIN[language];
  const rows = [
    HEAD[language],
    ['90001', 'Xã Đồi Thông', '', '', '', '12.35', '8900', '21.05', '105.41', mountain!, ''],
    ['90002', 'Phường Bến Gạo', '', '', '', '1.72', '21450', '21.02', '105.83', lowland!, ''],
  ];
  return `\ufeff${rows.map((row) => row.join(',')).join('\r\n')}\r\n`;
}
