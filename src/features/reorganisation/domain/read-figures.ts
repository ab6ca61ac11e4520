import { tidyText } from '#kernel/vietnamese.ts';

/** No commune or ward is larger than this: what is above it was written in another unit. */
const MOST_KM2 = 2_000;
const MOST_PEOPLE = 5_000_000;

const UNIT = /^(.*?)\s*(km\s?[2²]|ha|héc[- ]?ta|m\s?[2²])?$/iu;

/** `1.234,56`, `5,11`, `5.11`; thousands are told from decimals by where the signs stand. */
function numberOf(text: string, isWhole: boolean): number | undefined {
  const plain = text.replace(/[\s\u00a0']/g, '');
  if (!/^\d+(?:[.,]\d+)*$/.test(plain)) return undefined;
  const [dots, commas] = [plain.split('.').length - 1, plain.split(',').length - 1];
  const groups = (sign: '.' | ',') => new RegExp(`^\\d{1,3}(?:\\${sign}\\d{3})+$`).test(plain);
  if (dots > 0 && commas > 0) {
    const decimal = plain.lastIndexOf(',') > plain.lastIndexOf('.') ? ',' : '.';
    const [whole = '', part, more] = plain.split(decimal);
    const other = decimal === ',' ? '.' : ',';
    if (more !== undefined || !new RegExp(`^\\d{1,3}(?:\\${other}\\d{3})+$`).test(whole)) return undefined;
    return Number(`${whole.replaceAll(other, '')}.${part}`);
  }
  if (dots > 1 || commas > 1)
    return groups(dots > 1 ? '.' : ',') ? Number(plain.replace(/[.,]/g, '')) : undefined;
  if (isWhole && (groups('.') || groups(','))) return Number(plain.replace(/[.,]/g, ''));
  return Number(plain.replace(',', '.'));
}

/**
 * An area in square kilometres; `title` may name the unit when the cell does not, and without either it is km². Undefined
 * when it is no area of a ward or commune.
 */
export function readArea(cell: string, title: string): number | undefined {
  const said = UNIT.exec(tidyText(cell));
  const unit = (
    said?.[2] ??
    /km\s?[2²]|(?<![\p{L}])ha(?![\p{L}])|héc[- ]?ta|m\s?[2²]/iu.exec(title)?.[0] ??
    'km2'
  )
    .toLowerCase()
    .replace(/\s/g, '');
  // Hectares and square metres are written with dots between thousands: `1.234 ha` is no commune of 1.2 hectares.
  const value = said ? numberOf(said[1]!, !unit.startsWith('km')) : undefined;
  if (value === undefined) return undefined;
  const km2 = unit.startsWith('km') ? value : unit.startsWith('m') ? value / 1_000_000 : value / 100;
  return km2 > 0 && km2 <= MOST_KM2 ? Math.round(km2 * 1_000_000) / 1_000_000 : undefined;
}

/** A number of people; undefined when it is none. */
export function readPopulation(cell: string): number | undefined {
  const value = numberOf(tidyText(cell).replace(/\s*(?:người|nhân khẩu|people)$/iu, ''), true);
  return value !== undefined && Number.isInteger(value) && value >= 0 && value <= MOST_PEOPLE
    ? value
    : undefined;
}
