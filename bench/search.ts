/**
 * Looking into everything said, at a million messages of two years in English and Chinese: words in half of all messages,
 * words in one of a thousand, two words, Chinese, codes, and what was never said; over HTTP, as staff ask.
 *
 *   npm run bench -- search             1,000,000 messages
 *   npm run bench -- search --quick     100,000 messages
 *
 * The floor is one message read by its primary key with bare `pg`, in a transaction that sees one workspace, in the same
 * run: what any answer from this database costs on this machine.
 */
import { inbox, inboxSetup } from '@recoup/contract';
import pg from 'pg';
import { measure, quantile, report, round } from './lib/place.ts';
import { caller, makeShop, overHttp } from './lib/shop.ts';
import { codeOf, fill, idAt, nameOf, words } from './lib/talk.ts';

const quick = process.argv.includes('--quick');
const MESSAGES = quick ? 100_000 : 1_000_000;
const ROUNDS = 3;
/** Milliseconds a find may take at the 95th of a hundred. */
const LIMIT = 150;

const some = (count: number, make: (n: number) => string) => Array.from({ length: count }, (_, n) => make(n));

/** What is asked, by kind; 30 different questions each, but for the few words that are in half of all messages. */
const questions: Record<string, string[]> = {
  common: [...words.common, '订单', '请'],
  middling: some(30, words.middling),
  rare: some(30, words.rare),
  'two words, one common': some(30, (n) => `${words.common[n % 5]} ${words.rare(n)}`),
  'two words, the common one last': some(30, (n) => `${words.rare(n)} ${words.common[n % 5]}`),
  'two middling words': some(30, (n) => `${words.middling(n)} ${words.middling(n + 40)}`),
  'Chinese, common': some(30, words.chineseCommon),
  'Chinese, rare': some(30, words.chineseRare),
  'Chinese, two words': some(30, (n) => `${words.chineseCommon(n)} ${words.chineseRare(n)}`),
  code: some(30, (n) => codeOf(n * Math.floor(MESSAGES / 200))),
  'order number': some(30, (n) => `#W-${20_000 + n * 977}`),
  name: some(30, (n) => nameOf(n * 331)),
  'never said': some(30, (n) => `qqxq${n}zzyzx`),
  'a letter or two': ['q', 'w', 'be', 'zo', 'x'],
};

