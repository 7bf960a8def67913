import { chat, inboxSetup, type Uploaded } from '@recoup/contract';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { type FrontDoor, openFrontDoor } from '../../../test/front-door.ts';
import { type Buyer, buyerOf } from '../testing/buyer.ts';

let door: FrontDoor;
let buyer: Buyer;
let brand: { id: string; slug: string };

beforeAll(async () => {
  door = await openFrontDoor();
  brand = await door.makeBrand({ name: 'Lumora' });
  buyer = await buyerOf(door, brand.id);
});

let count = 0;
async function write(draft: object, change: object = {}) {
  count += 1;
  const body = { brand_id: brand.id, slug: `article-${count}`, draft, ...change };
  return door.owner.call(inboxSetup.addArticle, { body });
}
async function publish(draft: object, change: object = {}) {
  const { id } = await write(draft, change);
  return door.owner.call(inboxSetup.publishArticle, { params: { id } });
}
const help = (query: object = {}) => door.stranger.call(chat.help, { params: { slug: brand.slug }, query });
const open = (article: string, language: 'en' | 'zh' | 'es' = 'en') =>
  door.stranger.call(chat.article, { params: { slug: brand.slug, article }, query: { language } });

test('readers see the published version until somebody publishes again; older versions come back', async () => {
  const { id, slug } = await write({ en: { title: 'Bulbs', body: 'Use **E27**.' } });
  expect((await door.stranger.refused(chat.article, { params: { slug: brand.slug, article: slug } })).code).toBe(
    'article.not_found',
  );
  const published = await door.owner.call(inboxSetup.publishArticle, { params: { id } });
  expect(published).toMatchObject({ published_version: 1, changed_since: false });
  expect((await open(slug)).html).toBe('<p>Use <strong>E27</strong>.</p>\n');

  const draft = { en: { title: 'Bulbs', body: 'Use E14.' } };
  const changed = await door.owner.call(inboxSetup.changeArticle, { params: { id }, body: { slug, draft } });
  expect(changed).toMatchObject({ changed_since: true, published_version: 1 });
  expect((await open(slug)).html).toContain('E27');
  await door.owner.call(inboxSetup.publishArticle, { params: { id } });
  expect(await open(slug)).toMatchObject({ html: '<p>Use E14.</p>\n', version: 2 });

  await door.owner.call(inboxSetup.restoreArticle, { params: { id }, body: { version: 1 } });
  expect((await open(slug)).html).toContain('E14');
  const whole = await door.owner.call(inboxSetup.article, { params: { id } });
  expect(whole.draft.en!.body).toBe('Use **E27**.');
  expect(whole.versions.map(({ version, by, languages }) => [version, by, languages])).toEqual([
    [2, 'Olivia Owner', ['en']],
    [1, 'Olivia Owner', ['en']],
  ]);
  const never = await door.owner.refused(inboxSetup.restoreArticle, { params: { id }, body: { version: 9 } });
  expect(never.code).toBe('article.not_found');
});

test('an article is read in the language asked for, else in one there is', async () => {
  const { slug } = await publish({
    en: { title: 'Cables', body: 'Two metres.' },
    zh: { title: '电源线', body: '两米。' },
  });
  expect(await open(slug, 'zh')).toMatchObject({ title: '电源线', language: 'zh', languages: ['en', 'zh'] });
  expect(await open(slug, 'es')).toMatchObject({ title: 'Cables', language: 'en' });
  expect((await help({ language: 'zh' })).articles.map(({ title }) => title)).toContain('电源线');
});

test('the help centre is searched in any language, best first', async () => {
  await publish(
    { en: { title: 'How to return a lamp', body: 'Open your order and ask.' } },
    { category: 'Returns', skus: ['LAMP-1'] },
  );
  await publish({
    en: { title: 'Warranty', body: 'A lamp is covered for two years.' },
    zh: { title: '保修', body: '台灯保修两年。' },
  });
  const titles = async (query: object) => (await help(query)).articles.map(({ title }) => title);
  expect((await titles({ q: 'lamp' })).slice(0, 2)).toEqual(['How to return a lamp', 'Warranty']);
  expect(await titles({ q: '保修' })).toEqual(['Warranty']);
  expect(await titles({ q: '台灯', language: 'zh' })).toEqual(['保修']);
  expect(await titles({ q: 'kayak' })).toEqual([]);
  expect(await titles({ sku: 'LAMP-1' })).toEqual(['How to return a lamp']);
  expect((await help()).brand).toMatchObject({ name: 'Lumora', chat_key: null });
});

