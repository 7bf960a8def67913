// Type-checks every workspace:  node tools/types.ts
import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const PROJECTS = [
  'contract',
  'server',
  'console',
  'buyer',
  'rtc',
  'site',
  'e2e',
  'bench',
  'bench/call/page',
  'tools',
];

export type TypeReport = { files: number; errors: string[] };

/** Checks one project by its tsconfig.json. A project that sees no file of its own is an error: it would always pass. */
export async function checkTypes(folder: string): Promise<TypeReport> {
  const project = resolve(ROOT, folder);
  const output = await new Promise<string>((tell) => {
    const tsc = [
      join(ROOT, 'node_modules/typescript/bin/tsc'),
      '-p',
      project,
      '--noEmit',
      '--listFiles',
      '--pretty',
      'false',
    ];
    execFile(process.execPath, tsc, { cwd: ROOT, maxBuffer: 1e8 }, (error, out, err) => {
      // With errors tsc ends with 1 or 2 and has said why; anything else is tsc itself failing.
      tell(error && !/error TS/.test(out) ? `${out}${err}error TS: ${error.message}\n` : out);
    });
  });
  const lines = output.split('\n').filter((line) => line.trim());
  const files = lines.filter((line) => line.startsWith(`${project}/`) && !line.includes('/node_modules/')).length;
  const errors = lines.filter((line) => /error TS|^ {2}/.test(line));
  return { files, errors: files > 0 ? errors : [...errors, `${folder}: its tsconfig.json sees no file`] };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const project of PROJECTS) {
    const { files, errors } = await checkTypes(project);
    process.stdout.write(
      `${project}: ${files} files, ${errors.length} errors\n${errors.map((e) => `${e}\n`).join('')}`,
    );
    if (errors.length > 0) process.exitCode = 1;
  }
}
