/** A return of which every text is hostile goes its way: mails, papers, files and pages show the text and never run it. */
import { type AnswerOf, accounts, desk, moneyApi, orders, portal, returns } from '@recoup/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { inWorkspace } from '../src/platform/db.ts';
import { acceptUnits, takeIn } from '../src/returns/index.ts';
import { type Order, openWorld, type World } from '../src/returns/testing/world.ts';
import { FORMULA, HTML, LIQUID, SQL, ZPL } from './hostile/values.ts';

/** All at once, beginning with what a spreadsheet would run. */
const ALL = `${FORMULA} ${HTML} ${LIQUID} ${ZPL} ${SQL}`;
const short = (max: number) => `=1+1 ${HTML}${LIQUID.slice(0, 24)}${ZPL}`.slice(0, max);

let world: World;
let order: Order;
let done: { id: string; code: string };
let declined: { id: string };

beforeAll(async () => {
  world = await openWorld();
  const { owner, brand, door } = world;
  await owner.call(accounts.changeBrand, { params: { id: brand.id }, body: { name: short(60) } });
  const product = {
    external_id: 'p-x',
    title: ALL,
    category: 'lamp',
    variants: [{ external_id: 'v-x', sku: '=SKU()', price: 9_900 }],
  };
  await owner.call(orders.upsertProducts, { query: { brand_id: brand.id }, body: { products: [product] } });
  const bought = [{ sku: '=SKU()', title: ALL, unit_price: 9_900 }];
  const change = {
    customer: { external_id: 'c-x', name: ALL.slice(0, 110), email: 'x@example.com', phone: '=1+1' },
    address: {
      name: short(100),
      line1: ALL.slice(0, 190),
      line2: short(90),
      city: short(90),
      region: short(50),
      postal_code: '=75024',
      country: 'US',
    },
    payments: [{ external_id: "p'; drop", method: 'card', label: short(60), amount: 9_900 }],
  };
  order = await world.order(bought, change);
  const lines = (of: Order) => world.ask(of, { comment: ALL, detail: short(150) });
  const asked = await order.buyer.call(portal.request, { body: { lines: lines(order) } });
  done = { id: asked.id, code: asked.code };
  await owner.call(returns.note, { params: { id: done.id }, body: { text: ALL } });
  const file_ids = [await world.photo(owner)];
  await owner.call(returns.addFiles, { params: { id: done.id }, body: { file_ids, caption: short(150) } });
  await door.drain();

  const dear = await world.order([{ ...bought[0]!, unit_price: 90_000 }], change);
  const waiting = await dear.buyer.call(portal.request, { body: { lines: lines(dear) } });
  await owner.call(returns.decline, { params: { id: waiting.id }, body: { reason: ALL } });
  declined = { id: waiting.id };
  await door.drain();
}, 60_000);

/** Everything that reads like one of our texts, brought to life. */
const ALIVE = /<script|<img src=x|49\b.*include/i;

