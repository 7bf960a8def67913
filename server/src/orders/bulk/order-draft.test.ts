import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastNameKey, nameKey, numberKey, postalKey } from '../keys.ts';
import { lampOrder } from '../testing/rows.ts';
import { orderDraft } from './order-draft.ts';
import { reconcileCustomers } from './reconcile-customers.ts';
import { reconcile, type StoredOrder } from './reconcile-order.ts';

const line = fc
  .record({
    quantity: fc.integer({ min: 1, max: 9 }),
    unit_price: fc.nat(1_000_000),
    off: fc.double({ min: 0, max: 1, noNaN: true }),
    tax: fc.nat(100_000),
  })
  .map(({ quantity, unit_price, off, tax }) => ({
    external_id: '',
    sku: 'S',
    title: 'T',
    quantity,
    unit_price,
    discount: Math.floor(quantity * unit_price * off),
    tax,
  }));
const lines = fc
  .array(line, { minLength: 1, maxLength: 12 })
  .map((list) => list.map((one, n) => ({ ...one, external_id: `l${n}` })));

it('an order always comes to its items less discounts plus shipping plus tax', () => {
  fc.assert(
    fc.property(lines, fc.nat(50_000), (list, shipping) => {
      const draft = orderDraft(1, lampOrder(1, { lines: list, shipping, fulfilments: [], payments: [] }));
      expect(draft.items_total - draft.discount_total + draft.shipping_total + draft.tax_total).toBe(draft.total);
      expect(draft.items_total).toBe(list.reduce((sum, l) => sum + l.unit_price * l.quantity, 0));
      expect(draft.total).toBeGreaterThanOrEqual(shipping);
    }),
  );
});

/** The order as it would stand in the tables. */
function stored(draft: ReturnType<typeof orderDraft>): StoredOrder {
  const ids = new Map(draft.lines.map((l) => [l.external_id, `id-${l.external_id}`]));
  const { row: _, customer, ...order } = draft;
  return {
    ...order,
    id: 'order',
    customer_id: customer.external_id,
    lines: draft.lines.map((l) => ({
      ...l,
      id: ids.get(l.external_id)!,
      variant_id: null,
      return_quantity: 0,
      in_return: false,
    })),
    payments: draft.payments.map((p) => ({ ...p, id: `id-${p.external_id}`, in_refund: false })),
    fulfilments: draft.fulfilments.map((f) => ({
      ...f,
      id: `id-${f.external_id}`,
      lines: f.lines.map(({ line: l, ...rest }) => ({ ...rest, order_line_id: ids.get(l)! })),
    })),
  };
}

let next = 0;
const newId = () => `new-${++next}`;

describe('an order compared with what the shop says now', () => {
  it('is unchanged by the same row, and comes to that row by any other', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const draft = (list: typeof before) =>
          orderDraft(1, lampOrder(1, { lines: list, fulfilments: [], payments: [] }));
        const old = stored(draft(before));
        expect(reconcile(old, draft(before), 'customer-1', newId).outcome).toBe('unchanged');
        const change = reconcile(old, draft(after), 'customer-1', newId);
        const left = new Map(old.lines.map((l) => [l.id, l.external_id]));
        for (const id of change.lines.remove) left.delete(id);
        for (const l of change.lines.insert) left.set(l.id, l.external_id);
        expect(new Set(left.values())).toEqual(new Set(after.map((l) => l.external_id)));
        expect(left.size).toBe(after.length);
        for (const l of change.lines.update) expect(left.get(l.id)).toBe(l.external_id);
      }),
    );
  });

  it('never loses a unit that is promised back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 3 }), (promised, quantity) => {
        const old = stored(orderDraft(1, lampOrder(1)));
        old.lines[0]!.return_quantity = promised;
        const sent = lampOrder(1, { fulfilments: [] });
        sent.lines[0]!.quantity = quantity;
        const ask = () => reconcile(old, orderDraft(1, sent), 'customer-1', newId);
        if (quantity < promised) expect(ask).toThrow('order.line_quantity_below_return');
        else expect(ask().lines.remove).toEqual([]);
      }),
    );
  });
});

describe('customers', () => {
  const word = (name: string, at: string | null, more: object = {}) => ({
    draft: { ...orderDraft(1, lampOrder(1, { customer: { external_id: 'c', name, ...more } })).customer },
    at: at === null ? null : new Date(at),
  });
  const known = (name: string, last: string | null) =>
    new Map([
      [
        'c',
        {
          ...word(name, null).draft,
          language: 'en',
          id: 'x',
          phone: '1',
          last_order_at: last === null ? null : new Date(last),
        },
      ],
    ]);
  const ids = new Map([['c', 'x']]);

  it.each([
    ['an older order says nothing new', '2026-05-01', '2026-04-01', []],
    ['a newer order is believed', '2026-05-01', '2026-06-01', ['New']],
    ['the same order is believed', '2026-05-01', '2026-05-01', ['New']],
    ['who never bought is believed', null, '2026-01-01', ['New']],
  ])('%s', (_what, last, at, names) => {
    const { update } = reconcileCustomers(known('Old', last), [word('New', at)], ids);
    expect(update.map((row) => row.name)).toEqual(names);
    for (const row of update) expect(row.phone).toBe('1');
  });

  it('of several words in one batch the newest order counts, and fills its gaps from the older', () => {
    const words = [word('Newest', '2026-03-01'), word('Older', '2026-02-01', { phone: '555' })];
    expect(reconcileCustomers(new Map(), words, ids).insert).toMatchObject([{ name: 'Newest', phone: '555' }]);
  });
});

it.each([
  [numberKey, '#W-20377 ', 'W20377'],
  [numberKey, '＃２０３７７', '20377'],
  [numberKey, '订单-7', '订单7'],
  [postalKey, '80279-1204', '80279'],
  [postalKey, '802791204', '80279'],
  [postalKey, 'sw1a 1aa', 'SW1A1AA'],
  [postalKey, '518057', '518057'],
  [nameKey, '  Zoë   MÜLLER ', 'zoe muller'],
  [nameKey, '李 雷', '李 雷'],
  [lastNameKey, 'Ana de la Cruz', 'cruz'],
  [lastNameKey, '张三丰', '张三丰'],
])('%o makes of %s %s', (key, typed, wanted) => expect(key(typed)).toBe(wanted));
