import { findPerson } from '#features/members/public.ts';
import { placeInLife, placeOf, unitsByIds } from '#features/units/public.ts';
import { newId } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import { inTransaction, sqlState } from '#platform/database/database.ts';
import { handle, handlePrepared, type Request } from '#platform/http/handle.ts';
import { accountOf, findAccount, saveAccount, tidyLogin } from '#platform/sign-in/accounts.ts';
import { hashPassword, passwordFits } from '#platform/sign-in/password.ts';
import {
  endSession,
  endSessionsOf,
  SESSION_COOKIE,
  SESSION_DAYS,
  startSession,
} from '#platform/sign-in/sessions.ts';
import { TryLimit } from '#platform/sign-in/try-limit.ts';
import * as contract from './contract.ts';
import {
  closeMandate,
  insertMandate,
  isDemoPerson,
  selectDemoPeople,
  selectMandatesIn,
} from './db/mandates.sql.ts';

const MINUTE_MS = 60_000;
// Per login and per address: eight tries in a quarter of an hour; an address serves a whole hall, so it gets more.
const perLogin = new TryLimit(8, 15 * MINUTE_MS);
const perAddress = new TryLimit(60, 15 * MINUTE_MS);

async function giveSession(request: Pick<Request, 'tx' | 'world' | 'nowMs' | 'raw'>, personId: string) {
  const before = request.raw.request.cookies[SESSION_COOKIE];
  // On a shared computer the one before would go on unseen.
  if (before) await endSession(request.tx, before);
  const token = await startSession(request.tx, personId, request.nowMs);
  request.raw.reply.setCookie(SESSION_COOKIE, token, {
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    secure:
      request.raw.request.protocol === 'https' ||
      request.world.config.publicUrl?.startsWith('https:') === true,
    maxAge: SESSION_DAYS * 86_400,
  });
}

