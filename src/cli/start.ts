import type { Command } from 'commander';
import { buildApp } from '#app/build-app.ts';
import { seedDemo } from '#app/seed/seed-demo.ts';
import { countPeople } from '#features/members/public.ts';
import { openDoor } from '#platform/copies/copy-door.ts';
import { inTransaction } from '#platform/database/database.ts';
import { forgetSlowStatements } from '#platform/database/slow-statements.ts';
import { listen } from '#platform/http/listen.ts';
import { bringUpToDate, copySource, openInstalled, settings } from './installation.ts';
import { CliFailure, print, progressBar, step } from './output.ts';

export function addStartCommand(program: Command): void {
  program
    .command('start')
    .description('Serve the app; on an empty embedded database the demo ward is made first')
    .option('--port <number>', 'port to listen on (default: $PORT or 4400)')
    .option('--json', 'print one JSON object when ready')
    .action(async (options: { port?: string; json?: boolean }) => {
      const config = settings();
      if (options.port) config.port = Number(options.port);
      if (!Number.isInteger(config.port) || config.port < 0 || config.port > 65_535)
        throw new CliFailure(
          'cli.wrong-port',
          `--port ${options.port}: số nguyên từ 0 đến 65535 / a whole number from 0 to 65535`,
        );
      const quiet = options.json === true;
      const db = await step(quiet, 'Mở cơ sở dữ liệu / opening the database', () => openInstalled(config));
      try {
        await bringUpToDate(db, quiet);
        const people = await inTransaction(db, 'read', countPeople);
        if (config.demo && people === 0) {
          const bar = progressBar(quiet);
          await step(quiet, 'Tạo phường dùng thử / making the demo ward', () =>
            seedDemo(db, config, 1, bar.show).finally(bar.end),
          );
        }
        const app = await buildApp({ db, config, withJobs: true });
        const address = await listen(app.server, config);
        forgetSlowStatements();
        const closeDoor = config.databaseUrl
          ? async () => {}
          : await openDoor(db, config.dataFolder, copySource);
        print(options.json, { ready: true, address, engine: db.engine, demo: config.demo }, [
          '',
          `  Gốc sẵn sàng / is ready:  ${address}`,
          config.demo
            ? '  Bản dùng thử: mở địa chỉ trên rồi chọn một người để vào. / Demo: open it and choose whom to enter as.'
            : '  Đăng nhập bằng tài khoản của đồng chí. / Sign in with your account.',
          '  Dừng: Ctrl+C / stop: Ctrl+C',
          '',
        ]);
        let stopping = false;
        const stop = async () => {
          if (stopping) return;
          stopping = true;
          await closeDoor();
          await app.close();
          process.exit(0);
        };
        process.on('SIGINT', stop);
        process.on('SIGTERM', stop);
      } catch (error) {
        await db.close();
        if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
          throw new CliFailure(
            'cli.port-taken',
            `Cổng ${config.port} đang bận. Đặt PORT khác. / Port ${config.port} is taken; set PORT.`,
          );
        throw error;
      }
    });
}
