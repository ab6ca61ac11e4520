import type { Sector } from '#features/units/contract.ts';

/**
 * What the invented city is measured by. Figures with a source are public; the rest are estimates that make the
 * whole add up, and say so. Nobody and no organisation in the data is real, except the names of places.
 */
const SOURCES = {
  /** 50 committees, over 3,170 base organisations, 17,980 branches, over 481,400 members in mid-2024. */
  mid2024:
    'https://thanglong.chinhphu.vn/ha-noi-doi-moi-nang-cao-chat-luong-sinh-hoat-chi-bo-10324081609573319.htm',
  /** 30 districts and 579 communes, wards and townships before the merger of 2024. */
  places:
    'https://daibieunhandan.vn/tren-duong-phat-trien-1/bai-1-ket-hop-chat-che-giua-xay-va-chong-i352641',
  /** Đồng Nai 2024: members by kind: commune 70.2 %, enterprise 8.5 %, offices 16.8 %, armed forces 4.5 %. */
  kinds:
    'https://new.dongnai.gov.vn/vi/chinh-quyen/xay-dung-dang/cac-to-chuc-dang-co-so-thuc-hien-tot-vai-tro-hat-nhan-lanh-dao-o-co-so-92417.html',
  /** Thanh Hóa 2022: about 22 members a branch, 7 branches a base organisation. */
  branchSizes:
    'https://xaydungdang.org.vn/co-so-dang/thanh-hoa-thuc-hien-nhieu-giai-phap-nang-cao-chat-luong-to-chuc-co-so-dang-va-doi-ngu-dang-vien-17085',
  /** A merged residential branch of 166 members in Ba Đình, 2014. */
  largest:
    'https://badinh.hanoi.gov.vn/khoi-phuong/-/view_content/155546-sinh-hoat-chi-bo-moi-thuc-hien-theo-de-an-so-06-da-tu-cua-thanh-uy-ha-noi.html',
  /** 2025: 83 organisations with 8,749 members moved from one bloc to the districts. */
  moves: 'https://tinbong247news.net/dang-uy-ubnd-thanh-pho-ha-noi-chuyen-giao-83-to-chuc-dang-186431.html',
  /** Scheme 11-ĐA/TU: attendance of 90 % and more without those exempt, thematic meetings each quarter. */
  scheme:
    'https://hanoi.gov.vn/chidaodieuhanh/-/hn/t0gZB5w6V7Wh/3501/2850102/7/nang-cao-chat-luong-sinh-hoat-chi-bo-thuoc-ang-bo-thanh-pho-ha-noi-trong-tinh-hinh-moi.html',
} as const;

/** Middle of the sizes of the branches of a kind, and how wide they scatter (of the logarithm). */
type Sizes = { median: number; spread: number; least: number; most: number };

export const calibration = {
  sources: SOURCES,
  /** Full months of history before the running one. */
  months: 36,
  /** Source: mid2024, places. */
  city: { otherCommittees: 20, baseOrganisations: 3_170, branches: 17_980, members: 481_400 },
  /**
   * How members and base organisations fall on the parts of the city. The share of the communes follows `kinds`,
   * a little lower because a capital has more offices; the rest is estimated so that the sums are met.
   */
  parts: {
    communes: { members: 0.66, branches: 9_870 },
    districtBodies: { members: 0.18, branches: 4_660, organisations: 1_500 },
    otherBodies: { members: 0.16, branches: 3_450, organisations: 1_091 },
  },
  /** Share of the sectors among the bodies outside of the communes, estimated after `kinds`. */
  bodies: {
    district: [
      ['agency', 34],
      ['public-service', 22],
      ['school', 20],
      ['enterprise-state', 6],
      ['enterprise-private', 13],
      ['armed-forces', 5],
    ] as [Sector, number][],
  },
  /** Source: branchSizes, largest; medians by sector are estimates. */
  sizes: {
    residential: { median: 36, spread: 0.52, least: 8, most: 166 },
    agency: { median: 19, spread: 0.4, least: 4, most: 60 },
    'public-service': { median: 17, spread: 0.45, least: 4, most: 70 },
    'enterprise-state': { median: 18, spread: 0.45, least: 4, most: 60 },
    'enterprise-private': { median: 10, spread: 0.45, least: 3, most: 40 },
    'armed-forces': { median: 20, spread: 0.45, least: 5, most: 60 },
    school: { median: 16, spread: 0.45, least: 4, most: 60 },
  } satisfies Record<Sector, Sizes>,
  /** An organisation of fewer members is one branch (chi bộ cơ sở). Source: the Party Charter, as reported. */
  baseCommitteeFrom: 30,
  people: {
    /** Estimates: yearly shares of all members. */
    admittedAYear: 0.022,
    diedAYear: 0.008,
    leftAYear: 0.0015,
    transferredAYear: 0.012,
    /** Share away for a time, and of those who are guests of another branch of the city. */
    awayNow: 0.012,
    awayInCity: 0.7,
    suspendedNow: 0.0004,
    /** Members of residential branches from 72 years on who are exempt. */
    exemptFrom: 72,
    exemptShare: 0.42,
    femaleShare: 0.41,
    minorityShare: 0.014,
    /** Years of age by sector: from, to. Residential branches: retired people and a working part. */
    ages: {
      residential: [22, 88],
      agency: [26, 60],
      'public-service': [25, 60],
      'enterprise-state': [25, 60],
      'enterprise-private': [24, 58],
      'armed-forces': [21, 54],
      school: [24, 60],
    } satisfies Record<Sector, [number, number]>,
    residentialRetired: 0.62,
  },
  meetings: {
    /** Attendance in % at the beginning and after the scheme has worked. Source of the target: scheme. */
    attendance: { before: 0.862, after: 0.912 },
    /** Month, counted from the first, in which the city's scheme starts, and how long it takes to work. */
    schemeStarts: 10,
    schemeTakes: 14,
    /** Estimates: shares of a usual branch at the beginning, before its own quality moves them. */
    skips: 0.011,
    papersLate: 0.12,
    noticeLate: 0.07,
    closedLate: 0.09,
    speakers: 0.3,
    tasksDone: 0.8,
    /** Quarters in which a branch holds no thematic meeting. */
    thematicMissed: 0.1,
    /** Of the thematic meetings, those held in one session with the regular one. */
    combined: 0.7,
    /** The month of Tết and the month after the summer's holidays take these points off. */
    tet: 0.05,
    summer: 0.02,
  },
  faults: {
    /** Communes whose branches are weak as a whole, weak branches elsewhere, and districts that lag behind. */
    weakCommunes: 9,
    weakBranches: 0.028,
    laggingDistricts: 3,
  },
  changes: {
    mergedBranches: 60,
    movedBranches: 44,
    renamedUnits: 14,
    /** Source of the idea and its size: moves. */
    movedOrganisations: 26,
  },
} as const;