export const handlers = [
  handle(
    contract.getMe,
    async ({ tx, actor, today, world }) => {
      const ids = [...actor.posts.map((p) => p.unitId), ...actor.memberships.map((m) => m.branchId)];
      const units = new Map((await unitsByIds(tx, ids, today)).map((u) => [u.id, u]));
      return {
        person: { id: actor.personId, fullName: actor.fullName },
        posts: actor.posts.flatMap((p) => {
          const unit = units.get(p.unitId);
          return unit ? [{ ...p, unitName: unit.name, unitKind: unit.kind }] : [];
        }),
        memberships: actor.memberships.flatMap((m) => {
          const unit = units.get(m.branchId);
          return unit ? [{ ...m, branchName: unit.name }] : [];
        }),
        today,
        isDemo: world.config.demo,
      };
    },
    { heldFacts: true },
  ),

  handlePrepared(
    contract.signIn,
    async ({ world, body, request }) => {
      const now = world.clock.now();
      const login = tidyLogin(String(body.login));
      const wait = Math.max(perLogin.waitFor(login, now), perAddress.waitFor(request.ip, now));
      if (wait > 0)
        throw new DomainError({
          code: 'platform.too-many-tries',
          facts: { minutes: Math.ceil(wait / MINUTE_MS) },
        });
      perLogin.count(login, now);
      perAddress.count(request.ip, now);
      const account = await inTransaction(world.db, 'read', (tx) => findAccount(tx, login));
      const fits = await passwordFits(body.password, account?.passwordHash ?? null);
      if (!account || !fits || account.disabled) throw new DomainError({ code: 'platform.wrong-sign-in' });
      perLogin.forget(login);
      perAddress.giveBack(request.ip, now);
      return account.personId;
    },
    async (request) => {
      await giveSession(request, request.prepared);
      return {};
    },
  ),

  handle(
    contract.signOut,
    async ({ tx, raw }) => {
      const token = raw.request.cookies[SESSION_COOKIE];
      if (token) await endSession(tx, token);
      raw.reply.clearCookie(SESSION_COOKIE, { path: '/' });
      return {};
    },
    { idempotentByBody: true },
  ),

  handlePrepared(
    contract.changePassword,
    async ({ world, body, actor }) => {
      const now = world.clock.now();
      const key = `change ${actor?.personId}`;
      if (perLogin.waitFor(key, now) > 0)
        throw new DomainError({ code: 'platform.too-many-tries', facts: { minutes: 15 } });
      perLogin.count(key, now);
      const account = actor && (await inTransaction(world.db, 'read', (tx) => accountOf(tx, actor.personId)));
      if (!(await passwordFits(body.current, account?.passwordHash ?? null)))
        throw new DomainError({ code: 'platform.wrong-sign-in', field: 'current' });
      perLogin.forget(key);
      return { checkedHash: account?.passwordHash ?? null, nextHash: await hashPassword(body.next) };
    },
    async (request) => {
      const { tx, actor, nowMs, prepared } = request;
      const account = await accountOf(tx, actor.personId);
      // The password was checked before this transaction opened: it must still be the one that is stored.
      if (!account || account.passwordHash !== prepared.checkedHash)
        throw new DomainError({ code: 'platform.wrong-sign-in', field: 'current' });
      await saveAccount(
        tx,
        { personId: actor.personId, login: account.login, passwordHash: prepared.nextHash },
        nowMs,
      );
      await endSessionsOf(tx, actor.personId);
      await giveSession(request, actor.personId);
      await request.record({ verb: 'mandates.change-password', subjectId: actor.personId });
      return {};
    },
  ),

  handle(contract.listDemoPeople, async ({ tx, today, world }) => ({
    isDemo: world.config.demo,
    people: world.config.demo
      ? (await selectDemoPeople(tx, today)).map(({ vi, en, unitName, ...p }) => ({
          ...p,
          unitName: unitName ?? '',
          about: { vi, en },
        }))
      : [],
  })),

  handle(contract.enterAsDemoPerson, async (request) => {
    const { tx, body, world } = request;
    if (!world.config.demo || !(await isDemoPerson(tx, body.personId)))
      throw new DomainError({ code: 'mandates.no-demo' });
    await giveSession(request, body.personId);
    return {};
  }),

  handle(contract.listMandates, async ({ tx, params, today, authorize, may }) => {
    const place = await placeInLife(tx, params.unitId, today);
    authorize(place);
    return {
      mandates: await selectMandatesIn(tx, params.unitId),
      abilities: { appoint: may('mandates.appoint', place) },
    };
  }),

  handle(contract.appoint, async ({ tx, params, body, today, nowMs, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    if (body.to !== null && body.to <= body.from)
      throw new DomainError({ code: 'mandates.bad-period', field: 'to' });
    if (body.post === 'inspector' && body.to === null)
      throw new DomainError({ code: 'mandates.commission-without-end', field: 'to' });
    if (!(await findPerson(tx, body.personId)))
      throw new DomainError({ code: 'mandates.unknown-person', field: 'personId' });
    const id = newId(nowMs);
    try {
      await insertMandate(tx, { id, unitId: params.unitId, ...body });
    } catch (error) {
      if (sqlState(error) === '23P01') throw new DomainError({ code: 'mandates.post-taken', field: 'post' });
      throw error;
    }
    await record({
      verb: 'mandates.appoint',
      unitId: params.unitId,
      subjectId: body.personId,
      details: { post: body.post, from: body.from, to: body.to },
    });
    return { id };
  }),

  handle(contract.endMandate, async ({ tx, params, body, today, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    if (!(await closeMandate(tx, params.mandateId, params.unitId, body.on)))
      throw new DomainError({ code: 'mandates.bad-period', field: 'on' });
    await record({
      verb: 'mandates.end',
      unitId: params.unitId,
      subjectId: params.mandateId,
      details: { on: body.on },
    });
    return {};
  }),
];
