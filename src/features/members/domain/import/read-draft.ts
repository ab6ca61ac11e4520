import type { CivilDate } from '#kernel/civil-date.ts';
import type { Refusal, RuleSource } from '#kernel/result.ts';
import { tidyText, withoutMarks } from '#kernel/vietnamese.ts';
import { saysNothing } from './find-header.ts';
import type { ImportCode } from './import-errors.ts';
import type {
  GridCell,
  ImportedDate,
  ImportedStatus,
  ImportField,
  Leaving,
  LeavingReason,
  MemberDraft,
  Sex,
} from './import-types.ts';
import { headerKey } from './match-header.ts';
import { areCompatible, type DateReading, readDates, spanOf } from './read-date.ts';
import { isNameLike, readName } from './read-name.ts';
import type { PersonRows } from './read-rows.ts';

/** Admission from the age of eighteen, and recognition after a time on probation. Text not read at its source. */
const partyStatutes: RuleSource = { document: 'Điều lệ Đảng', article: '1', verified: false };

export type ReadPerson = {
  rowNumbers: number[];
  draft: MemberDraft | null;
  refusals: Refusal<ImportCode>[];
  leaving: Leaving | null;
};

const MOVED = /chuyen (?:di|sinh hoat|shd|sh|cong tac|ra|sang)|da chuyen|chuyen ho khau|^chuyen$/;
const ARRIVED =
  /chuyen (?:sinh hoat |shd |sh )?(?:den|ve) tu|moi chuyen (?:den|ve)|tiep nhan|chuyen chinh thuc/;

function leavingReason(key: string): LeavingReason | null {
  if (/tu tran|da mat\b|\bchet\b|qua doi|hy sinh/.test(key)) return 'died';
  if (/khai tru|xoa ten/.test(key)) return 'removed';
  if (/(?:xin )?ra khoi dang|ra dang/.test(key)) return 'resigned';
  if (MOVED.test(key) && !ARRIVED.test(key) && !/tam thoi/.test(key)) return 'moved';
  return null;
}

function statusIn(key: string): ImportedStatus | null {
  if (/mien (?:sinh hoat|shd?\b|cong tac)|^mien$/.test(key)) return 'exempt';
  if (/dinh chi sinh hoat/.test(key)) return 'suspended';
  if (/tam thoi|sinh hoat tam/.test(key)) {
    return /\bdi\b|noi khac|\bsang\b|vang/.test(key) ? 'temporarily-away' : 'temporarily-here';
  }
  if (/du bi/.test(key) && !/chinh thuc/.test(key)) return 'provisional';
  if (/chinh thuc/.test(key) && !/du bi|chuyen/.test(key)) return 'official';
  return null;
}

