import { tidyText } from '#kernel/vietnamese.ts';
import { asOneLine, readGroups, tellsGroups, withoutRemark } from './place-words.ts';

/** How much of an old unit a text speaks of; undefined when it does not say. */
export type Scope = 'whole' | 'part' | 'rest' | undefined;

/** An old unit as the words of an act name it; `under` is the district in brackets, `words` the groups told there. */
export type OldUnitNamed = { name: string; scope: Scope; under: string | null; words: string[] };

const LOW = 'phường|xã|thị trấn|đặc khu';
const PLACE = new RegExp(`^(?:(?:đảng bộ|đảng ủy)\\s+)?(?:các\\s+)?(${LOW})\\s+(?=\\S)`, 'iu');
const DISTRICT = /^(?:thuộc\s+)?((?:quận|huyện|thị xã|thành phố)\s+\S.*)$/iu;
const MATTER = '(?:diện tích(?: tự nhiên)?|quy mô dân số|dân số|địa giới hành chính)';
const SCOPES = new RegExp(
  `(?:các\\s+)?(toàn bộ|một phần|phần còn lại)(?:[\\s,]*(?:và\\s+|của\\s+)?${MATTER})*(?:\\s*(?:của|thuộc))?\\s*`,
  'giu',
);
const MARKS: Record<string, NonNullable<Scope>> = {
  'toàn bộ': 'whole',
  'một phần': 'part',
  'phần còn lại': 'rest',
};

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('vi-VN') + text.slice(1);

/** `5,11 km2`, `7.899 người`, with the words that lead to them. */
const FIGURE =
  /\s*(?:(?:là|có|với|gồm|khoảng)\s+)?\d[\d.,]*\s*(?:km\s?[2²]|ha|héc[- ]?ta|m\s?[2²]|người|nhân khẩu)(?![\p{L}])/giu;
const NUMBER_LIST = '(?:\\d{1,3}|[a-zđ])(?![\\p{L}\\d])';
/** `sau khi sắp xếp theo quy định tại các khoản 1, 3 và 5 Điều này`: its numbers are no names. */
const AFTER_OTHERS = new RegExp(
  `\\s*,?\\s*sau khi\\s+(?:đã\\s+|được\\s+|thực hiện\\s+)*(?:sắp xếp|điều chỉnh|sáp nhập|nhập|chia|tách)` +
    `(?:\\s+theo)?(?:\\s+quy định)?(?:\\s+tại)?` +
    `(?:\\s*,?\\s*(?:các\\s+)?(?:điểm|khoản|mục|dòng|số thứ tự)\\s+${NUMBER_LIST}(?:(?:\\s*,\\s*|\\s+và\\s+|\\s*-\\s*)(?:(?:điểm|khoản|mục)\\s+)?${NUMBER_LIST})*)*` +
    `(?:\\s*,?\\s*Điều\\s+(?:này|\\d+))?(?:\\s+(?:của\\s+)?Nghị quyết này)?`,
  'giu',
);

/** One spelling for the ways in which acts say how much. */
const withPlainScopes = (text: string): string =>
  text
    .replace(FIGURE, '')
    .replace(AFTER_OTHERS, '')
    .replace(
      new RegExp(`phần\\s+${MATTER}(?:(?:\\s*,\\s*|\\s+và\\s+)${MATTER})*\\s+còn lại`, 'giu'),
      'phần còn lại',
    )
    .replace(/(?<![\p{L}\p{N}])(?:1|một) phần(?: nhỏ| lớn)?(?![\p{L}])/giu, 'một phần')
    .replace(/(?<![\p{L}])phần lớn(?![\p{L}])/giu, 'một phần')
    .replace(
      /(?<![\p{L}])(?:nguyên trạng|nguyên vẹn|cả)(?=\s+(?:các\s+)?(?:phường|xã|thị trấn|địa bàn)|\s*\)|\s*$)/giu,
      'toàn bộ',
    );

const BRACKET = /\(([^()]*)\)?/gu;
const SIGN = /⟦(\d+)⟧/gu;

/**
 * What a cell of the official table says about old units: one name, or a sentence such as `một phần diện tích và dân số của
 * các phường Trúc Bạch, Quán Thánh (quận Ba Đình) và phần còn lại của phường Điện Biên`. Lines, numbers, short forms
 * (`P.`) and remarks in brackets are seen through. A text without such words is one name as it stands.
 */
