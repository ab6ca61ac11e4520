import type { Sector } from '#features/units/contract.ts';
import type { Random } from '../random.ts';

// Names of invented organisations. Places are real, and bodies that every district has (a court, a tax office) are
// named as such; companies, universities and hospitals are nobody's.

/** The twenty committees beside the districts: name, sector that leads in it, weight. */
export const OTHER_COMMITTEES: readonly { name: string; sectors: [Sector, number][]; weight: number }[] = [
  {
    name: 'Đảng bộ Khối cơ quan tổng hợp',
    sectors: [
      ['agency', 8],
      ['public-service', 2],
    ],
    weight: 7,
  },
  {
    name: 'Đảng bộ Khối cơ quan kinh tế',
    sectors: [
      ['agency', 8],
      ['enterprise-state', 2],
    ],
    weight: 8,
  },
  { name: 'Đảng bộ Khối cơ quan nội chính', sectors: [['agency', 1]], weight: 6 },
  {
    name: 'Đảng bộ Khối văn hóa, xã hội',
    sectors: [
      ['public-service', 7],
      ['agency', 3],
    ],
    weight: 7,
  },
  { name: 'Đảng bộ Khối bệnh viện', sectors: [['public-service', 1]], weight: 8 },
  { name: 'Đảng bộ Khối đại học, cao đẳng', sectors: [['school', 1]], weight: 10 },
  { name: 'Đảng bộ Khối trường trung học và dạy nghề', sectors: [['school', 1]], weight: 6 },
  {
    name: 'Đảng bộ Khối doanh nghiệp thành phố',
    sectors: [
      ['enterprise-private', 8],
      ['enterprise-state', 2],
    ],
    weight: 12,
  },
  { name: 'Đảng bộ Khối doanh nghiệp khu công nghiệp', sectors: [['enterprise-private', 1]], weight: 7 },
  {
    name: 'Đảng bộ Khối doanh nghiệp thương mại, dịch vụ',
    sectors: [
      ['enterprise-private', 7],
      ['enterprise-state', 3],
    ],
    weight: 7,
  },
  { name: 'Đảng bộ Tổng công ty Xây dựng Nhị Hà', sectors: [['enterprise-state', 1]], weight: 3 },
  { name: 'Đảng bộ Tổng công ty Vận tải Long Thành', sectors: [['enterprise-state', 1]], weight: 3 },
  { name: 'Đảng bộ Tổng công ty Thương mại Kẻ Chợ', sectors: [['enterprise-state', 1]], weight: 3 },
  { name: 'Đảng bộ Tổng công ty Điện lực Ánh Dương', sectors: [['enterprise-state', 1]], weight: 3 },
  { name: 'Đảng bộ Công ty Nước sạch Nguồn Xanh', sectors: [['enterprise-state', 1]], weight: 2 },
  { name: 'Đảng bộ Công ty Môi trường Thành Đô', sectors: [['enterprise-state', 1]], weight: 3 },
  { name: 'Đảng bộ Trường Đại học Bách Nghệ Kẻ Chợ', sectors: [['school', 1]], weight: 2 },
  { name: 'Đảng bộ Trường Đại học Sư phạm Nhị Hà', sectors: [['school', 1]], weight: 2 },
  { name: 'Đảng bộ Lực lượng công an thành phố', sectors: [['armed-forces', 1]], weight: 7 },
  { name: 'Đảng bộ Lực lượng quân sự thành phố', sectors: [['armed-forces', 1]], weight: 4 },
];

const VILLAGE_FIRST = [
  'Đông',
  'Đoài',
  'Thượng',
  'Hạ',
  'Phú',
  'Yên',
  'An',
  'Hòa',
  'Vân',
  'Xuân',
  'Bình',
  'Tân',
  'Ngọc',
  'Đại',
  'Cổ',
  'Kim',
  'Phúc',
  'Thanh',
  'Trung',
  'Vĩnh',
];
const VILLAGE_SECOND = [
  'Lương',
  'Mỹ',
  'Khê',
  'Đồng',
  'Trì',
  'Lâm',
  'Quang',
  'Thọ',
  'Cát',
  'Sơn',
  'Giang',
  'Nội',
  'Viên',
  'Mạc',
  'Thịnh',
  'Xá',
  'Hạ',
  'Đình',
  'Tiến',
  'Hưng',
];

