import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkIn } from '#features/meetings/contract.ts';
import { plan } from '#features/meetings/testing/hold-meeting.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import { getServerFigures } from './server-figures.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
  const meetingId = await plan(world, { month: '2026-03', plannedOn: '2026-03-05' });
  world.clock.set('2026-03-05', '19:30');
  for (const person of ['chi', 'dung'] as const)
    await world.as(person).call(checkIn, { params: { meetingId }, body: {} });
});
afterAll(() => world.close());

describe('how the server is doing', () => {
  it('is told to the operator, and to nobody else', async () => {
    const { status, body } = await world.as('phuc').call(getServerFigures);
    expect(status).toBe(200);
    expect(body).toMatchObject({ entriesShort: 2, entriesWaiting: 0, streams: 0 });
    expect(body.databaseMb).toBeGreaterThan(0);
    expect(body.now).toMatchObject({ toldToWait: 0, faults: 0, entriesWaiting: 0 });
    expect(body.diskFull).toEqual({ count: 0, lastAt: null });
    expect(body.routes.find(({ route }) => route === 'POST /api/meetings/:meetingId/check-in')).toMatchObject(
      {
        count: 2,
        faults: 0,
      },
    );
    const refused = await world.as('an').call(getServerFigures);
    expect(refused).toMatchObject({ status: 403, error: { code: 'platform.not-allowed' } });
    expect((await world.stranger.call(getServerFigures)).status).toBe(401);
  });

  it('is read by Prometheus on the machine itself, without a name of anybody, and from nowhere else', async () => {
    const ask = (remoteAddress: string, headers = {}) =>
      world.app.server.inject({ url: '/metrics', remoteAddress, headers });
    const { statusCode, body } = await ask('127.0.0.1');
    expect(statusCode).toBe(200);
    expect(body).toContain('goc_entries_short_total 2');
    expect(body).toMatch(
      /goc_request_seconds_count\{method="POST",route="\/api\/meetings\/:meetingId\/check-in",status="200"\} 2/,
    );
    expect(body).toMatch(/goc_database_waiting \d+/);
    expect(body).toContain('goc_disk_full_total 0');
    expect(body).toMatch(/goc_disk_free_bytes \d{6,}/);
    expect(body).not.toContain(world.ward.people.chi);
    expect((await ask('203.0.113.7')).body).not.toContain('goc_');
    // A proxy on the machine passes on whom it serves.
    expect((await ask('127.0.0.1', { 'x-forwarded-for': '203.0.113.7' })).body).not.toContain('goc_');
  });
});