export function readOldUnits(cell: string): OldUnitNamed[] {
  const text = withPlainScopes(asOneLine(cell))
    // `3 phường (Hàng Bạc, Hàng Bồ, Hàng Buồm)`, `3 phường: …`
    .replace(new RegExp(`(?:\\d+|các)\\s+(${LOW})\\s*\\(([^()]*[,;][^()]*)\\)`, 'giu'), 'các $1 $2')
    .replace(new RegExp(`\\d+\\s+(${LOW})\\s*:\\s*`, 'giu'), 'các $1 ');
  if (text === '') return [];
  const notes: string[] = [];
  // `phường Nguyễn Du - một phần`: how much stands behind the name, as if in brackets.
  const behind = text.replace(
    /(?:\s*[-–:]\s*|(?<=[\p{L}\p{N})])\s+)(toàn bộ|một phần|phần còn lại)(?=\s*(?:[;.]|$))|\s*[-–:]\s*(toàn bộ|một phần|phần còn lại)(?=\s*,)/giu,
    (_, end: string | undefined, within: string | undefined) => ` (${end ?? within})`,
  );
  const bare = behind.replace(BRACKET, (_, inside: string) => `⟦${notes.push(tidyText(inside)) - 1}⟧`);
  const speaks = bare.search(SCOPES) >= 0 || new RegExp(`^các\\s+(?:${LOW})\\s`, 'iu').test(bare);
  const pieces = bare.split(/[;,+]|\s+và\s+/u).map(tidyText);
  const isList =
    pieces.length > 1 && (PLACE.test(pieces[0]!) || pieces.slice(1).some((piece) => PLACE.test(piece)));
  if (!speaks && !isList && !PLACE.test(bare))
    return [{ name: tidyText(cell.replace(/^\s*[-–•]\s+/u, '')), scope: undefined, under: null, words: [] }];
  let scope: Scope;
  let place = '';
  const found: OldUnitNamed[] = [];
  // Every scope becomes a sign of its own: it holds for the names behind it until the next one or the end of the statement.
  const marked = bare
    .replace(SCOPES, (_all, words: string) => `,§${MARKS[words.toLocaleLowerCase('vi-VN')]},`)
    .replace(/;/g, ',§,');
  for (const raw of marked.split(/[,+]|\s+và\s+/u)) {
    const part = tidyText(raw.replace(/^\s*và\s+|\s+và\s*$/giu, ''));
    if (part === '' || /^và$/iu.test(part)) continue;
    if (part.startsWith('§')) {
      scope = (part.slice(1) || undefined) as Scope;
      // `phường Trúc Bạch một phần` has its scope behind it only in brackets: there it is told below.
      continue;
    }
    let own: Scope;
    let under: string | null = null;
    const words: string[] = [];
    for (const [, at] of part.matchAll(SIGN))
      for (const inside of notes[Number(at)]!.split(/\s*;\s*/u)) {
        const how = /^(toàn bộ|một phần|phần còn lại)(?![\p{L}])[\s,:–-]*(.*)$/iu.exec(inside);
        own ??= how ? MARKS[how[1]!.toLocaleLowerCase('vi-VN')] : undefined;
        const rest = how ? how[2]! : inside;
        under ??= DISTRICT.exec(rest)?.[1] ?? null;
        if (tellsGroups(rest)) words.push(...readGroups(rest));
      }
    const said = withoutRemark(part.replace(SIGN, ' ').replace(/^(?:của\s+|thuộc\s+)?(?:các\s+)?/iu, ''));
    if (said === '' || !/[\p{L}\p{N}]/u.test(said)) continue;
    const kind = PLACE.exec(said);
    if (kind) place = kind[1]!;
    const name = kind ? `${kind[1]} ${said.slice(kind[0].length)}` : tidyText(`${place} ${said}`);
    // `phường Sơn Lộc thuộc thị xã Sơn Tây`, `phường Sơn Lộc, thị xã Sơn Tây`: the district told outside of brackets.
    const outside = /^(.*?)\s+(?:thuộc\s+)((?:quận|huyện|thị xã)\s+\S.*)$/iu.exec(name);
    const last = found.at(-1);
    if (!kind && last && DISTRICT.test(said)) {
      last.under ??= said;
      continue;
    }
    found.push({
      name: capital(outside?.[1] ?? name),
      scope: own ?? scope,
      under: under ?? outside?.[2] ?? null,
      words,
    });
  }
  return found;
}