test('scripts and strangers’ pictures of a draft never reach a reader; our pictures do, and are kept', async () => {
  const png = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(png)], { type: 'image/png' }), 'switch.png');
  const { id: file } = (await (await door.owner.fetch('/v1/files', { method: 'POST', body: form })).json()) as Uploaded;
  const { slug, photo_url } = await publish(
    {
      en: {
        title: 'Switch',
        body: `![the switch](file:${file})\n\n<script>alert(1)</script> ![x](https://evil.example/p.gif)`,
      },
    },
    { photo_file_id: file },
  );
  const { html } = await open(slug);
  expect(html).not.toContain('<script');
  expect(html).not.toContain('evil.example');
  const src = /src="([^"]+)"/.exec(html)![1]!;
  const picture = await door.stranger.fetch(src.replaceAll('&amp;', '&'));
  expect(picture.headers.get('content-type')).toMatch(/^image\//);
  expect(photo_url).toContain('/v1/files/');
  const gone = '0199a700-0000-7000-8000-000000000001';
  const body = { brand_id: brand.id, slug: 'x', draft: { en: { title: 'x', body: `![x](file:${gone})` } } };
  expect((await door.owner.refused(inboxSetup.addArticle, { body })).code).toBe('file.not_found');
});

test('did this help: counted, with what readers write, and not without end', async () => {
  const { id, slug } = await publish({ en: { title: 'Dimmer', body: 'Turn it.' } });
  const say = { params: { slug: brand.slug, article: slug } };
  await door.stranger.call(chat.articleHelped, { ...say, body: { language: 'en', helped: true } });
  await door.stranger.call(chat.articleHelped, {
    ...say,
    body: { language: 'en', helped: false, comment: 'Which way?' },
  });
  await open(slug);
  await open(slug);
  const article = await door.owner.call(inboxSetup.article, { params: { id } });
  expect(article).toMatchObject({ helped: 1, not_helped: 1, views: 1 });
  expect(article.comments).toMatchObject([{ helped: false, text: 'Which way?' }]);
  await door.stranger.call(chat.articleHelped, { ...say, body: { language: 'en', helped: true } });
  const refused = await door.stranger.refused(chat.articleHelped, { ...say, body: { language: 'en', helped: true } });
  expect(refused.code).toBe('chat.too_many');
});

test('an article without words is not published, and one address belongs to one article of a brand', async () => {
  const { id, slug } = await write({ en: { title: 'Empty', body: '  ' } });
  expect((await door.owner.refused(inboxSetup.publishArticle, { params: { id } })).code).toBe('article.empty');
  const body = { brand_id: brand.id, slug, draft: {} };
  expect((await door.owner.refused(inboxSetup.addArticle, { body })).code).toBe('article.slug_taken');
  const other = await write({});
  const change = { params: { id: other.id }, body: { slug, draft: {} } };
  expect((await door.owner.refused(inboxSetup.changeArticle, change)).code).toBe('article.slug_taken');
  const elsewhere = await door.makeBrand();
  const theirs = { ...body, brand_id: elsewhere.id };
  expect((await door.owner.call(inboxSetup.addArticle, { body: theirs })).slug).toBe(slug);
});

test('an article put away is read by nobody, and comes back as it was', async () => {
  const { id, slug } = await publish({ en: { title: 'Old stock', body: 'Gone.' } });
  await door.owner.call(inboxSetup.archiveArticle, { params: { id }, body: { archived: true } });
  expect((await help()).articles.map((one) => one.slug)).not.toContain(slug);
  const away = await door.owner.call(inboxSetup.articles, { query: { archived: 'true' as never } });
  expect(away.rows.map((row) => row.id)).toEqual([id]);
  await door.owner.call(inboxSetup.archiveArticle, { params: { id }, body: { archived: false } });
  expect((await open(slug)).title).toBe('Old stock');
});

test('articles are suggested for what a buyer wrote', async () => {
  const { id } = await publish({
    en: { title: 'The lamp flickers', body: 'Turn the switch twice. If it flickers again, check the cable.' },
  });
  await write({ en: { title: 'The lamp flickers, secret draft', body: 'It flickers and flickers and flickers.' } });
  const { conversation_id } = await buyer.write('Hello, my lamp flickers when I turn the switch');
  const { rows } = await door.owner.call(inboxSetup.articles, { query: { conversation_id } });
  expect(rows[0]!.id).toBe(id);
  expect(rows.every((row) => row.published_version !== null)).toBe(true);
});

test('the list is walked by pages', async () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { brand_id: brand.id, limit: 4, ...(cursor ? { cursor } : {}) };
    const page = await door.owner.call(inboxSetup.articles, { query });
    seen.push(...page.rows.map((row) => row.id));
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBeGreaterThan(8);
});

test('an unknown brand has no help centre', async () => {
  expect((await door.stranger.refused(chat.help, { params: { slug: 'nobody' } })).code).toBe('brand.not_found');
});
