import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ABOVE, BASE, importRules, MODULES } from './import-rules.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

type Report = {
  summary: { unchanged: number };
  diagnostics: { category: string; message: string; location: { path: string } }[];
};

/** Lints a folder that holds these files under the product's own rules. */
async function lint(folder: string): Promise<Report> {
  const args = ['lint', '--reporter=json', '--max-diagnostics=none', '--error-on-warnings', '.'];
  const { stdout } = await promisify(execFile)(join(ROOT, 'node_modules/.bin/biome'), args, { cwd: folder }).catch(
    (failed: { stdout: string }) => failed,
  );
  return JSON.parse(stdout) as Report;
}

const ONE_WAY = 'lint/style/noRestrictedImports';
const FINE: Record<string, string> = {
  'contract/returns.ts': "import { money } from './money.ts';\nexport const wire = money;\n",
  'contract/money.ts': 'export const money = 1;\n',
  'server/src/platform/db.ts': 'export const db = 1;\n',
  'server/src/accounts/index.ts': "import { db } from '../platform/db.ts';\nexport const who = db;\n",
  'server/src/returns/portal/look-up.ts': "import { note } from '../note.ts';\nexport const found = note;\n",
  'server/src/returns/note.ts': "import { wire } from '@recoup/contract/returns';\nexport const note = wire;\n",
  'server/src/returns/index.ts': "import { who } from '../accounts/index.ts';\nexport const ask = who;\n",
  'server/src/money/index.ts': "import { ask } from '../returns/index.ts';\nexport const give = ask;\n",
  'server/src/connectors/shop/index.ts': "import { give } from '../../money/index.ts';\nexport const shop = give;\n",
  'server/src/app.ts': "import { shop } from './connectors/shop/index.ts';\nexport const app = shop;\n",
  'console/src/returns/list.ts': "import { wire } from '@recoup/contract/returns';\nexport const list = wire;\n",
};

const PLANTED: [what: string, file: string, text: string, category: string][] = [
  ['a module that imports one above it', 'server/src/orders/a.ts', "export * from '../returns/index.ts';", ONE_WAY],
  ['an import for its types only', 'server/src/orders/b.ts', "export type { X } from '../money/index.ts';", ONE_WAY],
  ['an import at run time', 'server/src/orders/c.ts', "export const c = () => import('../inbox/index.ts');", ONE_WAY],
  ['a reach past index.ts', 'server/src/returns/d.ts', "export * from '../accounts/staff.store.ts';", ONE_WAY],
  [
    'a reach past index.ts from a folder below',
    'server/src/returns/x/e.ts',
    "export * from '../../orders/order.ts';",
    ONE_WAY,
  ],
  ['money that imports the warehouse', 'server/src/money/f.ts', "export * from '../warehouse/index.ts';", ONE_WAY],
  ['insights that import a module', 'server/src/insights/g.ts', "export * from '../orders/index.ts';", ONE_WAY],
  ['platform that imports a module', 'server/src/platform/h.ts', "export * from '../accounts/index.ts';", ONE_WAY],
  [
    'a module that imports a connector',
    'server/src/shipping/i.ts',
    "export * from '../connectors/usps/index.ts';",
    ONE_WAY,
  ],
  [
    'a connector that reaches past index.ts',
    'server/src/connectors/shop/j.ts',
    "export * from '../../orders/order.ts';",
    ONE_WAY,
  ],
  ['app.ts reaching past index.ts', 'server/src/k.ts', "export * from './returns/returns.store.ts';", ONE_WAY],
  ['a module that imports app.ts', 'server/src/fba/l.ts', "export * from '../app.ts';", ONE_WAY],
  ['the console importing the server', 'console/src/m.ts', "export * from '../../server/src/platform/db.ts';", ONE_WAY],
  ['a buyer page importing the server', 'buyer/src/n.ts', "export * from '@recoup/server';", ONE_WAY],
  ['a journey importing the server', 'e2e/o.ts', "export * from '../server/src/platform/db.ts';", ONE_WAY],
  ['the contract importing the server', 'contract/p.ts', "export * from '../server/src/platform/db.ts';", ONE_WAY],
  [
    'a cycle',
    'server/src/orders/q1.ts',
    "import { r } from './q2.ts';\nexport const q = () => r();",
    'lint/suspicious/noImportCycles',
  ],
  [
    'the other half of it',
    'server/src/orders/q2.ts',
    "import { q } from './q1.ts';\nexport const r = () => q();",
    'lint/suspicious/noImportCycles',
  ],
  ['any', 'server/src/orders/s.ts', 'export const s = (x: any) => x;', 'lint/suspicious/noExplicitAny'],
  [
    'a promise nobody waits for',
    'server/src/orders/t.ts',
    'const f = async () => {};\nexport const t = () => {\n  f();\n};',
    'lint/nursery/noFloatingPromises',
  ],
  ['console.log in the server', 'server/src/orders/u.ts', "console.log('here');", 'lint/suspicious/noConsole'],
  [
    'the environment read in a module',
    'server/src/orders/v.ts',
    'export const v = process.env.PORT;',
    'lint/style/noProcessEnv',
  ],
  [
    'a skipped test',
    'server/src/orders/w.test.ts',
    "import { it } from 'vitest';\nit.skip('w', () => {});",
    'lint/suspicious/noSkippedTests',
  ],
  [
    'a test that shuts out the others',
    'server/src/orders/x.test.ts',
    "import { it } from 'vitest';\nit.only('x', () => {});",
    'lint/suspicious/noFocusedTests',
  ],
  [
    'a silenced type error',
    'server/src/orders/y.ts',
    '// @ts-ignore\nexport const y = 1;',
    'lint/suspicious/noTsIgnore',
  ],
];

