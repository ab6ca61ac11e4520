import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Refusal } from '#kernel/result.ts';

/** One cell as the reader of files hands it over. All text is Unicode NFC, legacy fonts already converted. */
export type GridCell = {
  kind: 'text' | 'number' | 'date' | 'empty';
  /** What a person sees in the cell; line breaks kept, outer space removed. Empty for `empty`. */
  text: string;
  /** Present for `number`. */
  number?: number;
  /** Present for `date`: the civil day, without any zone. */
  isoDate?: CivilDate;
};

/** A row with the number that the spreadsheet program shows beside it (from 1). */
export type GridRow = { number: number; cells: GridCell[] };

/** Cells that share one value. Row numbers as shown (from 1), columns from 0, both ends included. */
export type GridMerge = { fromRow: number; toRow: number; fromColumn: number; toColumn: number };

export type GridSheet = { name: string; rows: GridRow[]; merges: GridMerge[] };

/** A file of tables. The value of a merged range stands in its first cell only; `merges` tells the rest. */
export type Grid = { sheets: GridSheet[] };

/** What a column can mean. `ordinal` is the running number (STT). */
export const importFields = [
  'ordinal',
  'fullName',
  'familyName',
  'givenName',
  'birth',
  'birthMale',
  'birthFemale',
  'sex',
  'male',
  'female',
  'ethnicity',
  'religion',
  'homeTown',
  'address',
  'occupation',
  'post',
  'education',
  'expertise',
  'politicalTheory',
  'admittedOn',
  'officialOn',
  'partyDates',
  'cardNumber',
  'citizenId',
  'phone',
  'email',
  'badge',
  'status',
  'exempt',
  'temporary',
  'left',
  'leftOn',
  'note',
] as const;

/** Meaning of a column. `partyDates` holds admission and recognition in one cell; `birthMale` and
 *  `birthFemale` are the two columns "Năm sinh: Nam | Nữ", where the filled one also tells the sex. */
export type ImportField = (typeof importFields)[number];

export type DatePrecision = 'day' | 'month' | 'year';

/** A date as precise as the list gives it. For `month` and `year` the missing parts of `date` are `01`. */
export type ImportedDate = { date: CivilDate; precision: DatePrecision };

export type Sex = 'male' | 'female';

export type ImportedStatus =
  | 'official'
  | 'provisional'
  | 'exempt'
  | 'suspended'
  | 'temporarily-away'
  | 'temporarily-here';

/** One person as the list describes them. `null` means that the list says nothing: it never erases. */
export type MemberDraft = {
  /** Proper case, NFC, one space between words, surname first. */
  fullName: string;
  birth: ImportedDate | null;
  sex: Sex | null;
  ethnicity: string | null;
  religion: string | null;
  homeTown: string | null;
  address: string | null;
  occupation: string | null;
  /** Post as written (`Bí thư`, `Chi ủy viên`). Shown only: a mandate is given by a decision, not by a list. */
  post: string | null;
  education: string | null;
  expertise: string | null;
  politicalTheory: string | null;
  /** Ngày vào Đảng (kết nạp). */
  admittedOn: ImportedDate | null;
  /** Ngày công nhận chính thức. */
  officialOn: ImportedDate | null;
  cardNumber: string | null;
  /** Twelve digits. */
  citizenId: string | null;
  /** Digits only, national form, starts with 0. */
  phone: string | null;
  email: string | null;
  /** Huy hiệu Đảng: the figure as written, e.g. `40` years. */
  badge: string | null;
  /** What the list lets us conclude; `null` when nothing. New people without a status are official. */
  status: ImportedStatus | null;
  note: string | null;
};

export type DraftField = keyof MemberDraft;

/**
 * A person the system already holds. Give the members of the branch and, for the check against other branches,
 * everybody who shares a card number or citizen id with the file. A field left `undefined` is one that the
 * caller does not keep: it is never compared.
 */
export type ExistingMember = {
  memberId: Id;
  branchId: Id;
  fullName: string;
  /** Set when the membership in `branchId` has ended. */
  leftOn: CivilDate | null;
} & { [F in Exclude<DraftField, 'fullName'>]?: MemberDraft[F] };

export type FieldChange = {
  field: DraftField;
  before: string | ImportedDate | null;
  after: string | ImportedDate | null;
};

/** `moved` = chuyển sinh hoạt, `died` = từ trần, `removed` = khai trừ, xóa tên, `resigned` = xin ra khỏi Đảng. */
export type LeavingReason = 'moved' | 'died' | 'removed' | 'resigned' | 'unknown';

/** A row about somebody who is no longer in the branch. */
export type Leaving = {
  reason: LeavingReason;
  on: ImportedDate | null;
  /** `end`: a current member, whose membership ends. `none`: unknown to the branch or gone already; skipped. */
  effect: 'end' | 'none';
};

export type Verdict = 'new' | 'same' | 'changed' | 'refused' | 'left';

/** What will happen to one person of the list. */
export type RowVerdict = {
  /** The number of the first physical row of the person, as the spreadsheet program shows it. */
  rowNumber: number;
  /** All physical rows of the person; more than one when the list writes a person over several. */
  rowNumbers: number[];
  verdict: Verdict;
  /** Absent only when not even a name could be read. */
  draft: MemberDraft | null;
  /** The person matched, for `same`, `changed`, and for `left` when known. */
  memberId: Id | null;
  /** Filled for `changed`. */
  changes: FieldChange[];
  /** Filled for `refused`: everything wrong with the row, so that it can be put right in one go. */
  refusals: Refusal[];
  /** Filled for `left`. */
  leaving: Leaving | null;
};

/** How sure the guess of a column is: `sure` by its title, `likely` by part of it, `guess` by its content. */
export type MappingConfidence = 'sure' | 'likely' | 'guess' | 'chosen' | 'none';

export type ColumnGuess = {
  /** From 0. */
  index: number;
  /** `A`, `B` … as the spreadsheet program shows it. */
  letter: string;
  /** All header rows of the column joined with ` / `. */
  header: string;
  field: ImportField | null;
  confidence: MappingConfidence;
  /** Up to three values from the column. */
  samples: string[];
};

/** What a person has put right by hand. Everything not named keeps its guess. */
export type ImportMapping = {
  sheet?: string;
  /** First and last row of the header, as shown. */
  headerRows?: { from: number; to: number };
  /** Column index (from 0) to its meaning; `null` = do not read this column. */
  columns?: Record<number, ImportField | null>;
};

export type ImportCounts = { accepted: number; changed: number; same: number; refused: number; left: number };

export type ImportPreview = {
  sheet: string;
  sheets: string[];
  headerRows: { from: number; to: number };
  columns: ColumnGuess[];
  rows: RowVerdict[];
  counts: ImportCounts;
  /** Row numbers that were passed over on purpose: totals, signatures, group titles, repeated headers. */
  skippedRows: number[];
};

/** The same with what only the records of other branches can tell. */
export type JudgedList = ImportPreview & {
  /** Rows of new people whose name and day of birth a record has already: the same person, perhaps. */
  alikeRows: number[];
};