/** One person's draft from the cells, with everything that is wrong in them. Pure. */
export function readDraft(person: PersonRows, today: CivilDate): ReadPerson {
  const refusals: Refusal<ImportCode>[] = [];
  const no = (code: ImportCode, field: string, facts: Refusal['facts'] = {}, rule?: RuleSource) => {
    refusals.push({ code, field, facts, ...(rule ? { rule } : {}) });
  };
  const cellsOf = (field: ImportField): GridCell[] => person.cells.get(field) ?? [];
  const textOf = (field: ImportField): string =>
    tidyText(
      cellsOf(field)
        .map((cell) => cell.text)
        .join(' '),
    );
  const wordsOf = (field: ImportField): string | null => {
    const text = textOf(field);
    return text === '' || /^[-–—./_…\s]+$/.test(text) ? null : text;
  };
  const isTicked = (field: ImportField): boolean => {
    const text = textOf(field);
    return text !== '' && !saysNothing(text);
  };

  // Name.
  const { name, aside } = readName(
    [textOf('fullName') || textOf('familyName'), textOf('givenName')].join(' '),
  );
  if (name === '') no('members.import-name-missing', 'fullName');
  else if (!isNameLike(name)) no('members.import-name-unreadable', 'fullName', { name });

  // Dates. Two-digit years: nobody on the list was born less than 18 years ago, nobody was admitted in the future.
  const thisYear = Number(today.slice(0, 4));
  const dates = (field: ImportField, draftField: string, latestYear: number): ImportedDate[] => {
    const readings: DateReading[] = readDates(cellsOf(field), latestYear);
    if (readings.some((reading) => reading.kind === 'unreadable')) {
      no('members.import-date-unreadable', draftField, { value: textOf(field) });
    }
    return readings.flatMap((reading) => (reading.kind === 'date' ? [reading.value] : []));
  };
  const one = (found: ImportedDate[]): ImportedDate | null => finest(found);
  const birthField = (['birth', 'birthMale', 'birthFemale'] as const).find((field) => {
    const text = textOf(field);
    return text !== '' && !saysNothing(text) && !/^x$/i.test(text);
  });
  const birth = birthField ? one(dates(birthField, 'birth', thisYear - 18)) : null;
  const pair = dates('partyDates', 'admittedOn', thisYear);
  const admitted = dates('admittedOn', 'admittedOn', thisYear);
  const officials = dates('officialOn', 'officialOn', thisYear);
  const admittedOn = admitted[0] ?? pair[0] ?? null;
  const officialOn = one(officials) ?? (admitted.length > 0 ? admitted[1] : pair[1]) ?? null;

  // Sex.
  const sexKey = withoutMarks(textOf('sex'));
  let sex: Sex | null = null;
  if (/^(?:nam|m|male|trai|ong)\b/.test(sexKey)) sex = 'male';
  else if (/^(?:nu|f|female|gai|ba)\b/.test(sexKey)) sex = 'female';
  else if (sexKey !== '' && !saysNothing(sexKey))
    no('members.import-sex-unreadable', 'sex', { value: textOf('sex') });
  if (birthField === 'birthMale') sex = 'male';
  if (birthField === 'birthFemale') sex = 'female';
  if (isTicked('male')) sex = 'male';
  if (isTicked('female')) sex = 'female';
  else if (sex === null && person.titles.has('female') && !person.titles.has('male')) sex = 'male';
  if (sex === null && aside !== null && /^nữ$/iu.test(aside)) sex = 'female';

  // Numbers.
  const cardNumber = readCard(cellsOf('cardNumber'), no);
  const citizenId = readCitizenId(cellsOf('citizenId'), no);
  const phone = readPhone(cellsOf('phone'), no);
  const email = readEmail(wordsOf('email'), no);

  // Status, and whether the person is still here.
  const noteKey = headerKey(textOf('note'));
  const statusKey = headerKey(textOf('status'));
  const leaving = readLeaving();
  let status: ImportedStatus | null = null;
  if (isTicked('exempt')) status = 'exempt';
  else if (isTicked('temporary')) status = statusIn(`tam thoi ${headerKey(textOf('temporary'))}`);
  else status = statusIn(statusKey) ?? notedStatus();
  if (status === null && officialOn !== null) status = 'official';
  if (
    status === null &&
    person.titles.has('officialOn') &&
    admittedOn !== null &&
    isOnProbation(admittedOn, today)
  ) {
    status = 'provisional';
  }

  function notedStatus(): ImportedStatus | null {
    const noted = statusIn(noteKey);
    // "Chính thức" and "dự bị" in a note tell of dates and papers, not of the person's state.
    return noted === 'official' || noted === 'provisional' ? null : noted;
  }

  function readLeaving(): Leaving | null {
    const cell = textOf('left');
    const title = headerKey(person.titles.get('left') ?? '');
    const key = headerKey(cell);
    let reason =
      isTicked('left') && !ARRIVED.test(key) ? (leavingReason(key) ?? leavingReason(title) ?? 'moved') : null;
    reason ??= leavingReason(statusKey) ?? leavingReason(noteKey);
    const told = isTicked('leftOn') ? dates('leftOn', 'leftOn', thisYear) : [];
    if (reason === null && told.length > 0) reason = 'moved';
    if (reason === null) return null;
    const inTexts = ['left', 'note', 'status'].flatMap((field) =>
      readDates(cellsOf(field as ImportField), thisYear).flatMap((reading) =>
        reading.kind === 'date' ? [reading.value] : [],
      ),
    );
    return { reason, on: told[0] ?? inTexts[0] ?? null, effect: 'none' };
  }

  // Rules. Only what cannot be true is refused: a bare year is given the benefit of the doubt.
  if (birth && spanOf(birth).first > today)
    no('members.import-birth-in-future', 'birth', { birth: birth.date });
  if (admittedOn && spanOf(admittedOn).first > today) {
    no('members.import-date-in-future', 'admittedOn', { value: admittedOn.date });
  }
  if (officialOn && spanOf(officialOn).first > today) {
    no('members.import-date-in-future', 'officialOn', { value: officialOn.date });
  }
  if (birth && admittedOn && spanOf(birth).first <= today) {
    const turns18 = `${Number(birth.date.slice(0, 4)) + 18}${spanOf(birth).first.slice(4)}`;
    if (spanOf(admittedOn).last < turns18) {
      no(
        'members.import-under-age',
        'admittedOn',
        { birth: birth.date, admitted: admittedOn.date },
        partyStatutes,
      );
    }
  }
  if (admittedOn && officialOn && spanOf(officialOn).last < spanOf(admittedOn).first) {
    no(
      'members.import-official-before-admission',
      'officialOn',
      { admitted: admittedOn.date, official: officialOn.date },
      partyStatutes,
    );
  }

  const note = [wordsOf('note'), aside !== null && !/^nữ$/iu.test(aside) ? aside : null]
    .filter((text) => text !== null)
    .join('; ');
  const draft: MemberDraft | null =
    name === ''
      ? null
      : {
          fullName: name,
          birth,
          sex,
          ethnicity: capitalised(wordsOf('ethnicity')),
          religion: capitalised(wordsOf('religion')),
          homeTown: wordsOf('homeTown'),
          address: wordsOf('address'),
          occupation: wordsOf('occupation'),
          post: wordsOf('post'),
          education: wordsOf('education'),
          expertise: wordsOf('expertise'),
          politicalTheory: wordsOf('politicalTheory'),
          admittedOn,
          officialOn,
          cardNumber,
          citizenId,
          phone,
          email,
          badge: wordsOf('badge'),
          status,
          note: note === '' ? null : note,
        };
  return { rowNumbers: person.rowNumbers, draft, refusals, leaving };
}

