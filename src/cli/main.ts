import { Command, CommanderError } from 'commander';
import { features } from '#app/features.ts';
import { fillFacts } from '#kernel/error-table.ts';
import { DomainError } from '#kernel/result.ts';
import { ConfigError } from '#platform/config/read-config.ts';
import { CopyFault } from '#platform/copies/copy-fault.ts';
import { FolderInUse } from '#platform/database/folder-lock.ts';
import { isFullDisk } from '#platform/database/full-disk.ts';
import { DatabaseUnreachable, FolderUnusable } from '#platform/database/open-database.ts';
import { platformErrors } from '#platform/http/platform-errors.ts';
import { addAccountCommand } from './account.ts';
import { addAuthorityCommand } from './authority.ts';
import { addBackupCommands } from './backup.ts';
import { addBallotCommand } from './ballot.ts';
import { addBenchCommand } from './bench.ts';
import { addDoctorCommand } from './doctor.ts';
import { addExportCommand } from './export.ts';
import { addImportCommand } from './import.ts';
import { VERSION } from './installation.ts';
import { CliFailure } from './output.ts';
import { addPlanCommand } from './plan.ts';
import { addSeedCommand } from './seed.ts';
import { addStartCommand } from './start.ts';
import { addTokenCommand } from './token.ts';

const program = new Command('goc')
  .description(
    'Gốc: sinh hoạt chi bộ, từ thông báo đến biên bản. Runs a branch’s meetings from notice to signed minutes.',
  )
  .version(VERSION)
  .showHelpAfterError()
  .exitOverride();

addStartCommand(program);
addSeedCommand(program);
addImportCommand(program);
addPlanCommand(program);
addExportCommand(program);
addBackupCommands(program);
addTokenCommand(program);
addAccountCommand(program);
addDoctorCommand(program);
addAuthorityCommand(program);
addBallotCommand(program);
addBenchCommand(program);

/** What went wrong in words for a person, or for a script that asked for JSON. */
function explain(error: unknown): { code: string; message: string } {
  if (error instanceof CliFailure) return { code: error.code, message: error.message };
  if (error instanceof DomainError) {
    const { code, facts } = error.refusal;
    const row =
      features.map((f) => f.errors[code]).find(Boolean) ??
      (platformErrors as Record<string, { vi: string; wayOut?: { vi: string } }>)[code];
    const message = row ? [fillFacts(row.vi, facts), row.wayOut?.vi].filter(Boolean).join(' ') : code;
    return { code, message };
  }
  if (error instanceof ConfigError) return { code: 'cli.wrong-settings', message: error.message };
  if (error instanceof DatabaseUnreachable) return { code: 'cli.no-database', message: error.message };
  if (error instanceof FolderUnusable) return { code: 'cli.folder-unusable', message: error.message };
  if (error instanceof CopyFault) return { code: `cli.copy-${error.why}`, message: error.message };
  if (isFullDisk(error))
    return {
      code: 'cli.disk-full',
      message: 'Hết chỗ trên đĩa; không có gì được giữ lại. / The disk is full; nothing was kept.',
    };
  if (error instanceof FolderInUse) return { code: 'cli.folder-in-use', message: error.message };
  return { code: 'cli.unexpected', message: error instanceof Error ? error.message : String(error) };
}

try {
  await program.parseAsync(process.argv);
} catch (error) {
  const wantsJson = process.argv.includes('--json');
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode;
    // The words for people went to the standard error already; a script reads its object in the usual place.
    if (error.exitCode !== 0 && wantsJson) {
      const message = error.message.replace(/^error: /, '');
      console.log(JSON.stringify({ error: { code: 'cli.wrong-use', message } }));
    }
  } else {
    const failure = explain(error);
    if (wantsJson) console.log(JSON.stringify({ error: failure }));
    else console.error(`goc: ${failure.message}`);
    process.exitCode = 1;
  }
}
