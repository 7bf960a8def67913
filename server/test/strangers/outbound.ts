import { orders, outbound, partsApi, returns, stockLevels } from '@recoup/contract';
import { newId } from '../../src/platform/ids.ts';
import type { Book } from './sample.ts';

const address = { line1: '1 Spy Street', city: 'Reno', postal_code: '89501', country: 'US' };
const DAY = 86_400_000;

/** A part that is promised for a line, in stock and reserved. */
export const outboundBook: Book = {
  async make(door, { brand, site, product }) {
    const { owner } = door;
    const query = { brand_id: brand! };
    const mends = [{ reason: 'missing-parts-or-accessories' as const, detail: null }];
    const body = { sku: 'PT-SECRET', title: 'Hinge of the first', fits: [{ product_id: product! }], mends };
    const part = await owner.call(partsApi.create, { query, body });
    const goods = { kind: 'part' as const, id: part.id };
    const level = await owner.call(stockLevels.receive, { body: { site_id: site!, goods, quantity: 5 } });
    const ago = (days: number) => new Date(door.now().getTime() - days * DAY).toISOString();
    const order = {
      external_id: 'o-out',
      number: 'FIRST-OUT',
      placed_at: ago(8),
      currency: 'USD',
      customer: { external_id: 'c-1', name: 'Dana of the first', email: 'dana@first.example' },
      address: { line1: '1 Elm St', city: 'Plano', region: 'TX', postal_code: '75024', country: 'US' },
      lines: [{ external_id: 'l', sku: 'FIRST-LAMP', title: 'Lamp of the first', quantity: 1, unit_price: 12_900 }],
      fulfilments: [{ external_id: 'f', delivered_at: ago(3), lines: [{ line_external_id: 'l', quantity: 1 }] }],
    };
    await owner.call(orders.upsert, { query, body: { orders: [order] } });
    const { rows } = await owner.call(orders.list, { query: { ...query, q: 'FIRST-OUT' } });
    const { id, lines } = await owner.call(orders.get, { params: { id: rows[0]!.id } });
    const line = { order_line_id: lines[0]!.id, quantity: 1, reason: mends[0]!.reason, remedy: 'spare_part' as const };
    const asked = await owner.call(returns.request, {
      params: { id },
      body: { lines: [{ ...line, choice: { parts: [{ part_id: part.id, quantity: 1 }] } }], override_reason: 'Test' },
    });
    if (asked.stage === 'requested') {
      await owner.call(returns.approve, { params: { id: asked.id }, body: { reason: 'Test' } });
    }
    await door.drain();
    const [open] = (await owner.call(outbound.list, { query: { return_id: asked.id } })).rows;
    const at = { params: { id: open!.id } };
    await owner.call(outbound.pick, { ...at, body: { code: 'PT-SECRET', scan_id: newId() } });
    await owner.call(outbound.pack, { ...at, body: { weight_g: 90 } });
    await door.drain();
    return {
      part: part.id,
      stockLevel: level.id,
      outbound: open!.id,
      outboundCode: open!.code,
      outboundLine: asked.lines[0]!.id,
    };
  },
  samples: {
    get_parts: ({ brand }) => ({ query: { brand_id: brand! } }),
    post_parts: ({ brand }) => ({
      query: { brand_id: brand! },
      body: { sku: 'SPY', title: 'Spy', fits: [], mends: [] },
    }),
    get_parts_id: ({ part }) => ({ params: { id: part! } }),
    patch_parts_id: ({ part }) => ({ params: { id: part! }, body: { title: 'Spied' } }),
    post_parts_id_photo: ({ part, file }) => ({ params: { id: part! }, body: { file_id: file! } }),
    post_parts_id_archive: ({ part }) => ({ params: { id: part! } }),
    post_parts_id_restore: ({ part }) => ({ params: { id: part! } }),
    post_parts_bulk: ({ brand }) => ({ query: { brand_id: brand! }, body: { parts: [{ sku: 'SPY', title: 'Spy' }] } }),
    post_parts_import: ({ brand, file }) => ({ query: { brand_id: brand! }, body: { file_id: file! } }),
    get_stock_levels: ({ brand, site }) => ({ query: { brand_id: brand!, site_id: site! } }),
    get_stock_levels_id_changes: ({ stockLevel }) => ({ params: { id: stockLevel! } }),
    post_stock_levels_receive: ({ site, part }) => ({
      body: { site_id: site!, goods: { kind: 'part', id: part! }, quantity: 1 },
    }),
    post_stock_levels_adjust: ({ site, part }) => ({
      body: { site_id: site!, goods: { kind: 'part', id: part! }, on_hand: 9, note: 'Spy' },
    }),
    post_stock_levels_expect: ({ site, part }) => ({
      body: { site_id: site!, goods: { kind: 'part', id: part! }, expected: null },
    }),
    post_stock_levels_bulk: ({ brand }) => ({
      query: { brand_id: brand! },
      body: { levels: [{ sku: 'PT-SECRET', site: 'DFW', on_hand: 1 }] },
    }),
    post_stock_levels_import: ({ brand, file }) => ({ query: { brand_id: brand! }, body: { file_id: file! } }),
    get_outbound: ({ brand, site, return: id }) => ({ query: { brand_id: brand!, site_id: site!, return_id: id! } }),
    get_outbound_counts: ({ brand }) => ({ query: { brand_id: brand! } }),
    get_outbound_id: ({ outbound: id }) => ({ params: { id: id! } }),
    post_outbound: ({ outboundLine }) => ({ body: { return_line_id: outboundLine! } }),
    post_outbound_id_reserve: ({ outbound: id }) => ({ params: { id: id! }, body: {} }),
    post_outbound_id_finish_repair: ({ outbound: id }) => ({ params: { id: id! }, body: { minutes: 1 } }),
    post_outbound_id_pick: ({ outbound: id }) => ({
      params: { id: id! },
      body: { code: 'PT-SECRET', scan_id: newId() },
    }),
    post_outbound_id_pack: ({ outbound: id }) => ({ params: { id: id! }, body: { weight_g: 100 } }),
    post_outbound_id_label: ({ outbound: id }) => ({ params: { id: id! } }),
    post_outbound_id_label_void: ({ outbound: id }) => ({ params: { id: id! } }),
    post_outbound_id_ship: ({ outbound: id }) => ({ params: { id: id! }, body: {} }),
    post_outbound_id_address: ({ outbound: id }) => ({ params: { id: id! }, body: address }),
    post_outbound_id_cancel: ({ outbound: id }) => ({ params: { id: id! }, body: { reason: 'Spy' } }),
    get_outbound_id_label_pdf: ({ outbound: id }) => ({ params: { id: id! } }),
    get_outbound_id_label_zpl: ({ outbound: id }) => ({ params: { id: id! } }),
    get_outbound_id_slip_pdf: ({ outbound: id }) => ({ params: { id: id! } }),
  },
};
