import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../test/database.ts';
import { type Client, type FrontDoor, openFrontDoor } from '../test/front-door.ts';
import { runCommand } from './cli/commands.ts';
import { aBrand } from './orders/testing/rows.ts';
import { shopifyCsv, shopifyRow } from './orders/testing/shopify.ts';

const CLI = fileURLToPath(new URL('./cli.ts', import.meta.url));
let door: FrontDoor;
let folder: string;
let env: Record<string, string>;
let owner: pg.Client;
beforeAll(async () => {
  door = await openFrontDoor();
  folder = await mkdtemp(join(tmpdir(), 'recoup-cli-'));
  env = { DATABASE_URL: door.ownerUrl, RECOUP_DATA: join(folder, 'data'), PORT: String(await freePort()) };
  owner = new pg.Client({ connectionString: door.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await rm(folder, { recursive: true, force: true });
});

function listening(): Promise<{ server: Server; port: number }> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () =>
      resolve({ server, port: (server.address() as { port: number }).port }),
    );
  });
}
async function freePort(): Promise<number> {
  const { server, port } = await listening();
  await new Promise((closed) => server.close(closed));
  return port;
}

type Ran = { code: number; out: string; err: string };
/** The command as the terminal gives it, in this process. */
async function recoup(
  args: string[],
  { input = '', more = {} }: { input?: string; more?: Record<string, string> } = {},
): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommand(args, {
    env: { ...env, ...more },
    say: (line) => out.push(line),
    complain: (line) => err.push(line),
    stdin: Readable.from([input]),
    folder,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

async function signIn(email: string, password: string): Promise<number> {
  const response = await fetch(`${door.url}/v1/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'http://recoup.test' },
    body: JSON.stringify({ email, password }),
  });
  return response.status;
}

describe('arguments that make no sense', () => {
  it.each([
    [['frob'], 'There is no command "frob".'],
    [['create-workspace'], '--email is missing.'],
    [['create-workspace', '--nam', 'x'], "Unknown option '--nam'"],
    [
      ['create-workspace', '--name', 'X', '--owner', 'O', '--email', 'o@example.com', '--kind', 'shop'],
      '--kind shop: must be one of brand, 3pl',
    ],
    [['create-workspace', '--name', 'X', '--owner', 'O', '--email', 'nobody'], 'nobody is no e-mail address.'],
    [
      ['create-workspace', '--name', 'X', '--owner', 'O', '--email', 'o@example.com', '--time-zone', 'Mars'],
      'Mars is no time zone',
    ],
    [['create-user', '--name', 'A', '--email', 'a@example.com', '--role', 'king'], '--role king: must be one of owner'],
    [['create-user', 'Ann'], 'What is "Ann"?'],
    [['api-key', '--name', 'k'], '--scopes is missing.'],
    [['api-key', '--name', 'k', '--scopes', 'orders.read,fly'], '--scopes fly: must be one of'],
    [['import'], 'Which file?'],
    [['import', 'nothing.csv', '--brand', 'x'], 'There is no file nothing.csv.'],
    [['import', 'nothing.csv'], '--brand is missing.'],
  ])('%j are answered with what is wrong', async (args, words) => {
    const { code, err } = await recoup(args);
    expect(err).toContain(words);
    expect(err).not.toContain('    at ');
    expect(code).toBe(1);
  });

  it('help is given when asked', async () => {
    expect(await recoup([])).toMatchObject({
      code: 0,
      out: expect.stringContaining('create-workspace  open a workspace'),
    });
    expect(await recoup(['import', '--help'])).toMatchObject({ code: 0, out: expect.stringContaining('--dry-run') });
    expect(
      (await recoup(['api-key', '--name', 'k', '--scopes', 'all'], { more: { DATABASE_URL: 'mysql://x' } })).err,
    ).toContain('DATABASE_URL: must be a postgres:// address');
  });
});

describe('people and programs are let in', () => {
  it('a workspace opens with an owner who can sign in with the password shown', async () => {
    const { code, out } = await recoup([
      'create-workspace',
      '--name',
      'Hearth',
      '--owner',
      'Hanna',
      '--email',
      'hanna@example.com',
      '--kind',
      '3pl',
    ]);
    expect(code).toBe(0);
    const [, password] = out.match(/shown this once: (\S+)/) ?? [];
    expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    expect(await signIn('hanna@example.com', password!)).toBe(200);
    const again = await recoup([
      'create-workspace',
      '--name',
      'Second',
      '--owner',
      'Hanna',
      '--email',
      'hanna@example.com',
    ]);
    expect(again.out).toContain('with hanna@example.com and the password they have.');
  });

  it('a member gets a role, a scope and a password from standard input', async () => {
    const brand = await aBrand(door.owner, 'cli-lamps');
    const args = [
      'create-user',
      '--workspace',
      door.workspaceId,
      '--email',
      'ann@example.com',
      '--name',
      'Ann',
      '--role',
      'agent',
      '--brand',
      'cli-lamps',
      '--language',
      'zh',
      '--password-stdin',
    ];
    expect(await recoup(args, { input: 'a long enough password\n' })).toMatchObject({ code: 0, err: '' });
    expect(await signIn('ann@example.com', 'a long enough password')).toBe(200);
    const { rows } = await owner.query("select role, language, brand_ids from staff where email = 'ann@example.com'");
    expect(rows).toEqual([{ role: 'agent', language: 'zh', brand_ids: [brand.id] }]);
    expect(await recoup(args, { input: 'a long enough password\n' })).toMatchObject({
      code: 1,
      err: expect.stringContaining('a member of the workspace already'),
    });
    expect((await recoup(args.toSpliced(4, 1, 'ben@example.com'), { input: 'short\n' })).err).toContain(
      '10 to 128 characters',
    );
    expect((await recoup(['create-user', '--email', 'b@example.com', '--name', 'B', '--role', 'agent'])).err).toContain(
      'Which one? Say --workspace',
    );
    expect((await recoup([...args.slice(0, 9), '--brand', 'nothing'], { input: '' })).err).toContain(
      'No brand is called nothing',
    );
  });

  it('a key works once it is shown', async () => {
    const { out, code } = await recoup([
      'api-key',
      '--workspace',
      door.workspaceId,
      '--name',
      'shop sync',
      '--scopes',
      'orders.read,orders.write',
      '--brand',
      'cli-lamps',
    ]);
    expect(code).toBe(0);
    const [, secret] = out.match(/shown this once: (rk_\S+)/) ?? [];
    const me = await fetch(`${door.url}/v1/me`, { headers: { authorization: `Bearer ${secret}` } });
    expect(await me.json()).toMatchObject({
      kind: 'api_key',
      name: 'shop sync',
      permissions: ['orders.read', 'orders.write'],
    });
  });
});

describe('a file is imported', () => {
  const rows = async (slug: string, client: Client = door.owner) => {
    const response = await client.fetch(`/v1/orders?limit=200`);
    const { rows: all } = (await response.json()) as { rows: { number: string; brand: { name: string } }[] };
    return all.filter((row) => row.brand.name.toLowerCase() === slug).map((row) => row.number);
  };

  it('counted first, then written, with what was left out in a file beside', async () => {
    await aBrand(door.owner, 'files');
    await writeFile(
      join(folder, 'export.csv'),
      shopifyCsv([shopifyRow(), shopifyRow({ Name: '#1002', Id: '2', 'Lineitem price': 'free' })]),
    );
    const dry = await recoup(['import', 'export.csv', '--brand', 'files', '--dry-run']);
    expect(dry).toMatchObject({
      code: 1,
      out: expect.stringContaining("export.csv is Shopify's order export: 1 orders with 1 lines; 1 cannot be read."),
    });
    expect(dry.out).toContain('Lineitem price: free is no amount');
    expect(await rows('files')).toEqual([]);
    const real = await recoup(['import', 'export.csv', '--brand', 'files', '--delivered-after', '5']);
    expect(real).toMatchObject({
      code: 1,
      out: expect.stringContaining('1 new, 0 changed, 0 as they were, 1 left out.'),
    });
    expect(await rows('files')).toEqual(['#1001']);
    const errors = await readFile(join(folder, 'export errors.csv'), 'utf8');
    await writeFile(join(folder, 'mended.csv'), errors.replace('free', '50'));
    expect(await recoup(['import', 'mended.csv', '--brand', 'files'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 new, 0 changed'),
    });
  });

  it("by a mapping where its columns are nobody else's", async () => {
    await aBrand(door.owner, 'mapped');
    await writeFile(join(folder, 'odd.csv'), 'Ref,When,Article,Pieces,Each\n7,03/04/2026,LAMP,1,12.50\n');
    const lost = await recoup(['import', 'odd.csv', '--brand', 'mapped']);
    expect(lost).toMatchObject({
      code: 1,
      err: expect.stringContaining('It is not clear which column holds order.number'),
    });
    const columns = {
      Ref: 'order.number',
      When: 'order.placed_at',
      Article: 'line.sku',
      Pieces: 'line.quantity',
      Each: 'line.unit_price',
    };
    await writeFile(join(folder, 'odd.json'), JSON.stringify({ columns, settings: { date_order: 'mdy' } }));
    expect(await recoup(['import', 'odd.csv', '--brand', 'mapped', '--mapping', 'odd.json'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 new'),
    });
    for (const [content, words] of [
      ['{', 'odd.json is not JSON'],
      ['{"columns":{"Ref":"order.colour"}}', 'columns.Ref'],
      ['{"columns":{"Nothing":"order.number"}}', 'odd.csv has no column "Nothing".'],
    ] as const) {
      await writeFile(join(folder, 'odd.json'), content);
      expect((await recoup(['import', 'odd.csv', '--brand', 'mapped', '--mapping', 'odd.json'])).err).toContain(words);
    }
    expect((await recoup(['import', 'odd.csv', '--brand', 'nowhere'])).err).toContain('No brand has the slug nowhere.');
    await writeFile(join(folder, 'page.csv'), '<html></html>');
    expect((await recoup(['import', 'page.csv', '--brand', 'mapped'])).err).toContain(
      'The file is no table and no JSON.',
    );
  });
});

it('what the inbox is searched by is written anew', async () => {
  const ran = await recoup(['index-inbox']);
  expect([ran.code, ran.err]).toEqual([0, '']);
  expect(ran.out).toMatch(/What was said in \d+ workspaces? can be found\./);
});

it('what remedies are ranked by is learned anew', async () => {
  const ran = await recoup(['relearn']);
  expect([ran.code, ran.err]).toEqual([0, '']);
  expect(ran.out).toMatch(/Learned from \d+ events of \d+ workspaces?\./);
});

it('the program itself ends with the code of its command', async () => {
  const child = spawn(process.execPath, [CLI, 'frob'], { cwd: folder, env: { PATH: process.env.PATH } });
  const [err, code] = await Promise.all([text(child.stderr), new Promise((tell) => child.once('exit', tell))]);
  expect(err).toContain('There is no command "frob".');
  expect(code).toBe(1);
});

describe('the doctor', () => {
  it('finds a sound installation sound', async () => {
    const { code, out } = await recoup(['doctor']);
    expect(out).toContain('All is well.');
    expect(
      out
        .split('\n')
        .filter((line) => line.startsWith('✓'))
        .map((line) => line.slice(2, line.indexOf(':'))),
    ).toEqual([
      'Node',
      'Settings',
      'Data folder',
      'Disk',
      'Database',
      'Migrations',
      'Role',
      'Row-level security',
      'Clock',
      'Jobs',
      'Files',
      'Mail',
      'Port',
    ]);
    expect(code).toBe(0);
  });

  it.each<[string, Record<string, string>, string, string]>([
    [
      'a database that is not there',
      { DATABASE_URL: 'postgres://x:y@127.0.0.1:1/z' },
      '✗ Database: 127.0.0.1:1 does not answer',
      'DATABASE_URL right?',
    ],
    ['a bad setting', { PORT: 'ninety' }, '✗ Settings: PORT', 'Mend these variables'],
    [
      'an open address',
      { PUBLIC_URL: 'http://returns.example.com' },
      '✗ Settings: http://returns.example.com is not encrypted',
      'https://',
    ],
    ['a mail server that is away', { SMTP_URL: 'smtp://127.0.0.1:1' }, '✗ Mail: 127.0.0.1', 'Look at SMTP_URL'],
    [
      'a folder that cannot be written',
      { RECOUP_DATA: '/etc/hostname/recoup', RECOUP_SECRET: 'x'.repeat(40) },
      '✗ Data folder: /etc/hostname/recoup cannot be written',
      'RECOUP_DATA',
    ],
  ])('finds %s', async (_what, more, finding, mend) => {
    const { code, out } = await recoup(['doctor'], { more });
    expect(out).toContain(finding);
    expect(out.slice(out.indexOf(finding))).toContain(mend);
    expect(out).toMatch(/thing(s are| is) wrong\./);
    expect(code).toBe(1);
  });

  it('finds a port that another program uses', async () => {
    const { server, port } = await listening();
    server.on('connection', (socket) => socket.destroy());
    const { out } = await recoup(['doctor'], { more: { PORT: String(port) } });
    server.close();
    expect(out).toContain(`✗ Port: another program uses ${port}`);
  });

  it('finds migrations that did not run, and those of a newer version', async () => {
    const { ownerUrl } = await freshDatabase();
    const client = new pg.Client({ connectionString: ownerUrl });
    await client.connect();
    const { rows } = await client.query(
      'delete from schema_migrations where number = (select max(number) from schema_migrations) returning name',
    );
    const missing = await recoup(['doctor'], { more: { DATABASE_URL: ownerUrl } });
    expect(missing.out).toContain(`✗ Migrations: 1 not run: ${rows[0].name}`);
    await client.query("insert into schema_migrations (number, name, sha256) values (9999, '9999_future.sql', '')");
    const newer = await recoup(['doctor'], { more: { DATABASE_URL: ownerUrl } });
    expect(newer.out).toContain('✗ Migrations: the database has 9999_future.sql');
    await client.end();
  });

  it('finds a table somebody opened, and jobs that were given up', async () => {
    const { ownerUrl } = await freshDatabase();
    const client = new pg.Client({ connectionString: ownerUrl });
    await client.connect();
    await client.query('alter table orders disable row level security');
    await client.query("select graphile_worker.add_job('run-import', max_attempts => 1)");
    await client.query("update graphile_worker._private_jobs set attempts = 1, last_error = 'the disk is full'");
    const { code, out } = await recoup(['doctor'], { more: { DATABASE_URL: ownerUrl } });
    await client.end();
    expect(out).toContain('✗ Row-level security: open: orders');
    expect(out).toContain('✗ Jobs: 1 given up after all attempts; one is run-import: the disk is full');
    expect(out).toContain('2 things are wrong.');
    expect(code).toBe(1);
  });
});