/** Villages of one commune, no two alike. */
export function villages(random: Random, count: number): string[] {
  const names = new Set<string>();
  while (names.size < count && names.size < 380)
    names.add(`${random.pick(VILLAGE_FIRST)} ${random.pick(VILLAGE_SECOND)}`);
  return [...names];
}

const FIRST = [
  'An',
  'Bình',
  'Đại',
  'Đông',
  'Gia',
  'Hải',
  'Hoàng',
  'Hồng',
  'Kim',
  'Long',
  'Minh',
  'Nam',
  'Phú',
  'Phương',
  'Quang',
  'Sao',
  'Tân',
  'Thái',
  'Thành',
  'Thiên',
  'Toàn',
  'Trường',
  'Tuấn',
  'Việt',
  'Vĩnh',
  'Xuân',
];
const SECOND = [
  'An',
  'Bảo',
  'Cường',
  'Đạt',
  'Hà',
  'Hưng',
  'Khang',
  'Khánh',
  'Lâm',
  'Lộc',
  'Minh',
  'Nam',
  'Nguyên',
  'Phát',
  'Phong',
  'Phúc',
  'Quân',
  'Sơn',
  'Thắng',
  'Thịnh',
  'Tiến',
  'Tín',
  'Vinh',
  'Xanh',
  'Yên',
  'Sáng',
];
const TRADES = [
  'Xây dựng',
  'Thương mại',
  'Cơ khí',
  'May',
  'Bao bì',
  'Thực phẩm',
  'Dược',
  'Vận tải',
  'In',
  'Điện tử',
  'Nội thất',
  'Phần mềm',
  'Du lịch',
  'Thiết bị y tế',
  'Nông sản',
  'Kho vận',
];
const invented = (random: Random): string => `${random.pick(FIRST)} ${random.pick(SECOND)}`;

const DISTRICT_OFFICES = [
  'Văn phòng cấp ủy',
  'Ban Tổ chức',
  'Ban Tuyên giáo',
  'Ủy ban Kiểm tra',
  'Ban Dân vận',
  'Mặt trận và các đoàn thể',
  'Văn phòng Ủy ban nhân dân',
  'Phòng Nội vụ',
  'Phòng Tài chính, Kế hoạch',
  'Phòng Kinh tế',
  'Phòng Quản lý đô thị',
  'Phòng Tài nguyên và Môi trường',
  'Phòng Giáo dục và Đào tạo',
  'Phòng Văn hóa và Thông tin',
  'Phòng Lao động, Thương binh và Xã hội',
  'Phòng Tư pháp',
  'Thanh tra',
  'Phòng Y tế',
  'Tòa án nhân dân',
  'Viện Kiểm sát nhân dân',
  'Chi cục Thi hành án',
  'Chi cục Thuế',
  'Bảo hiểm xã hội',
  'Kho bạc',
  'Chi cục Thống kê',
];
const CITY_OFFICES = ['Sở', 'Chi cục', 'Ban Quản lý dự án', 'Văn phòng', 'Ban Điều phối', 'Cục'];
const CITY_MATTERS = [
  'Kế hoạch',
  'Đô thị',
  'Thủy lợi',
  'Văn thư',
  'Dân số',
  'Thú y',
  'Đê điều',
  'Kiểm lâm',
  'Chất lượng',
  'Đo đạc',
  'Lưu trữ',
  'Công sản',
  'Giá',
  'Hợp tác',
  'Tiếp dân',
  'Dữ liệu',
];
const SERVICES = [
  'Bệnh viện đa khoa',
  'Trung tâm Y tế',
  'Trung tâm Văn hóa',
  'Trung tâm Thể thao',
  'Bảo tàng',
  'Thư viện',
  'Nhà xuất bản',
  'Trung tâm Khuyến nông',
  'Trung tâm Dạy nghề',
  'Viện Nghiên cứu',
  'Nhà hát',
  'Trung tâm Kiểm định',
];
const SCHOOLS_SMALL = [
  'Trường THPT',
  'Trường THPT',
  'Trường Trung cấp nghề',
  'Trường Bồi dưỡng cán bộ',
  'Trung tâm Giáo dục thường xuyên',
];
const SCHOOLS_LARGE = ['Trường Đại học', 'Trường Cao đẳng', 'Học viện', 'Trường Cao đẳng nghề'];
const ARMED = [
  'Công an',
  'Ban Chỉ huy quân sự',
  'Đội Cảnh sát phòng cháy',
  'Kho hậu cần',
  'Tiểu đoàn huấn luyện',
  'Trung tâm chỉ huy',
  'Đội Cảnh sát giao thông',
  'Trại huấn luyện',
];