describe('texts that want to be run', () => {
  test('papers: the label for paper and the packing slip are drawn, the one for a label printer ends where it should', async () => {
    const file = async (endpoint: typeof returns.labelPdf | typeof returns.slipPdf | typeof returns.labelZpl) =>
      (await world.owner.call(endpoint, { params: { id: done.id } })) as Buffer;
    for (const endpoint of [returns.labelPdf, returns.slipPdf]) {
      const pdf = await file(endpoint);
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      expect(pdf.toString('latin1')).not.toMatch(/\/(JavaScript|JS|OpenAction|Launch|URI)\b/);
    }
    const zpl = (await file(returns.labelZpl)).toString();
    expect(zpl.match(/\^XA/g)).toHaveLength(1);
    expect(zpl.match(/\^XZ/g)).toHaveLength(1);
    expect(zpl.trimEnd()).toMatch(/\^XZ$/);
    expect(zpl).toContain('1+1'); // the texts did get there
    expect(zpl).not.toMatch(/~JR|hijacked\^FS/i);
  });

  test('the list as a file: no cell that a spreadsheet would run, and as many columns in every row', async () => {
    const csv = (await world.owner.call(returns.exportCsv, { query: {} })) as unknown as Buffer;
    const rows = cellsOf(csv.toString().replace(/^\ufeff/, ''));
    expect(rows.length).toBe(3);
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    expect(rows.flat().filter((cell) => /^[=+@\t\r]|^-(?![\d.]+$)/.test(cell))).toEqual([]);
    expect(rows.flat().some((cell) => cell.includes(HTML))).toBe(true);
  });

  test("the buyer's page: JSON with the texts as they were written, which no browser takes for a page", async () => {
    const response = await order.buyer.fetch(`/v1/portal/returns/${done.id}`);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const shown = (await response.json()) as AnswerOf<typeof portal.return>;
    expect(shown.lines[0]).toMatchObject({ title: ALL, sku: '=SKU()' });
    expect(shown.qr).not.toMatch(/script|\^/);
    const refusal = await world.owner.call(returns.get, { params: { id: declined.id } });
    expect(refusal).toMatchObject({ stage: 'declined', decline_reason: ALL });
  });

  test('the timeline, search, lists and the order still show them', async () => {
    const whole = await world.owner.call(returns.get, { params: { id: done.id } });
    expect(whole.lines[0]).toMatchObject({ comment: ALL, title: ALL });
    expect(JSON.stringify(whole.timeline)).toContain(JSON.stringify(ALL).slice(1, -1));
    for (const q of [ALL.slice(0, 90), '=1+1', "'; drop", '%', '_', '\\', '{{', ')(']) {
      await world.owner.call(desk.search, { query: { q } });
      await world.owner.call(returns.list, { query: { q } });
      await world.owner.call(orders.list, { query: { q } });
      await world.owner.call(moneyApi.refunds, { query: { q } });
    }
  });

  test('tracking told by a carrier is shown, not run', async () => {
    const { label } = await world.owner.call(returns.get, { params: { id: done.id } });
    const at = world.door.now().toISOString();
    const event = {
      tracking: label!.tracking!,
      code: 'in_transit' as const,
      at,
      place: short(110),
      detail: ALL.slice(0, 190),
    };
    await world.owner.call(returns.track, { body: { events: [event] } });
    await world.door.drain();
    const { tracking } = await world.owner.call(returns.get, { params: { id: done.id } });
    expect(tracking.map(({ place, detail }) => ({ place, detail }))).toContainEqual({
      place: event.place,
      detail: event.detail,
    });
  });

  test('the money is owed and sent with a hostile reference and reason', async () => {
    const ctx = world.door.ctx();
    const lineId = (await world.owner.call(returns.get, { params: { id: done.id } })).lines[0]!.id;
    await inWorkspace(ctx, (tx) =>
      takeIn(tx, ctx, done.id, { siteId: world.site.id, lines: [{ line_id: lineId, received: 1 }] }),
    );
    await inWorkspace(ctx, (tx) =>
      acceptUnits(tx, ctx, { returnId: done.id, returnLineId: lineId, accepted: 1, rejected: 0 }),
    );
    await world.door.drain();
    const { rows } = await world.owner.call(moneyApi.refunds, { query: { return_id: done.id } });
    const at = { params: { id: rows[0]!.id } };
    await world.owner.call(moneyApi.changeAmount, { ...at, body: { amount: 5_000, reason: short(200) } });
    await world.owner.call(moneyApi.send, { ...at, body: {} });
    await world.owner.call(moneyApi.markPaid, { ...at, body: { reference: short(100) } });
    await world.door.drain();
    const sent = await world.owner.call(moneyApi.refund, at);
    expect(sent).toMatchObject({ state: 'sent', reference: short(100) });
  });

  test('mails: every one shows the texts escaped, none of our templates ran them, and no header was broken', async () => {
    const { rows } = await world.owner.call(desk.mails, { query: { limit: 200 } });
    const templates = new Set(rows.map(({ template }) => template));
    for (const template of ['return_approved', 'return_declined', 'refund_sent', 'parcel_in_transit']) {
      expect(templates).toContain(template);
    }
    for (const { id, template } of rows) {
      const { html, text, subject } = await world.owner.call(desk.mail, { params: { id } });
      expect(html, template).not.toMatch(ALIVE);
      expect(subject, template).not.toMatch(/[\r\n]/);
      expect(`${subject}${text}`, template).not.toMatch(/(^|\s)49(\s|$)/);
    }
    const declinedMail = rows.find(({ template }) => template === 'return_declined')!;
    const { html, text } = await world.owner.call(desk.mail, { params: { id: declinedMail.id } });
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).toContain('{{ 7 | times: 7 }}');
  });

  test('the public policy page of a brand with a hostile name', async () => {
    const response = await world.door.stranger.fetch(`/v1/public/brands/${world.brand.slug}/policy`);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(((await response.json()) as { brand: { name: string } }).brand.name).toBe(short(60));
  });
});

/** RFC 4180: cells of a file, with quotes taken off. */
function cellsOf(csv: string): string[][] {
  return csv
    .trimEnd()
    .split(/\r\n(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((row) =>
      row.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((cell) => cell.replace(/^"|"$/g, '').replaceAll('""', '"')),
    );
}
