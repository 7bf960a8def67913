import { inWorkspace } from '../platform/db.ts';
import { type RecordedEvent, reaction } from '../platform/record.ts';
import { book, expectNothing, expectRecovery } from './ledger/ledger.store.ts';
import { type Line, labelBought, laborSpent, recovered } from './ledger/ledger.ts';
import { mailBuyer } from './refunds/mail-buyer.ts';
import { askGateway } from './refunds/settle-refund.ts';
import { settleReturn } from './refunds/settle-return.ts';

type Amount = { amount: number; currency: string };

const given = (event: RecordedEvent, field: string) => event.data[field] as Amount | null | undefined;

/** A cost or income another module reported in its event, booked once per event. Nothing is booked for goods nobody owns yet (blind parcels). */
const bookFrom = (name: string, on: string, field: string, lines: (amount: number) => Line[]) =>
  reaction({
    on,
    name,
    when: (event) => event.brand_id !== null && (given(event, field)?.amount ?? 0) !== 0,
    run: (ctx, event) => {
      const { amount, currency } = given(event, field)!;
      const cause = `${event.type}:${event.id}`;
      const entry = {
        brand_id: event.brand_id!,
        currency,
        memo: event.type,
        cause,
        ...refs(event),
        lines: lines(amount),
      };
      return inWorkspace(ctx, (tx) => book(tx, ctx, [entry]));
    },
  });
const refs = ({ order_id, return_id, unit_id }: RecordedEvent) => ({ order_id, return_id, unit_id });

export const reactions = [
  // One reaction and not two: what is owed must stand before a return may close, or money of an earlier parcel would close it.
  reaction({
    on: [
      'return.goods_checked',
      'return.approved',
      'return.remedy_changed',
      'refund.sent',
      'return.replacement_sent',
      'unit.decided',
    ],
    name: 'settle-return',
    when: (event) => event.return_id !== null,
    run: (ctx, event) => settleReturn(ctx, event.return_id!),
  }),
  reaction({ on: 'refund.sending', name: 'ask-gateway', run: (ctx, event) => askGateway(ctx, event.subject.id) }),
  reaction({ on: 'refund.sent', name: 'mail-refund-sent', run: (ctx, event) => mailBuyer(ctx, event) }),
  bookFrom('book-label', 'label.made', 'cost', labelBought),
  bookFrom('turn-label-round', 'label.voided', 'cost', (cost) => labelBought(-cost)),
  bookFrom('book-inspection', 'unit.inspected', 'cost', laborSpent),
  reaction({
    on: 'unit.decided',
    name: 'expect-recovery',
    when: (event) => event.brand_id !== null && event.unit_id !== null && Boolean(given(event, 'net')),
    run(ctx, event) {
      const { amount: net, currency } = given(event, 'net')!;
      const { return_id, data } = event;
      const unit = { unit_id: event.unit_id!, brand_id: event.brand_id!, return_id };
      const row = { ...unit, disposition: String(data.disposition), net, currency };
      return inWorkspace(ctx, (tx) => expectRecovery(tx, ctx, row));
    },
  }),
  bookFrom('book-recovery', 'unit.gone', 'recovered', recovered),
  reaction({
    on: 'unit.gone',
    name: 'expect-nothing',
    when: (event) => event.unit_id !== null,
    run: (ctx, event) => inWorkspace(ctx, (tx) => expectNothing(tx, ctx, event.unit_id!)),
  }),
];
