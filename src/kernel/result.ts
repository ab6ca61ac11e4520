/** Where a rule comes from. Shown beside every refusal, so that a person can look it up. */
export type RuleSource = {
  /** Number and symbol, e.g. `42-HD/BTCTW`. */
  document: string;
  /** Article or section inside the document, when known. */
  article?: string;
  /** Civil date of the document, `yyyy-mm-dd`. */
  on?: string;
  /** False when nobody has read the official text: the screen then says "chưa kiểm chứng". */
  verified: boolean;
};

/** What is wrong, in a form that both languages can put into words. */
export type Refusal<Code extends string = string> = {
  /** Stable, kebab-case, starts with the feature: `meetings.month-closed`. Part of the API. */
  code: Code;
  /** Path of the offending field in the request, when one field is to blame. */
  field?: string;
  rule?: RuleSource;
  /** Values for the sentence. Never personal data that the caller may not see. */
  facts?: Record<string, string | number | boolean | null>;
};

export type Result<T, R extends Refusal = Refusal> = { ok: true; value: T } | { ok: false; refusal: R };

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const refuse = <R extends Refusal>(refusal: R): Result<never, R> => ({ ok: false, refusal });

/** Thrown by actions, never by domain functions. Becomes an HTTP answer in one place. */
export class DomainError extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
    this.name = 'DomainError';
  }
}

/** The value, or a DomainError. For actions that call a domain function. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new DomainError(result.refusal);
}
