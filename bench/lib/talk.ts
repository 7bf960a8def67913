/** A brand's mail of two years, made up the same way each time: English and Chinese, with words as rare and as common as in real texts. */
import type pg from 'pg';
import { lexemesOfConversation, lexemesOfMessage } from '../../server/src/inbox/search/index-said.ts';
import { indexed } from '../../server/src/inbox/search/lexemes.ts';

/** Numbers that are the same in every run (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const ENGLISH =
  'the to i my is and it a you order for not was of in lamp this have on that with but can please return me when refund arrived box be so got where hello would your thank still broken package delivery shipped tracking missing part cushion cover wrong color size light switch charger cable damaged replacement exchange label address today week days ago received item photo sent help need work does did will been more time money back store gift card price discount'.split(
    ' ',
  );
const CHINESE =
  '的 了 我 订单 请 收到 没有 你好 退货 退款 台灯 坏了 谢谢 什么时候 物流 快递 包裹 缺件 少发 颜色 尺寸 不对 发货 地址 修改 取消 换货 照片 客服 坐垫 充电器 开关 不亮 破损 补发 差价 发票 优惠 质量 问题 尽快 处理 怎么 可以 联系 今天 昨天 已经 还是 一直'.split(
    ' ',
  );
const SYLLABLES =
  'ba be bi bo bu ca ce co da de di do fa fe fi ga go ha he hi ja jo ka ke ko la le li lo lu ma me mi mo na ne no pa pe po ra re ri ro sa se si so ta te ti to va ve wa we za ze zo'.split(
    ' ',
  );
const CHARACTERS = [
  ...'一二三四五六七八九十大小多少上下左右前后里外天地人口手足山水火木金土石田禾米竹丝衣食住行车马牛羊鸟鱼虫花草树叶果实红黄蓝白黑青春夏秋冬东西南北高低长短新旧好坏快慢开关进出来去买卖送收给拿放打写读听说看想知道',
];

/** Words by rank; the nth is about n times rarer than the first (Zipf). */
function vocabulary(known: readonly string[], size: number, make: (random: () => number) => string): string[] {
  const random = dice(7);
  const words = new Set(known);
  while (words.size < size) words.add(make(random));
  return [...words];
}
const pick = <T>(random: () => number, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
const english = vocabulary(ENGLISH, 30_000, (random) =>
  Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(random, SYLLABLES)).join(''),
);
const chinese = vocabulary(CHINESE, 4_000, (random) =>
  Array.from({ length: 2 + Math.floor(random() * 2) }, () => pick(random, CHARACTERS)).join(''),
);
const byRank = (words: readonly string[], random: () => number) =>
  words[Math.min(words.length - 1, Math.floor(words.length ** random() - 1))]!;

export type Talk = { conversations: number; messages: number };
type Ids = { workspaceId: string; brandId: string; channelId: string };

