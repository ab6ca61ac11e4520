import { Cron } from 'croner';
import { ZONE } from '#kernel/civil-date.ts';
import { faultOf } from './fault.ts';
import type { Job, World } from './feature.ts';

/** Runs jobs by the clock of Vietnam, each never twice at once, and some of them now. Returns the way to stop them. */
export function startJobs(world: World, jobs: readonly Job[]): () => void {
  const running = jobs.map((job) => {
    const cron = new Cron(
      job.pattern,
      {
        timezone: ZONE,
        protect: true,
        unref: true,
        catch: (error) => world.log.error({ job: job.name, ...faultOf(error) }, 'job failed'),
      },
      () => job.run(world),
    );
    if (job.atStart) void cron.trigger();
    return cron;
  });
  return () => {
    for (const cron of running) cron.stop();
  };
}
