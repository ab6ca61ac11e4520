import type { Id } from '#kernel/ids.ts';
import { maybeOne, run, sql, type Tx } from '../database/database.ts';

export type Account = { personId: Id; login: string; passwordHash: string | null; disabled: boolean };

/** One spelling of a login: what is stored, looked up and counted. */
export const tidyLogin = (login: string) => login.normalize('NFC').trim().toLowerCase();

export async function findAccount(tx: Tx, login: string): Promise<Account | undefined> {
  return maybeOne(
    tx,
    sql<Account>`select person_id as "personId", login, password_hash as "passwordHash",
                        disabled_at is not null as disabled
                   from platform.account where login = ${tidyLogin(login)}`,
  );
}

export const accountOf = (tx: Tx, personId: Id): Promise<Account | undefined> =>
  maybeOne(
    tx,
    sql<Account>`select person_id as "personId", login, password_hash as "passwordHash",
                        disabled_at is not null as disabled
                   from platform.account where person_id = ${personId}`,
  );

/** Makes the account or gives it another login or password. The hash is made before the transaction opens. */
export const saveAccount = (
  tx: Tx,
  account: { personId: Id; login: string; passwordHash: string | null },
  nowMs: number,
): Promise<void> =>
  run(
    tx,
    sql`insert into platform.account (person_id, login, password_hash, created_at)
        values (${account.personId}, ${tidyLogin(account.login)}, ${account.passwordHash}, ${new Date(nowMs)})
        on conflict (person_id) do update set login = excluded.login, password_hash = excluded.password_hash`,
  );

/** Nobody enters by this account any more: its sessions and tokens end with it. The login stays taken. */
export async function closeAccount(tx: Tx, personId: Id, nowMs: number): Promise<void> {
  await run(
    tx,
    sql`update platform.account set disabled_at = coalesce(disabled_at, ${new Date(nowMs)}) where person_id = ${personId}`,
  );
  await run(tx, sql`delete from platform.session where person_id = ${personId}`);
  await run(tx, sql`delete from platform.api_token where person_id = ${personId}`);
}