describe('the linter', () => {
  let folder: string;
  let report: Report;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'recoup-lint-'));
    const config = JSON.parse(await readFile(join(ROOT, 'biome.json'), 'utf8'));
    await writeFile(join(folder, 'biome.json'), JSON.stringify({ ...config, vcs: { enabled: false } }));
    await cp(join(ROOT, 'tools/import-rules.json'), join(folder, 'tools/import-rules.json'));
    const files = [...Object.entries(FINE), ...PLANTED.map(([, file, text]) => [file, `${text}\n`] as const)];
    for (const [file, text] of files) {
      await mkdir(join(folder, dirname(file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
    report = await lint(folder);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(PLANTED)('reports %s', (_what, file, _text, category) => {
    const found = report.diagnostics.filter(({ location }) => location.path === file).map((one) => one.category);
    expect(found).toContain(category);
  });

  it('says why', () => {
    const messages = report.diagnostics.filter((one) => one.category === ONE_WAY).map(({ message }) => message);
    expect(messages).toContain('platform knows no module: modules stand on it.');
    expect(messages.every((message) => message.length > 40)).toBe(true);
  });

  it('leaves what is in order alone', () => {
    expect(report.diagnostics.filter(({ location }) => location.path in FINE)).toEqual([]);
  });

  it('has looked at every file', () => {
    const configuration = 1; // biome.json itself
    expect(report.summary.unchanged).toBe(Object.keys(FINE).length + PLANTED.length + configuration);
  });
});

it('the rules in use are the table of who may import whom, and the table knows every folder of the server', async () => {
  const used = JSON.parse(await readFile(join(ROOT, 'tools/import-rules.json'), 'utf8'));
  expect(used, 'run "node tools/import-rules.ts"').toEqual({ overrides: importRules() });
  const folders = (await readdir(join(ROOT, 'server/src'), { withFileTypes: true })).filter((one) => one.isDirectory());
  const known = ['platform', ...BASE, ...ABOVE, ...Object.keys(MODULES)];
  expect(folders.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
});
