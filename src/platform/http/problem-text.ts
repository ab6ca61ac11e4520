/** A fault that the schema of a route found, as the validator gives it. */
export type SchemaProblem = {
  keyword: string;
  instancePath: string;
  message?: string;
  params?: Record<string, unknown>;
};

type Language = 'vi' | 'en';

const list = (values: unknown): string => (Array.isArray(values) ? values.join(', ') : '');

/** What the sender has to mend, without the validator's own vocabulary. */
function saidOf({ keyword, message = '', params = {} }: SchemaProblem, language: Language): string {
  const { minimum, maximum, origin, values, keys } = params;
  const isText = origin === 'string';
  const isList = origin === 'array';
  const vi = language === 'vi';
  switch (keyword) {
    case 'invalid_type':
      return vi ? 'thiếu, hoặc không đúng kiểu' : 'missing, or of the wrong type';
    case 'too_small':
      if (isText && minimum === 1) return vi ? 'đang để trống' : 'is empty';
      if (isText) return vi ? `phải có ít nhất ${minimum} ký tự` : `needs at least ${minimum} characters`;
      if (isList) return vi ? `phải có ít nhất ${minimum} mục` : `needs at least ${minimum} items`;
      return vi ? `phải từ ${minimum} trở lên` : `must be ${minimum} or more`;
    case 'too_big':
      if (isText) return vi ? `nhiều nhất ${maximum} ký tự` : `takes at most ${maximum} characters`;
      if (isList) return vi ? `nhiều nhất ${maximum} mục` : `takes at most ${maximum} items`;
      return vi ? `phải từ ${maximum} trở xuống` : `must be ${maximum} or less`;
    case 'invalid_value':
      return vi ? `phải là một trong: ${list(values)}` : `must be one of: ${list(values)}`;
    case 'unrecognized_keys':
      return vi ? `không nhận trường ${list(keys)}` : `does not take ${list(keys)}`;
    default:
      // A contract says its own form in signs that need no language: `yyyy-mm-dd`, `hh:mm`.
      if (/^[a-z:/-]+$/.test(message))
        return vi ? `phải ghi theo dạng ${message}` : `must be written as ${message}`;
      return vi ? 'không đúng dạng' : 'does not have the right form';
  }
}

/** The first fault in words, with the place it is about: `plannedOn: phải ghi theo dạng yyyy-mm-dd`. */
export function problemText(problem: SchemaProblem, language: Language): { field: string; problem: string } {
  const field = problem.instancePath.replace(/^\//, '').replaceAll('/', '.');
  const said = saidOf(problem, language);
  return { field, problem: field === '' ? said : `${field}: ${said}` };
}
