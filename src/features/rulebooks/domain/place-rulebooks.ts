import type { RuleSource } from '#kernel/result.ts';
import type { Bilingual, PlaceRulebookVersion, PlaceRules } from './rulebook.ts';

// How large a ward, commune or township is by the resolutions of the Standing Committee of the National Assembly, as far
// as press and law portals quote them. What was not read says so; a committee that has the text sets its own value.

const source = (
  document: string,
  on: string | undefined,
  article: string | undefined,
  verified: boolean,
): RuleSource => ({
  document,
  ...(article ? { article } : {}),
  ...(on ? { on } : {}),
  verified,
});
const nq1211 = (article?: string, verified = true) =>
  source('Nghị quyết 1211/2016/UBTVQH13', '2016-05-25', article, verified);
const nq35 = (article?: string, verified = true) =>
  source('Nghị quyết 35/2023/UBTVQH15', '2023-07-12', article, verified);
const nq76 = (article?: string, verified = true) =>
  source('Nghị quyết 76/2025/UBTVQH15', '2025-04-14', article, verified);
const nq112 = (article?: string, verified = true) =>
  source('Nghị quyết 112/2025/UBTVQH15', undefined, article, verified);

const fromPress: Bilingual = {
  vi: 'Đọc trên báo và cổng pháp luật, chưa đối chiếu toàn văn.',
  en: 'Read in press and on law portals, not compared with the full text.',
};
const notRead: Bilingual = {
  vi: 'Chưa đọc được điều này trong văn bản; mức ghi ở đây là theo hiểu biết chung.',
  en: 'This article could not be read; the value is common knowledge.',
};
const sameAsOne: Bilingual = {
  vi: 'Không thấy mức riêng; đơn vị sau sắp xếp đạt đủ tiêu chuẩn.',
  en: 'No value of its own was seen; a merged unit reaches the whole standard.',
};

const whole = {
  wardPeople: 100,
  wardArea: 100,
  communePeople: 100,
  communeArea: 100,
  mountainPeople: 100,
  mountainArea: 100,
};

const of1211: Pick<PlaceRules, 'place.ward' | 'place.commune' | 'place.township'> = {
  'place.ward': {
    value: { people: 15_000, km2: 5.5, cityPeople: 7_000, townPeople: 5_000 },
    source: nq1211('Điều 8 (VBHN 19/2022)'),
    narrowable: 'free',
    note: fromPress,
  },
  'place.commune': {
    value: {
      people: 8_000,
      km2: 30,
      mountainPeople: 5_000,
      mountainKm2: 50,
      islandPeople: 8_000,
      islandKm2: 30,
    },
    source: nq1211('Điều 3'),
    narrowable: 'free',
    note: {
      vi: 'Đọc trên cổng pháp luật, chưa đối chiếu toàn văn. Mức của xã hải đảo chưa đọc được, lấy như xã thường.',
      en: 'Read on a law portal, not compared with the full text. No value for islands could be read; taken as elsewhere.',
    },
  },
  'place.township': {
    value: { people: 8_000, km2: 14 },
    source: nq1211('Điều 9', false),
    narrowable: 'free',
    note: notRead,
  },
};

const nq1211of2016: PlaceRulebookVersion = {
  code: 'nq-1211-2016',
  subject: 'places',
  title: {
    vi: 'Nghị quyết 1211/2016/UBTVQH13 về tiêu chuẩn của đơn vị hành chính',
    en: 'Resolution 1211/2016/UBTVQH13 on standards of administrative units',
  },
  source: nq1211(),
  validFrom: '2016-05-25',
  validTo: '2023-07-12',
  note: {
    vi: 'Nghị quyết 27/2022 sửa đổi văn bản này; các mức đặc thù của nó chưa đọc được.',
    en: 'Resolution 27/2022 amended it; its special values could not be read.',
  },
  rules: {
    ...of1211,
    'place.duty': { value: null, source: nq1211(undefined, false), narrowable: 'free', note: notRead },
    'place.merged': {
      value: whole,
      source: nq1211(undefined, false),
      narrowable: 'free',
      note: sameAsOne,
    },
  },
};

