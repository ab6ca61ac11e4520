import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';

const flag = z.enum(['0', '1', 'true', 'false']).transform((v) => v === '1' || v === 'true');

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4400),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  GOC_DATA: z.string().default('.goc/data'),
  GOC_KEYS: z.string().optional(),
  GOC_DEMO: flag.optional(),
  GOC_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  GOC_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  GOC_MAIL_FROM: z.string().optional(),
  GOC_LOG: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
});

export type Config = {
  port: number;
  host: string;
  databaseUrl: string | undefined;
  /** Folder of the embedded database. */
  dataFolder: string;
  /** Folder of the secret keys of open ballots. Outside the database, so that no copy of it holds them. */
  keysFolder: string;
  /** The page of named people to enter as. Only ever true on data that the seed made. */
  demo: boolean;
  publicUrl: string | undefined;
  mail: { smtpUrl: string; from: string } | undefined;
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
};

export class ConfigError extends Error {
  constructor(readonly faults: string[]) {
    super(`Cài đặt chưa đúng / the settings are wrong:\n${faults.map((f) => `  - ${f}`).join('\n')}`);
  }
}

/** What each setting must be, for whoever set it wrong. The given value is not repeated: it may hold a password. */
const EXPECTED: Record<string, string> = {
  PORT: 'số nguyên từ 0 đến 65535 / a whole number from 0 to 65535',
  DATABASE_URL: 'địa chỉ dạng postgres://… / an address like postgres://…',
  GOC_DEMO: '0 hoặc 1 / 0 or 1',
  GOC_PUBLIC_URL: 'địa chỉ dạng https://… / an address like https://…',
  GOC_SMTP_URL: 'địa chỉ dạng smtp://… hoặc smtps://… / an address like smtp://… or smtps://…',
  GOC_LOG: 'silent, error, warn, info, debug',
};

/**
 * Reads the environment once and checks all of it. Errors: ConfigError with every fault listed.
 * The demo is the default on the embedded database and must be asked for on a PostgreSQL server.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, v]) => v !== undefined && v !== ''));
  const parsed = environment.safeParse(given);
  const wrong = parsed.success ? [] : parsed.error.issues.map((issue) => String(issue.path[0]));
  const faults = [...new Set(wrong)].map((name) => `${name}: ${EXPECTED[name] ?? 'không đúng / is wrong'}`);
  if (given.GOC_SMTP_URL && !given.GOC_MAIL_FROM)
    faults.push('GOC_MAIL_FROM: cần có cùng GOC_SMTP_URL / is needed together with GOC_SMTP_URL');
  if (!parsed.success || faults.length) throw new ConfigError(faults);
  const e = parsed.data;
  return {
    port: e.PORT,
    host: e.HOST,
    databaseUrl: e.DATABASE_URL,
    dataFolder: resolve(e.GOC_DATA),
    keysFolder: resolve(e.GOC_KEYS ?? join(dirname(resolve(e.GOC_DATA)), 'keys')),
    demo: e.GOC_DEMO ?? !e.DATABASE_URL,
    publicUrl: e.GOC_PUBLIC_URL,
    mail: e.GOC_SMTP_URL ? { smtpUrl: e.GOC_SMTP_URL, from: e.GOC_MAIL_FROM! } : undefined,
    logLevel: e.GOC_LOG,
  };
}
