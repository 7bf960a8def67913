import { type RecordedEvent, reaction } from '../../platform/record.ts';
import { bringInLine, takePayment, takePaymentBack } from './bring-in-line.ts';
import { carrierSays } from './carrier-says.ts';
import { serveWaiting, serveWithUnit } from './serve-waiting.ts';

const text = (value: unknown) => (typeof value === 'string' ? value : null);
const goodsIn = ({ data }: RecordedEvent) => data.goods as { kind: 'variant' | 'part'; id: string };

export const outboundReactions = [
  reaction({
    name: 'bring-outbound-in-line',
    on: [
      'return.approved',
      'return.goods_checked',
      'return.remedy_changed',
      'return.cancelled',
      'return.declined',
      'return.expired',
      'return.replacement_sent',
      'outbound.shipped',
    ],
    when: ({ return_id }) => return_id !== null,
    run: (ctx, event) => {
      const lineId = event.type === 'return.remedy_changed' ? text(event.data.line_id) : null;
      return bringInLine(ctx, event.return_id!, lineId ? { lineId, at: event.at } : null);
    },
  }),
  reaction({
    name: 'release-paid-outbound',
    on: ['charge.authorized', 'charge.paid', 'charge.waived'],
    when: ({ return_id, data }) => return_id !== null && text(data.return_line_id) !== null,
    run: (ctx, event) =>
      takePayment(ctx, {
        returnId: event.return_id!,
        lineId: text(event.data.return_line_id)!,
        purpose: text(event.data.purpose) ?? 'difference',
        chargeId: event.subject.id,
      }),
  }),
  reaction({
    name: 'take-payment-back',
    on: ['refund.owed', 'charge.released'],
    when: ({ type, return_id, data }) =>
      return_id !== null && (type === 'refund.owed' ? text(data.charge_id) !== null : data.over === true),
    run: (ctx, event) =>
      takePaymentBack(ctx, {
        returnId: event.return_id!,
        chargeId: text(event.data.charge_id) ?? event.subject.id,
      }),
  }),
  reaction({
    name: 'serve-waiting-outbound',
    on: 'stock.changed',
    when: ({ data }) => Number(data.free) > 0,
    run: (ctx, event) => serveWaiting(ctx, { goods: goodsIn(event) }),
  }),
  reaction({
    name: 'serve-after-count',
    on: 'stock.counted',
    run: (ctx, event) => serveWaiting(ctx, { brandId: event.subject.id }),
  }),
  reaction({
    name: 'serve-with-restocked-unit',
    on: 'unit.ready',
    when: ({ data }) => data.disposition === 'restock',
    run: (ctx, event) => serveWithUnit(ctx, event.subject.id),
  }),
  reaction({
    name: 'carrier-tells-of-outbound',
    on: 'tracking.recorded',
    when: ({ data }) => text(data.outbound_id) !== null,
    run: (ctx, event) => carrierSays(ctx, text(event.data.outbound_id)!, text(event.data.code) ?? ''),
  }),
];
