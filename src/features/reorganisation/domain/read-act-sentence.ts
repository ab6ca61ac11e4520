import { tidyText } from '#kernel/vietnamese.ts';
import { asOneLine, withFullForms, withoutRemark } from './place-words.ts';

/** A clause of an act: the words about the old units, what they become, and what it will measure when the clause says so. */
export type ActSentence = { olds: string; newName: string; km2: string | null; people: string | null };

const LOW = '(?:phường|xã|thị trấn|đặc khu)';
const NAMED = `(?:\\s*,?\\s*(?:có\\s+|lấy\\s+|mang\\s+|với\\s+|và\\s+)?(?:tên gọi|tên)(?:\\s+gọi)?(?:\\s+là)?\\s+(?:là\\s+)?(?:${LOW}\\s+)?)`;
/** Up to the end of the sentence; a name has no comma. */
const NAME = '([^.;,:()\\n]+?)';
const END = '\\s*(?:\\([^)]*\\)\\s*)?(?=[.;,:]|$)';

/** `Sắp xếp … thành phường mới có tên gọi là phường Hoàn Kiếm`, `Nhập … vào phường Văn Miếu`. */
const BECOMES = new RegExp(
  `^(?:sắp xếp|nhập|sáp nhập|hợp nhất|chuyển|điều chỉnh|tổ chức lại)\\s+(.+?)\\s+(?:để\\s+)?(?:thành lập|hình thành|tạo thành|trở thành|thành|vào)\\s+(?:mới\\s+)?(?:01\\s+|1\\s+|một\\s+)?(${LOW})(?:\\s+mới)?(?:${NAMED}|\\s+)${NAME}${END}`,
  'iu',
);
/** `Thành lập xã Vân Phúc trên cơ sở nhập …` */
const FOUNDED = new RegExp(
  `^thành lập(?:\\s+mới)?\\s+(${LOW})\\s+${NAME}\\s+(?:trên cơ sở|từ)\\s+(?:việc\\s+)?(?:sắp xếp\\s+|sáp nhập\\s+|hợp nhất\\s+|nhập\\s+)?(.+?)${'\\s*(?=\\.\\s|\\.?$)'}`,
  'iu',
);
const AREA = /diện tích(?: tự nhiên)?\s+(?:là\s+|khoảng\s+)?(\d[\d.,]*\s*(?:km\s?[2²]|ha))/iu;
const PEOPLE = /(?:quy mô )?dân số\s+(?:là\s+|khoảng\s+)?(\d[\d.,]*)\s*(?:người|nhân khẩu)/iu;

/** Reads a clause of an act that names old and new units in one sentence; undefined when it is no such clause. */
export function readActSentence(cell: string): ActSentence | undefined {
  const text = asOneLine(cell).replace(/^(?:Điều\s+\d+\.?\s+|khoản\s+\d+\.?\s+)/iu, '');
  const founded = FOUNDED.exec(text);
  const becomes = founded ? null : BECOMES.exec(text);
  if (!founded && !becomes) return undefined;
  const [form, own, olds] = founded
    ? [founded[1]!, founded[2]!, founded[3]!]
    : [becomes![2]!, becomes![3]!, becomes![1]!];
  // What it measures afterwards stands in a sentence of its own behind it.
  const after = /(?:^|[.;]\s*)sau khi\s+(?:sắp xếp|nhập|sáp nhập|thành lập|hợp nhất)[^.]*?có\s+(.*)$/iu.exec(
    text.slice(founded ? founded[0].length : becomes![0].length),
  )?.[1];
  return {
    olds: tidyText(olds),
    newName: withoutRemark(withFullForms(`${form} ${own}`)).replace(/^./u, (first) =>
      first.toLocaleUpperCase('vi-VN'),
    ),
    km2: after ? (AREA.exec(after)?.[1] ?? null) : null,
    people: after ? (PEOPLE.exec(after)?.[1] ?? null) : null,
  };
}
