/** The admin command: `npm run recoup -- COMMAND`. Needs DATABASE_URL, as everything else of an installation. */
import { runCommand } from './cli/commands.ts';

process.exitCode = await runCommand(process.argv.slice(2), {
  env: process.env,
  say: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
  stdin: process.stdin,
  folder: process.cwd(),
});