await measure(async (place) => {
  const url = await place.create('shop');
  const shop = await makeShop(url, place.folder);
  const first = await place.serve('shop');
  const maker = caller(overHttp(first.url), { authorization: `Bearer ${shop.keys.asker}` });
  const { workspaceId, brandId } = shop;
  const body = { brand_id: brandId, name: 'Contact form', settings: { kind: 'form' as const } };
  const { id: channelId } = await maker(inboxSetup.addChannel, { body });
  await first.stop();

  const owner = new pg.Client({ connectionString: url });
  owner.on('error', () => {}); // the cluster stops under a client that a failure left open; the failure is what is told
  await owner.connect();
  const from = performance.now();
  const until = new Date();
  await fill(owner, { workspaceId, brandId, channelId }, MESSAGES, until);
  const filling = (performance.now() - from) / 1000;
  const { rows: sizes } = await owner.query<{ said: number; lexemes: number; messages: number; half: number }>(
    `select pg_relation_size('said') as said, pg_relation_size('said_lexemes') as lexemes, pg_relation_size('messages') as messages`,
  );
  const mb = (bytes: number) => round(Number(bytes) / 1024 / 1024, 0);

  const server = await place.serve('shop');
  const ask = caller(overHttp(server.url), { authorization: `Bearer ${shop.keys.asker}` });
  const find = (q: string, cursor?: string) => ask(inbox.search, { query: { q, limit: 20, cursor } });
  for (const asked of Object.values(questions)) for (const q of asked.slice(0, 3)) await find(q);

  const figures: Record<string, { p50: number; p95: number; hits: number }> = {};
  const all: number[] = [];
  for (const [kind, asked] of Object.entries(questions)) {
    const times: number[] = [];
    let hits = 0;
    for (let round = 0; round < ROUNDS; round++) {
      for (const q of asked) {
        const began = performance.now();
        const { rows } = await find(q);
        times.push(performance.now() - began);
        hits += rows.length;
      }
    }
    all.push(...times);
    figures[kind] = {
      p50: round(quantile(times, 0.5), 1),
      p95: round(quantile(times, 0.95), 1),
      hits: round(hits / times.length, 1),
    };
  }
  // Deep into the pages of a word in half of all messages.
  const deep: number[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 100; page++) {
    const began = performance.now();
    cursor = (await find(words.common[0]!, cursor)).next_cursor ?? undefined;
    deep.push(performance.now() - began);
  }
  figures['common, 100 pages deep'] = {
    p50: round(quantile(deep, 0.5), 1),
    p95: round(quantile(deep, 0.95), 1),
    hits: 20,
  };
  all.push(...deep);

  const bare = new pg.Client({ connectionString: url, options: '-c role=recoup_app -c timezone=UTC' });
  bare.on('error', () => {});
  await bare.connect();
  const floors: number[] = [];
  const step = (730 * 86_400_000) / MESSAGES;
  const began = until.getTime() - 730 * 86_400_000;
  for (let n = 0; n < 600; n++) {
    const at = (n * 7919) % MESSAGES;
    const id = idAt(2, Math.floor(began + at * step), at);
    const start = performance.now();
    await bare.query(
      `begin; set local app.workspace_id = '${workspaceId}'; set local app.brands = '*'; set local app.sites = '*'`,
    );
    const { rowCount } = await bare.query({
      name: 'floor',
      text: 'select body from messages where workspace_id = $1 and id = $2',
      values: [workspaceId, id],
    });
    await bare.query('commit');
    if (rowCount !== 1) throw new Error('the floor read nothing');
    if (n >= 100) floors.push(performance.now() - start);
  }
  const { rows: known } = await owner.query<{ share: number }>(
    `select count(*) filter (where body ~* '\\m${words.common[0]}\\M')::float / count(*) as share from messages tablesample system (2)`,
  );
  await bare.end();
  await owner.end();
  await server.stop();

  const floor = { p50: round(quantile(floors, 0.5)), p95: round(quantile(floors, 0.95)) };
  const p50 = round(quantile(all, 0.5), 1);
  const p95 = round(quantile(all, 0.95), 1);
  const worst = Math.max(...Object.values(figures).map((one) => one.p95));
  report(
    'search',
    [
      ['messages', `${MESSAGES.toLocaleString('en')}, filled in ${round(filling, 0)} s`],
      [
        'said, its index, messages',
        `${mb(sizes[0]!.said)} MB, ${mb(sizes[0]!.lexemes)} MB, ${mb(sizes[0]!.messages)} MB`,
      ],
      [`«${words.common[0]}» is in`, `${round(known[0]!.share * 100, 0)} % of all messages`],
      ...Object.entries(figures).map(([kind, one]): [string, string] => {
        return [`${kind}, p50 and p95`, `${one.p50} ms, ${one.p95} ms; ${one.hits} found a page`];
      }),
      ['all questions, p50 and p95', `${p50} ms, ${p95} ms (under ${LIMIT})`],
      ['the slowest kind, p95', `${worst} ms (under ${LIMIT})`],
      ['floor: one message by its key, p50 and p95', `${floor.p50} ms, ${floor.p95} ms`],
    ],
    {
      ratio: round(p50 / floor.p50, 1),
      messages: MESSAGES,
      p50_ms: p50,
      p95_ms: p95,
      worst_kind_p95_ms: worst,
      limit_ms: LIMIT,
      floor_p50_ms: floor.p50,
      floor_p95_ms: floor.p95,
      kinds: figures,
    },
  );
});