/** The most precise of several readings of one date (`1960` above `12/05/1960`). */
function finest(found: readonly ImportedDate[]): ImportedDate | null {
  const rank = { day: 0, month: 1, year: 2 };
  const [first, ...rest] = found;
  if (!first) return null;
  return rest
    .filter((other) => areCompatible(first, other))
    .reduce((best, other) => (rank[other.precision] < rank[best.precision] ? other : best), first);
}

/** Within two years of admission: probation is one year, and its recognition is often written down late. */
const isOnProbation = (admittedOn: ImportedDate, today: CivilDate): boolean =>
  `${Number(admittedOn.date.slice(0, 4)) + 2}${admittedOn.date.slice(4)}` > today;

const capitalised = (text: string | null): string | null =>
  text === null
    ? null
    : text === text.toUpperCase()
      ? properWords(text)
      : text.slice(0, 1).toUpperCase() + text.slice(1);
const properWords = (text: string): string =>
  text
    .toLowerCase()
    .replace(/(^|[\s-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());

type No = (code: ImportCode, field: string, facts?: Refusal['facts']) => void;
const joined = (cells: readonly GridCell[]) =>
  cells
    .map((cell) => cell.text)
    .join(' ')
    .trim();

/** Eight digits on the older cards, the citizen id's twelve on the newer ones; dots and spaces between do not count. */
function readCard(cells: readonly GridCell[], no: No): string | null {
  const text = joined(cells);
  if (text === '' || saysNothing(text)) return null;
  let digits = text.replace(/[\s.\-–/']/g, '');
  // A number cell has lost its leading zeros.
  if (cells.length === 1 && cells[0]?.kind === 'number' && digits.length === 7) digits = `0${digits}`;
  if (!/^(?:\d{8}|\d{12})$/.test(digits)) {
    no('members.import-card-number-format', 'cardNumber', { value: text });
    return null;
  }
  return digits;
}

function readCitizenId(cells: readonly GridCell[], no: No): string | null {
  const text = joined(cells);
  if (text === '' || saysNothing(text)) return null;
  let digits = text.replace(/[\s.\-–']/g, '');
  // Every citizen id begins with the code of a province, and those begin with 0: a number cell loses it.
  if (cells[0]?.kind === 'number' && digits.length < 12 && digits.length > 9)
    digits = digits.padStart(12, '0');
  if (!/^\d{12}$/.test(digits)) {
    no('members.import-citizen-id-format', 'citizenId', { digits: digits.length });
    return null;
  }
  return digits;
}

function readPhone(cells: readonly GridCell[], no: No): string | null {
  const text = joined(cells);
  if (text === '' || saysNothing(text)) return null;
  const first = (text.split(/[;,/\n]| - | hoặc /)[0] ?? '').replace(/[\s.\-()–']/g, '');
  let digits = first.replace(/^\+?84(?=\d{9,10}$)/, '0');
  if (cells[0]?.kind === 'number' && digits.length === 9) digits = `0${digits}`;
  if (!/^0\d{9,10}$/.test(digits)) {
    no('members.import-phone-format', 'phone', { value: text });
    return null;
  }
  return digits;
}

function readEmail(text: string | null, no: No): string | null {
  if (text === null || saysNothing(text)) return null;
  const email = text.replace(/\s/g, '').toLowerCase();
  if (!/^[^@,;]+@[^@,;]+\.[a-z]{2,}$/.test(email)) {
    no('members.import-email-format', 'email', { value: text });
    return null;
  }
  return email;
}
