import { describe, expect, it } from 'vitest';
import { one, sql } from '#platform/database/database.ts';
import { type Bench, compare, judge, percentile, runBench, spreadOf } from './harness.ts';

describe('figures', () => {
  it('takes percentiles by the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect([50, 95, 99, 100].map((share) => percentile(hundred, share))).toEqual([50, 95, 99, 100]);
    expect(percentile([7], 95)).toBe(7);
    expect(() => percentile([], 50)).toThrow();
    expect(spreadOf([3, 1, 2])).toEqual({ count: 3, p50_ms: 2, p95_ms: 3, p99_ms: 3, most_ms: 3 });
  });

  it('judges by the median of the ratios of rounds, not by the ratio of medians', () => {
    const rounds = [
      { floor: 10, ours: 20 },
      { floor: 100, ours: 110 },
      { floor: 20, ours: 60 },
    ];
    expect(judge(rounds)).toEqual({
      floor_ms: 20,
      ours_ms: 60,
      ratio: 2,
      ratio_range: [1.1, 3],
      floor_spread: 10,
    });
  });

  it('lets both sides run equally often, in turns', async () => {
    const ran: string[] = [];
    const side = (name: string) => async () => void ran.push(name);
    await compare({ floor: side('f'), ours: side('o') }, { rounds: 3, times: 2 });
    expect(ran.join('')).toBe('ffoo' + 'ffoo' + 'ooff' + 'ffoo');
  });
});

describe('a bench from its start to its end', () => {
  const options = (part: { districts: string[]; isSmall: boolean } | undefined) => ({
    seed: 7,
    rounds: 1,
    isTrial: true,
    ...(part ? { part } : {}),
    say: () => {},
    progress: () => {},
  });

  it('has a city to work on, serves it, and leaves nothing running', { timeout: 240_000 }, async () => {
    const seen: Record<string, unknown> = {};
    const bench: Bench = {
      about: 'a trial of the harness',
      needs: 'city',
      run: async (world) => {
        const { branches } = await one(
          world.db.kysely,
          sql<{ branches: number }>`select count(*)::int as branches from meetings.series`,
        );
        const served = await world.serve();
        const analyst = await served.enterAs(0);
        const me = (await analyst.get('/api/me')) as { posts: { post: string }[]; today: string };
        Object.assign(seen, { branches, post: me.posts[0]?.post, today: me.today, url: world.url });
        await expect(analyst.get('/api/units/nowhere')).rejects.toThrow('/api/units/nowhere');
        return { figures: { branches }, lines: ['done'] };
      },
    };
    const { figures, lines } = await runBench('trial', bench, options({ districts: ['001'], isSmall: true }));
    expect(lines).toEqual(['done']);
    expect(figures).toMatchObject({
      bench: 'trial',
      rounds: 1,
      branches: seen.branches,
      machine: { cores: expect.any(Number), postgres: expect.stringMatching(/^18/) },
      sizes: {
        branches: seen.branches,
        meetings: expect.any(Number),
        months: [expect.any(String), expect.any(String)],
      },
    });
    expect(seen.branches).toBeGreaterThan(20);
    expect(seen.post).toBe('officer');
    await expect(fetch(String(seen.url).replace(/^postgresql:\/\/goc@/, 'http://'))).rejects.toThrow();
  });

  it('takes everything down when the bench fails', { timeout: 120_000 }, async () => {
    const failing: Bench = {
      about: 'fails',
      needs: 'empty',
      run: async ({ newDatabase }) => {
        await newDatabase();
        throw new Error('the bench failed');
      },
    };
    await expect(runBench('failing', failing, options(undefined))).rejects.toThrow('the bench failed');
  });
});
