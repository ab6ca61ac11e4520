import { createHash, randomBytes } from 'node:crypto';
import type { Id } from '#kernel/ids.ts';
import { maybeOne, run, sql, type Tx } from '../database/database.ts';

export const SESSION_COOKIE = 'goc_session';
const DAY_MS = 86_400_000;
/** A phone that is used every month stays signed in; an unused session ends. */
export const SESSION_DAYS = 40;

/** The secret that a request carries: a script's `Bearer` token, or else the session of the browser. */
export function tokenOf(request: {
  headers: { authorization?: string | undefined };
  cookies: Record<string, string | undefined>;
}): string | undefined {
  // Another scheme is meant for a proxy on the way and says nothing here.
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '');
  return bearer?.[1] ?? request.cookies[SESSION_COOKIE];
}

const hashOf = (token: string) => createHash('sha256').update(token).digest();

/** Starts a session and returns its secret, which only the browser keeps. */
export async function startSession(tx: Tx, personId: Id, nowMs: number): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await run(
    tx,
    sql`insert into platform.session (token_hash, person_id, created_at, last_seen_at, expires_at)
        values (${hashOf(token)}, ${personId}, ${new Date(nowMs)}, ${new Date(nowMs)},
                ${new Date(nowMs + SESSION_DAYS * DAY_MS)})`,
  );
  return token;
}

export const endSession = (tx: Tx, token: string): Promise<void> =>
  run(tx, sql`delete from platform.session where token_hash = ${hashOf(token)}`);

export const endSessionsOf = (tx: Tx, personId: Id): Promise<void> =>
  run(tx, sql`delete from platform.session where person_id = ${personId}`);

/** The person of a live session or API token, or undefined. `isStale`: the session should be told that it is in use. */
export async function personOfToken(
  tx: Tx,
  token: string,
  nowMs: number,
): Promise<{ personId: Id; isStale: boolean } | undefined> {
  const now = new Date(nowMs);
  return maybeOne(
    tx,
    sql<{ personId: Id; isStale: boolean }>`
      /* hot */ select s.person_id as "personId",
             coalesce(s.last_seen_at < ${new Date(nowMs - DAY_MS)}, false) as "isStale"
        from (select person_id, token_hash, expires_at, last_seen_at from platform.session
              union all
              select person_id, token_hash, expires_at, null from platform.api_token) s
        join platform.account a using (person_id)
       where s.token_hash = ${hashOf(token)} and s.expires_at > ${now} and a.disabled_at is null`,
  );
}

/** Puts the end of a session off again, because it is in use. */
export const renewSession = (tx: Tx, token: string, nowMs: number): Promise<void> =>
  run(
    tx,
    sql`update platform.session
           set last_seen_at = ${new Date(nowMs)}, expires_at = ${new Date(nowMs + SESSION_DAYS * DAY_MS)}
         where token_hash = ${hashOf(token)}`,
  );

/** A token for scripts, valid for some days. Shown once. */
export async function createApiToken(
  tx: Tx,
  token: { personId: Id; name: string; days: number },
  nowMs: number,
): Promise<string> {
  const secret = `goc_${randomBytes(32).toString('base64url')}`;
  await run(
    tx,
    sql`insert into platform.api_token (token_hash, person_id, name, created_at, expires_at)
        values (${hashOf(secret)}, ${token.personId}, ${token.name}, ${new Date(nowMs)},
                ${new Date(nowMs + token.days * DAY_MS)})`,
  );
  return secret;
}
