// Who may import whom, and the Biome rules made of it.
//   node tools/import-rules.ts   writes tools/import-rules.json, which biome.json extends
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Beside platform: what every module may use. It knows none of them. */
export const BASE = ['mail-templates', 'uploads'];

/** Each module of the server with the modules it may import, by their index.ts. All stand on platform and BASE. */
export const MODULES: Record<string, readonly string[]> = {
  accounts: [],
  orders: ['accounts', 'uploads'],
  policies: ['accounts', 'uploads', 'orders'],
  shipping: ['accounts', 'uploads', 'orders', 'policies'],
  returns: ['accounts', 'uploads', 'orders', 'policies', 'shipping'],
  warehouse: ['accounts', 'uploads', 'orders', 'policies', 'shipping', 'returns'],
  inspection: ['accounts', 'uploads', 'orders', 'policies', 'shipping', 'returns', 'warehouse'],
  repairs: ['accounts', 'uploads', 'orders', 'policies', 'shipping', 'returns', 'warehouse', 'inspection'],
  fba: ['accounts', 'uploads', 'orders', 'policies', 'shipping', 'returns', 'warehouse', 'inspection'],
  money: ['accounts', 'uploads', 'orders', 'policies', 'shipping', 'returns'],
  billing: ['accounts', 'uploads', 'orders'],
  inbox: ['accounts', 'uploads', 'orders'],
  calls: ['accounts', 'uploads', 'orders', 'policies', 'shipping', 'returns', 'warehouse', 'money', 'inbox'],
  assistant: ['accounts', 'uploads', 'orders', 'policies', 'shipping', 'returns', 'money', 'inbox', 'calls'],
  insights: [],
  // The first page, search and the outbox read across everything.
  desk: [
    'accounts',
    'uploads',
    'orders',
    'policies',
    'shipping',
    'returns',
    'warehouse',
    'inspection',
    'repairs',
    'fba',
    'money',
    'inbox',
    'calls',
  ],
  // Sets up a whole brand at once, through the verbs of the modules it belongs to.
  assessment: ['accounts', 'orders', 'policies', 'shipping', 'inspection', 'money'],
};

/** Folders beside the modules that no module may import. */
export const ABOVE = ['connectors', 'demo', 'cli'];

type Pattern = { group: string[]; message: string };

const all = Object.keys(MODULES);
const tops = [...all, ...ABOVE];
const inside = (modules: readonly string[]) => `**/${modules.length > 1 ? `{${modules.join(',')}}` : modules[0]}`;
const anyOf = (modules: readonly string[]) => `${inside(modules)}/**`;
const byIndex = (modules: readonly string[]): Pattern => ({
  group: [anyOf(modules), `!${inside(modules)}/index.ts`, `!${inside(modules)}/testing/*`],
  message: 'A module is entered by its index.ts only, which names what others may use; what lies deeper may change.',
});

function rule(includes: string[], patterns: Pattern[]) {
  const noRestrictedImports = { level: 'error', options: { patterns } };
  return { includes, linter: { rules: { style: { noRestrictedImports } } } };
}

function moduleRule(name: string, below: readonly string[]) {
  const others = tops.filter((other) => other !== name && !below.includes(other));
  const message = `Imports go one way: ${name} may use ${[...below, 'platform'].join(', ')}. What must happen elsewhere because of ${name} is a reaction, wired in app.ts.`;
  const direction = { group: [anyOf(others), '**/app.ts'], message };
  return rule([`server/src/${name}/**`], [direction, byIndex([...below, ...BASE])]);
}

/** The `overrides` of Biome's configuration that hold the imports to the table above. */
export function importRules() {
  return [
    rule(
      ['contract/**'],
      [
        {
          group: ['../**', '@recoup/**'],
          message: 'contract is what crosses the wire: both sides import it, so it imports nothing of ours.',
        },
      ],
    ),
    rule(
      ['console/**', 'buyer/**', 'rtc/**', 'site/**', 'e2e/**'],
      [
        {
          group: ['**/server/**', '@recoup/server', '@recoup/server/**'],
          message: 'Screens use the public API through contract, like anybody else: no back door into the server.',
        },
      ],
    ),
    rule(
      ['server/src/platform/**'],
      [
        {
          group: [anyOf([...tops, 'uploads']), '**/app.ts'],
          message: 'platform knows no module: modules stand on it.',
        },
      ],
    ),
    ...BASE.map((name) =>
      rule(
        [`server/src/${name}/**`],
        [{ group: [anyOf(tops), '**/app.ts'], message: `${name} serves every module and knows none of them.` }],
      ),
    ),
    ...Object.entries(MODULES).map(([name, below]) => moduleRule(name, below)),
    rule(
      ['server/src/connectors/**'],
      [
        {
          group: [anyOf(['demo', 'cli']), '**/app.ts'],
          message: 'connectors implement interfaces that modules declare; only app.ts knows them all.',
        },
        byIndex([...all, ...BASE]),
      ],
    ),
    rule(['server/src/*.ts', 'server/src/{demo,cli}/**', 'server/test/**'], [byIndex([...all, ...BASE])]),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = new URL('./import-rules.json', import.meta.url);
  writeFileSync(file, `${JSON.stringify({ overrides: importRules() })}\n`);
}
