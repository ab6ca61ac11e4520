import { tidyText } from '#kernel/vietnamese.ts';

/** How much of an old unit a text speaks of; undefined when it does not say. */
export type Scope = 'whole' | 'part' | 'rest' | undefined;

/** An old unit as the words of an act name it; `under` is the district in brackets. */
export type OldUnitNamed = { name: string; scope: Scope; under: string | null };

const PLACE = /^(phường|xã|thị trấn|đặc khu)\s+/iu;
const MATTER = '(?:diện tích(?: tự nhiên)?|quy mô dân số|dân số)';
const SCOPES = new RegExp(
  `(?<!\\()(?:các\\s+)?(toàn bộ|một phần|phần còn lại|phần diện tích còn lại)(?:[\\s,]*(?:và\\s+|của\\s+)?${MATTER})*(?:\\s*của)?\\s*`,
  'giu',
);
const MARKS: Record<string, NonNullable<Scope>> = {
  'toàn bộ': 'whole',
  'một phần': 'part',
  'phần còn lại': 'rest',
  'phần diện tích còn lại': 'rest',
};

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('vi-VN') + text.slice(1);

/**
 * What a cell of the official table says about old units: one name, or a sentence such as `một phần diện tích và dân số của
 * các phường Trúc Bạch, Quán Thánh (quận Ba Đình) và phần còn lại của phường Điện Biên`. A text without such words is one
 * name as it stands.
 */
export function readOldUnits(cell: string): OldUnitNamed[] {
  const text = tidyText(cell.replace(/\n/g, '; '));
  const speaks = text.search(SCOPES) >= 0 || /^các\s+(phường|xã|thị trấn)\s/iu.test(text);
  const isList = text
    .split(/[;,]|\s+và\s+/u)
    .slice(1)
    .some((part) => PLACE.test(part.trim()));
  if (!speaks && !isList) return text === '' ? [] : [{ name: text, scope: undefined, under: null }];
  let scope: Scope;
  let place = '';
  const found: OldUnitNamed[] = [];
  // Every scope becomes a sign of its own: it holds for the names behind it until the next one or the end of the statement.
  const marked = text
    .replace(SCOPES, (_all, words: string) => `,§${MARKS[words.toLocaleLowerCase('vi-VN')]},`)
    .replace(/\s*\(?sau khi sắp xếp[^;,)]*\)?/giu, '')
    .replace(/;/g, ',§,');
  for (const raw of marked.split(/,|\s+và\s+/u)) {
    const part = tidyText(raw.replace(/^\s*và\s+|\s+và\s*$/giu, ''));
    if (part === '' || /^và$/iu.test(part)) continue;
    if (part.startsWith('§')) {
      scope = (part.slice(1) || undefined) as Scope;
      continue;
    }
    const bracket = /\(([^)]*)\)/u.exec(part);
    const inside = bracket ? tidyText(bracket[1]!) : '';
    const own: Scope = MARKS[inside.toLocaleLowerCase('vi-VN')];
    const bare = tidyText(part.replace(/\([^)]*\)/gu, '')).replace(/^(?:của\s+)?(?:các\s+)?/iu, '');
    const kind = PLACE.exec(bare);
    if (kind) place = kind[1]!;
    const name = kind ? bare : tidyText(`${place} ${bare}`);
    // `phường Trúc Bạch một phần`: the scope may stand behind the name as well, and then it is in brackets.
    found.push({ name: capital(name), scope: own ?? scope, under: inside && !own ? inside : null });
  }
  return found;
}