const DAY = 86_400_000;
const A_CODE = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** UUIDv7 of that moment; the same each time. */
export function idAt(kind: number, at: number, n: number): string {
  const time = at.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${kind}00-8000-${n.toString(16).padStart(12, '0')}`;
}
export const codeOf = (n: number) => {
  let rest = n * 2_654_435_761;
  let body = '';
  for (let i = 0; i < 8; i++) {
    body += A_CODE[rest % 30];
    rest = Math.floor(rest / 30) + n * (i + 1);
  }
  return `C-${body.slice(0, 4)}-${body.slice(4)}`;
};
export const nameOf = (n: number) => {
  const random = dice(n + 1);
  const cap = (word: string) => word[0]!.toUpperCase() + word.slice(1);
  return `${cap(pick(random, SYLLABLES) + pick(random, SYLLABLES))} ${cap(english[400 + (n % 20_000)]!)}`;
};

/** The text of the nth message, and whether it is Chinese. */
export function textOf(n: number): string {
  const random = dice(n * 31 + 11);
  if (random() < 0.3) {
    const words = Array.from({ length: 8 + Math.floor(random() * 30) }, () => byRank(chinese, random));
    return `${words.join('').replace(/(.{12,20})/gu, '$1，')}${random() < 0.1 ? ` 订单 #W-${20_000 + (n % 90_000)}` : ''}`;
  }
  const words = Array.from({ length: 10 + Math.floor(random() * 35) }, () => byRank(english, random));
  return `${words.join(' ')}.${random() < 0.1 ? ` Order #W-${20_000 + (n % 90_000)}` : ''}`;
}

/** Fills the tables with `messages` messages, five to a conversation, over two years up to `until`. As the owner of the database. */
export async function fill(client: pg.Client, { workspaceId, brandId, channelId }: Ids, messages: number, until: Date) {
  const from = until.getTime() - 730 * DAY;
  const step = (730 * DAY) / messages;
  await client.query("set synchronous_commit = off; set maintenance_work_mem = '512MB'");
  const definition = await client.query<{ indexdef: string }>(
    "select indexdef from pg_indexes where indexname = 'said_lexemes'",
  );
  await client.query('drop index said_lexemes');
  const vector = (lexemes: readonly string[]) =>
    indexed(workspaceId, brandId, lexemes)
      .map((lexeme) => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`)
      .join(' ');
  const size = 10_000;
  for (let start = 0; start < messages; start += size) {
    const ids: string[] = [];
    const ats: string[] = [];
    const talks: string[] = [];
    const bodies: string[] = [];
    const directions: string[] = [];
    const authors: string[] = [];
    const vectors: string[] = [];
    const began: {
      id: string;
      at: string;
      code: string;
      contact: string;
      name: string;
      subject: string;
      vector: string;
      last: string;
    }[] = [];
    for (let n = start; n < Math.min(messages, start + size); n++) {
      const c = Math.floor(n / 5);
      const at = Math.floor(from + n * step);
      const talk = idAt(1, Math.floor(from + c * 5 * step), c);
      const name = nameOf(c % 60_000);
      const body = textOf(n);
      const inward = n % 2 === 0;
      const id = idAt(2, at, n);
      const author = { kind: inward ? 'buyer' : 'staff', id: null, name: inward ? name : 'Li Na' };
      ids.push(id);
      ats.push(new Date(at).toISOString());
      talks.push(talk);
      bodies.push(body);
      directions.push(inward ? 'in' : 'out');
      authors.push(JSON.stringify(author));
      const said = {
        id,
        conversation_id: talk,
        brand_id: brandId,
        at: new Date(at),
        subject: null,
        body,
        translations: [],
        author,
        files: [],
      };
      vectors.push(vector(lexemesOfMessage(said)));
      if (n % 5 === 0) {
        const contact = idAt(3, from, c % 60_000);
        const code = codeOf(c);
        const subject = body.slice(0, 40);
        const email = `buyer${c % 60_000}@bench.example`;
        const known = {
          brand_id: brandId,
          at: new Date(at),
          code,
          subject,
          tags: [],
          contact: name,
          points: [email],
          customer: null,
          customer_email: null,
          order_number: null,
        };
        began.push({
          id: talk,
          at: new Date(at).toISOString(),
          code,
          contact,
          name,
          subject,
          vector: vector(lexemesOfConversation(known, null)),
          last: idAt(2, Math.floor(from + (n + 4) * step), n + 4),
        });
      }
    }
    const place = [workspaceId, brandId];
    const column = (key: keyof (typeof began)[number]) => began.map((one) => one[key]);
    await client.query(
      `insert into contacts (workspace_id, brand_id, id, name, created_at) select $1, $2, i, n, $5 from unnest($3::uuid[], $4::text[]) t(i, n) on conflict do nothing`,
      [...place, column('contact'), column('name'), new Date(from)],
    );
    await client.query(
      `insert into conversations (workspace_id, brand_id, channel_id, reply_channel_id, id, code, contact_id, subject, state, last_at, last_message_id, created_at)
       select $1, $2, $3, $3, i, c, k, s, 'closed', a, l, a from unnest($4::uuid[], $5::text[], $6::uuid[], $7::text[], $8::timestamptz[], $9::uuid[]) t(i, c, k, s, a, l)`,
      [
        ...place,
        channelId,
        column('id'),
        column('code'),
        column('contact'),
        column('subject'),
        column('at'),
        column('last'),
      ],
    );
    await client.query(
      `insert into messages (workspace_id, brand_id, channel_id, id, conversation_id, at, kind, direction, author, body, state)
       select $1, $2, $3, i, c, a, 'message', d, w::jsonb, b, case d when 'in' then 'received' else 'sent' end
       from unnest($4::uuid[], $5::uuid[], $6::timestamptz[], $7::text[], $8::text[], $9::text[]) t(i, c, a, d, w, b)`,
      [...place, channelId, ids, talks, ats, directions, authors, bodies],
    );
    await client.query(
      `insert into said (workspace_id, brand_id, id, conversation_id, at, lexemes)
       select $1, $2, i, c, a, v::tsvector from unnest($3::uuid[], $4::uuid[], $5::timestamptz[], $6::text[]) t(i, c, a, v)`,
      [
        ...place,
        [...ids, ...column('id')],
        [...talks, ...column('id')],
        [...ats, ...column('at')],
        [...vectors, ...column('vector')],
      ],
    );
  }
  await client.query(definition.rows[0]!.indexdef);
  await client.query('vacuum analyze');
}

/** Words by how common they are, for questions. */
export const words = {
  /** About one message in a thousand, and fewer. */
  rare: (n: number) => english[3_000 + n * 211]!,
  /** In half of all messages. */
  common: ['the', 'to', 'i', 'my', 'is'],
  middling: (n: number) => english[40 + n]!,
  chineseCommon: (n: number) => chinese[n]!,
  chineseRare: (n: number) => chinese[1_500 + n * 17]!,
};
