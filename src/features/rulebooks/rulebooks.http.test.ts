import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundUnit } from '#features/units/public.ts';
import { newId } from '#kernel/ids.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import { ruleValues } from './contract.ts';
import { seededMemberVersions } from './domain/member-rulebooks.ts';
import { seededVersions } from './domain/seeded-versions.ts';
import { sheetHd42 } from './domain/sheet-hd-42.ts';
import { rulesFor } from './public.ts';
import { endRule, getUnitRules, listRulebooks, setRule } from './routes.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

const set = (
  person: Person,
  key: string,
  value: unknown,
  more: { unitId?: string; from?: string; to?: string | null; document?: string; key?: string } = {},
) =>
  world.as(person).call(setRule, {
    params: { unitId: more.unitId ?? world.ward.ward, key },
    body: {
      value,
      document: more.document ?? '08-KH/ĐU',
      documentOn: '2026-02-25',
      from: more.from ?? '2026-03-02',
      to: more.to ?? null,
    },
    ...(more.key ? { key: more.key } : {}),
  });

const rulesOf = async (unitId: string, on?: string) => {
  const { status, body } = await world
    .as('an')
    .call(getUnitRules, { params: { unitId }, query: on ? { on } : {} });
  expect(status).toBe(200);
  return body;
};

describe('reading', () => {
  it('stores all versions exactly as they were written down', async () => {
    const { body } = await world.as('nam').call(listRulebooks);
    const of = (subject: string) => body.versions.filter((v) => v.subject === subject);
    expect(of('meetings')).toEqual(JSON.parse(JSON.stringify(seededVersions)));
    expect(of('members')).toEqual(JSON.parse(JSON.stringify(seededMemberVersions)));
  });

  it('wants a session', async () => {
    expect((await world.stranger.call(listRulebooks)).error?.code).toBe('platform.not-signed-in');
  });

  it('gives the version of the day', async () => {
    const { branch5 } = world.ward;
    expect((await rulesOf(branch5)).versions.meetings).toMatchObject({ code: 'hd-42-2025', validTo: null });
    expect((await rulesOf(branch5, '2025-10-27')).versions.meetings.code).toBe('hd-12-2018');
    const early = await world
      .as('an')
      .call(getUnitRules, { params: { unitId: branch5 }, query: { on: '2018-01-01' } });
    expect(early.status).toBe(404);
  });
});

describe('a committee sets its own value', () => {
  it('holds for the branches below from that day on, and says whose it is', async () => {
    const { status, body } = await set('minh', 'duration.large-branch', { members: 30, minutes: 120 });
    expect(status).toBe(200);
    const { rules } = await rulesOf(world.ward.branch5);
    expect(rules['duration.large-branch']).toMatchObject({
      value: { members: 30, minutes: 120 },
      source: { document: '08-KH/ĐU', on: '2026-02-25', verified: true },
      origin: { from: 'override', overrideId: body.id, unitName: 'Đảng ủy phường Sông Tô' },
      instead: { value: null, source: { verified: false } },
    });
    expect(
      (await rulesOf(world.ward.branch5, '2026-03-01')).rules['duration.large-branch']?.value,
    ).toBeNull();
    expect((await rulesOf(world.ward.city)).rules['duration.large-branch']?.value).toBeNull();
  });

  it('is done once however often the request comes', async () => {
    const key = newId();
    const first = await set('minh', 'thematic.per-quarter', 2, { key });
    const again = await set('minh', 'thematic.per-quarter', 2, { key });
    expect(again.body.id).toBe(first.body.id);
    const { own } = await rulesOf(world.ward.ward);
    expect(own.filter((o) => o.key === 'thematic.per-quarter')).toHaveLength(1);
  });

  it('a new value ends the one before it; from the same day it replaces it', async () => {
    await set('minh', 'criticism.minutes', { from: 10, to: 20 });
    await set('minh', 'criticism.minutes', { from: 20, to: 30 });
    await set('minh', 'criticism.minutes', { from: 25, to: 40 }, { from: '2026-04-01' });
    const { own } = await rulesOf(world.ward.ward);
    expect(own.filter((o) => o.key === 'criticism.minutes').map((o) => [o.value, o.period])).toEqual([
      [
        { from: 25, to: 40 },
        { from: '2026-04-01', to: null },
      ],
      [
        { from: 20, to: 30 },
        { from: '2026-03-02', to: '2026-04-01' },
      ],
    ]);
    const overlapping = await set('minh', 'criticism.minutes', { from: 5, to: 9 }, { from: '2026-03-10' });
    expect(overlapping.error).toMatchObject({ code: 'rulebooks.override-overlaps', field: 'from' });
    expect((await rulesOf(world.ward.branch7, '2026-03-31')).rules['criticism.minutes']?.value).toEqual({
      from: 20,
      to: 30,
    });
  });

  it('its own score sheet stands on its own document', async () => {
    const sheet = structuredClone(sheetHd42);
    sheet.knockOuts.criterionIds = ['duration'];
    const { status } = await set('minh', 'score.sheet', sheet, { from: '2026-06-01' });
    expect(status).toBe(200);
    const rule = (await rulesOf(world.ward.branch5, '2026-06-01')).rules['score.sheet'];
    expect(rule).toMatchObject({ source: { document: '08-KH/ĐU', verified: true } });
    expect(rule?.value).toEqual({
      ...sheet,
      knockOuts: { criterionIds: ['duration'], source: { document: '08-KH/ĐU', verified: true } },
    });
    const short = structuredClone(sheetHd42);
    short.blocks.pop();
    expect((await set('minh', 'score.sheet', short)).error?.code).toBe('rulebooks.sheet-broken');
  });

  it('may not loosen, and the refusal names the document', async () => {
    const { status, error } = await set('minh', 'duration.minutes', 60);
    expect(status).toBe(422);
    expect(error).toMatchObject({
      code: 'rulebooks.looser-than-rule',
      field: 'value',
      rule: { document: '42-HD/BTCTW' },
    });
    expect(error?.message).toContain('42-HD/BTCTW');
  });

  it.each([
    ['vote.who', ['official', 'provisional'], 409, 'rulebooks.rule-may-not-change'],
    ['papers.lead-days', 'soon', 422, 'rulebooks.value-invalid'],
    ['no.such-rule', 1, 422, 'rulebooks.unknown-rule'],
    ['constructor', 1, 422, 'rulebooks.unknown-rule'],
  ])('%s = %j is refused with %i', async (key, value, status, code) => {
    const reply = await set('minh', key, value);
    expect([reply.status, reply.error?.code]).toEqual([status, code]);
  });

  it('needs a document and days in order', async () => {
    const blank = await set('minh', 'papers.lead-days', 3, { document: '  ' });
    expect(blank.error?.code).toBe('rulebooks.document-missing');
    const backwards = await set('minh', 'papers.lead-days', 3, { to: '2026-03-02' });
    expect(backwards.error).toMatchObject({ code: 'rulebooks.period-empty', field: 'to' });
    expect((await rulesOf(world.ward.branch5)).rules['papers.lead-days']?.value).toBe(1);
  });

  it.each(['an', 'oanh', 'phuc', 'nam'] as const)('%s may not set rules for the ward', async (person) => {
    const reply = await set(person, 'papers.lead-days', 2);
    expect([reply.status, reply.error?.code]).toEqual([403, 'platform.not-allowed']);
  });

  it('a branch sets no rules, not even its secretary', async () => {
    const reply = await set('an', 'papers.lead-days', 2, { unitId: world.ward.branch5 });
    expect([reply.status, reply.error?.code]).toEqual([409, 'rulebooks.branch-sets-no-rules']);
  });

  it('tells who may', async () => {
    const ask = async (person: Person, unitId: string) =>
      (await world.as(person).call(getUnitRules, { params: { unitId }, query: {} })).body.abilities.set;
    expect(await ask('minh', world.ward.ward)).toBe(true);
    expect(await ask('minh', world.ward.city)).toBe(false);
    expect(await ask('an', world.ward.branch5)).toBe(false);
  });
});