/** A body of a district or of another committee; `nth` keeps names of one place apart. */
export function bodyName(
  random: Random,
  sector: Sector,
  place: string | null,
  isLarge: boolean,
  nth: number,
): string {
  switch (sector) {
    case 'agency': {
      const office = DISTRICT_OFFICES[nth];
      if (place && office) return `${office} ${place}`;
      return place
        ? `Ban Quản lý dự án số ${nth - DISTRICT_OFFICES.length + 1} ${place}`
        : `${random.pick(CITY_OFFICES)} ${random.pick(CITY_MATTERS)} ${random.pick(['và', 'và', 'và'])} ${random.pick(CITY_MATTERS)}`;
    }
    case 'public-service':
      return place && nth < SERVICES.length
        ? `${SERVICES[nth]} ${place}`
        : `${random.pick(SERVICES)} ${invented(random)}`;
    case 'school':
      return `${random.pick(isLarge ? SCHOOLS_LARGE : SCHOOLS_SMALL)} ${invented(random)}`;
    case 'armed-forces':
      return place && nth < 2
        ? `${ARMED[nth]} ${place}`
        : `${random.pick(ARMED)} số ${nth + 1}${place ? ` ${place}` : ''}`;
    case 'enterprise-state':
      return `Công ty TNHH một thành viên ${random.pick(TRADES)} ${invented(random)}`;
    default:
      return `Công ty Cổ phần ${random.pick(TRADES)} ${invented(random)}`;
  }
}

const PARTS: Record<Sector, readonly string[]> = {
  residential: [],
  agency: [
    'Văn phòng',
    'Phòng Tổ chức',
    'Phòng Tổng hợp',
    'Phòng Tài chính',
    'Thanh tra',
    'Phòng Nghiệp vụ 1',
    'Phòng Nghiệp vụ 2',
    'Phòng Nghiệp vụ 3',
    'Phòng Kế hoạch',
    'Phòng Pháp chế',
    'Trung tâm Thông tin',
  ],
  'public-service': [
    'Khoa Nội',
    'Khoa Ngoại',
    'Khoa Sản',
    'Khoa Nhi',
    'Khoa Khám bệnh',
    'Khoa Xét nghiệm',
    'Khoa Hồi sức',
    'Phòng Điều dưỡng',
    'Phòng Hành chính',
    'Phòng Kế hoạch',
    'Khoa Dược',
    'Khoa Đông y',
  ],
  school: [
    'Khoa Toán',
    'Khoa Văn',
    'Khoa Ngoại ngữ',
    'Khoa Kinh tế',
    'Khoa Cơ khí',
    'Khoa Điện',
    'Khoa Công nghệ thông tin',
    'Khoa Luật',
    'Khoa Sư phạm',
    'Phòng Đào tạo',
    'Phòng Công tác sinh viên',
    'Sinh viên',
    'Thư viện',
    'Phòng Hành chính',
  ],
  'enterprise-state': [
    'Phòng Tổ chức, Hành chính',
    'Phòng Kế toán',
    'Phòng Kỹ thuật',
    'Phân xưởng 1',
    'Phân xưởng 2',
    'Phân xưởng 3',
    'Đội xe',
    'Xí nghiệp 1',
    'Xí nghiệp 2',
    'Chi nhánh phía Nam thành phố',
    'Phòng Kinh doanh',
    'Kho vận',
  ],
  'enterprise-private': [
    'Văn phòng',
    'Nhà máy 1',
    'Nhà máy 2',
    'Phòng Kinh doanh',
    'Phòng Kỹ thuật',
    'Kho vận',
    'Chi nhánh 1',
    'Chi nhánh 2',
  ],
  'armed-forces': [
    'Phòng Tham mưu',
    'Phòng Chính trị',
    'Phòng Hậu cần',
    'Đội 1',
    'Đội 2',
    'Đội 3',
    'Đội 4',
    'Đại đội 1',
    'Đại đội 2',
    'Đại đội 3',
    'Trạm chỉ huy',
    'Đội Trinh sát',
    'Đội Kỹ thuật',
  ],
};

/** The n-th branch within a body: departments first, numbers when they run out. */
export function partName(sector: Sector, nth: number): string {
  const parts = PARTS[sector];
  return parts[nth] ?? `${nth - parts.length + 1 + Math.min(parts.length, 4)}`;
}
