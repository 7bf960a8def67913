// npm run bench -- NAME: runs bench/NAME.ts, which prints a table and ends with one line of JSON.
import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './installation.ts';

const [name, ...args] = process.argv.slice(2);
const files = await readdir(join(ROOT, 'bench'));
const names = files.filter((file) => /^[a-z-]+\.ts$/.test(file)).map((file) => file.slice(0, -'.ts'.length));
if (!name || !names.includes(name)) {
  process.stderr.write(`Which one? npm run bench -- ${names.join(' | ') || 'NAME (there is none yet)'}\n`);
  process.exit(1);
}
const child = spawn(process.execPath, [join(ROOT, 'bench', `${name}.ts`), ...args], { cwd: ROOT, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // Ctrl-C reaches the whole terminal by itself; what was sent to us alone is passed on.
  process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
}
child.once('exit', (code) => process.exit(code ?? 1));