const nq35of2023: PlaceRulebookVersion = {
  code: 'nq-35-2023',
  subject: 'places',
  title: {
    vi: 'Nghị quyết 35/2023/UBTVQH15 về sắp xếp đơn vị hành chính giai đoạn 2023–2030',
    en: 'Resolution 35/2023/UBTVQH15 on arranging administrative units 2023–2030',
  },
  source: nq35(),
  validFrom: '2023-07-12',
  validTo: '2025-04-14',
  rules: {
    ...of1211,
    'place.duty': {
      value: { both: 70, area: 20, people: 300 },
      source: nq35('giai đoạn 2023–2025'),
      narrowable: 'free',
      note: fromPress,
    },
    'place.merged': {
      value: whole,
      source: nq35(undefined, false),
      narrowable: 'free',
      note: sameAsOne,
    },
  },
};

const nq76of2025: PlaceRulebookVersion = {
  code: 'nq-76-2025',
  subject: 'places',
  title: {
    vi: 'Nghị quyết 76/2025/UBTVQH15 về sắp xếp đơn vị hành chính năm 2025',
    en: 'Resolution 76/2025/UBTVQH15 on arranging administrative units in 2025',
  },
  source: nq76(),
  validFrom: '2025-04-14',
  validTo: '2026-01-01',
  rules: {
    ...of1211,
    'place.duty': {
      value: { both: 70, area: 20, people: 300 },
      source: nq35('giai đoạn 2023–2025', false),
      narrowable: 'free',
      note: {
        vi: 'Mức của Nghị quyết 35/2023; Nghị quyết 76/2025 có mức riêng hay không thì chưa đọc được.',
        en: 'The value of resolution 35/2023; whether 76/2025 sets one of its own could not be read.',
      },
    },
    'place.merged': {
      value: {
        wardPeople: 300,
        wardArea: 100,
        communePeople: 200,
        communeArea: 100,
        mountainPeople: 100,
        mountainArea: 200,
      },
      source: nq76(undefined, false),
      narrowable: 'free',
      note: {
        vi: 'Mức của xã đọc trên báo. Mức của phường chưa đọc được; 45.000 người (300%) là theo hiểu biết chung.',
        en: 'The values for communes were read in press. The one for wards could not be read; 45,000 people (300 %) is common knowledge.',
      },
    },
  },
};

const nq112of2025: PlaceRulebookVersion = {
  code: 'nq-112-2025',
  subject: 'places',
  title: {
    vi: 'Nghị quyết 112/2025/UBTVQH15 về tiêu chuẩn của đơn vị hành chính',
    en: 'Resolution 112/2025/UBTVQH15 on standards of administrative units',
  },
  source: nq112(undefined, false),
  validFrom: '2026-01-01',
  validTo: null,
  note: {
    vi: 'Có hiệu lực từ 1/1/2026; ngày ký chưa đọc được.',
    en: 'In force from 1/1/2026; the day of signing could not be read.',
  },
  rules: {
    'place.ward': {
      value: { people: 21_000, km2: 5.5, cityPeople: 21_000, townPeople: 21_000 },
      source: nq112(),
      narrowable: 'free',
      note: fromPress,
    },
    'place.commune': {
      value: {
        people: 16_000,
        km2: 30,
        mountainPeople: 5_000,
        mountainKm2: 100,
        islandPeople: 2_500,
        islandKm2: 15,
      },
      source: nq112(),
      narrowable: 'free',
      note: fromPress,
    },
    'place.township': { value: null, source: nq112(undefined, false), narrowable: 'free', note: notRead },
    'place.duty': {
      value: { both: 100, area: 0, people: 0 },
      source: nq35('giai đoạn 2026–2030'),
      narrowable: 'free',
      note: fromPress,
    },
    'place.merged': {
      value: whole,
      source: nq112(undefined, false),
      narrowable: 'free',
      note: sameAsOne,
    },
  },
};

/** The standards of administrative units that every installation begins with. */
export const seededPlaceVersions: readonly PlaceRulebookVersion[] = [
  nq1211of2016,
  nq35of2023,
  nq76of2025,
  nq112of2025,
];