describe('ending a value', () => {
  it('gives the rulebook back from that day on, once', async () => {
    const { body } = await set('minh', 'result.post-within-days', 1);
    const params = { unitId: world.ward.ward, key: 'result.post-within-days', overrideId: body.id };
    const byOther = await world.as('an').call(endRule, { params, query: { on: '2026-05-01' } });
    expect(byOther.status).toBe(403);
    const ended = await world.as('minh').call(endRule, { params, query: { on: '2026-05-01' } });
    expect(ended.status).toBe(200);
    const value = async (on: string) =>
      (await rulesOf(world.ward.branch5, on)).rules['result.post-within-days']?.value;
    expect([await value('2026-04-30'), await value('2026-05-01')]).toEqual([1, 2]);
    const again = await world.as('minh').call(endRule, { params, query: { on: '2026-05-01' } });
    expect(again.error).toMatchObject({ code: 'rulebooks.override-already-ended', field: 'on' });
  });

  it('withdraws what has not begun', async () => {
    const { body } = await set('minh', 'papers.lead-days', 5, { from: '2026-09-01' });
    const params = { unitId: world.ward.ward, key: 'papers.lead-days', overrideId: body.id };
    expect((await world.as('minh').call(endRule, { params, query: {} })).status).toBe(200);
    expect((await rulesOf(world.ward.ward)).own.some((o) => o.id === body.id)).toBe(false);
    const again = await world.as('minh').call(endRule, { params, query: {} });
    expect(again.error?.code).toBe('rulebooks.override-not-found');
  });
});

describe('for other features', () => {
  it('one committee’s values do not reach another’s branches', async () => {
    const otherWard = newId();
    const otherBranch = newId();
    await world.write(async (tx) => {
      const unit = { sector: null, foundedOn: '2025-07-01' };
      await foundUnit(tx, {
        ...unit,
        id: otherWard,
        name: 'Đảng ủy phường Kim Giang',
        kind: 'upper-committee',
        code: '01.002',
        parentId: world.ward.city,
      });
      await foundUnit(tx, {
        ...unit,
        id: otherBranch,
        name: 'Chi bộ 1',
        kind: 'branch',
        code: '01.002.001',
        parentId: otherWard,
      });
    });
    const there = await world.read((tx) => rulesFor(tx, otherBranch, '2026-03-02'));
    expect(there.versionCode).toBe('hd-42-2025');
    expect(ruleValues(there)['duration.large-branch']).toBeNull();
    const here = await world.read((tx) => rulesFor(tx, world.ward.branch5, '2026-03-02'));
    expect(ruleValues(here)['duration.large-branch']).toEqual({ members: 30, minutes: 120 });
  });

  it('refuses a day before the first rulebook', async () => {
    await expect(world.read((tx) => rulesFor(tx, world.ward.branch5, '2018-07-05'))).rejects.toMatchObject({
      refusal: { code: 'platform.not-found' },
    });
    const oldBranch = newId();
    await world.write((tx) =>
      foundUnit(tx, {
        id: oldBranch,
        name: 'Chi bộ cũ',
        kind: 'base-branch',
        sector: null,
        code: '99',
        parentId: null,
        foundedOn: '2010-01-01',
      }),
    );
    await expect(world.read((tx) => rulesFor(tx, oldBranch, '2018-07-05'))).rejects.toMatchObject({
      refusal: { code: 'rulebooks.no-version' },
    });
  });
});
