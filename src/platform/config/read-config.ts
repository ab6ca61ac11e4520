import { resolve } from 'node:path';
import { z } from 'zod';

const flag = z.enum(['0', '1', 'true', 'false']).transform((v) => v === '1' || v === 'true');

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4400),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  GOC_DATA: z.string().default('.goc/data'),
  GOC_DEMO: flag.optional(),
  GOC_PUBLIC_URL: z.url().optional(),
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
  /** The page of named people to enter as. Only ever true on data that the seed made. */
  demo: boolean;
  publicUrl: string | undefined;
  mail: { smtpUrl: string; from: string } | undefined;
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
};

export class ConfigError extends Error {
  constructor(readonly faults: string[]) {
    super(`The settings are wrong:\n${faults.map((f) => `  - ${f}`).join('\n')}`);
  }
}

/**
 * Reads the environment once and checks all of it. Errors: ConfigError with every fault listed.
 * The demo is the default on the embedded database and must be asked for on a PostgreSQL server.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, v]) => v !== undefined && v !== ''));
  const parsed = environment.safeParse(given);
  const faults = parsed.success ? [] : parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`);
  if (parsed.success && parsed.data.GOC_SMTP_URL && !parsed.data.GOC_MAIL_FROM)
    faults.push('GOC_MAIL_FROM: is needed together with GOC_SMTP_URL');
  if (!parsed.success || faults.length) throw new ConfigError(faults);
  const e = parsed.data;
  return {
    port: e.PORT,
    host: e.HOST,
    databaseUrl: e.DATABASE_URL,
    dataFolder: resolve(e.GOC_DATA),
    demo: e.GOC_DEMO ?? !e.DATABASE_URL,
    publicUrl: e.GOC_PUBLIC_URL,
    mail: e.GOC_SMTP_URL ? { smtpUrl: e.GOC_SMTP_URL, from: e.GOC_MAIL_FROM! } : undefined,
    logLevel: e.GOC_LOG,
  };
}
