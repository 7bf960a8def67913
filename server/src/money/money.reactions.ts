import { inWorkspace } from '../platform/db.ts';
import { type RecordedEvent, reaction } from '../platform/record.ts';
import { closeWhenSettled } from '../returns/index.ts';
import { book, expectNothing, expectRecovery } from './ledger.store.ts';
import { type Line, labelBought, laborSpent, recovered } from './ledger.ts';
import { mailBuyer } from './mail-buyer.ts';
import { oweForReturn } from './owe-refunds.ts';
import { moneyOpen } from './refunds.store.ts';
import { askGateway } from './settle-refund.ts';

type Amount = { amount: number; currency: string };

/** A cost or income another module reported in its event, booked once per event. Nothing is booked for goods nobody owns yet (blind parcels). */
const bookFrom = (name: string, on: string, field: string, lines: (amount: number) => Line[]) =>
  reaction({
    on,
    name,
    async run(ctx, event) {
      const cost = event.data[field] as Amount | null | undefined;
      const brand = event.brand_id;
      if (!cost || cost.amount === 0 || !brand) return;
      await inWorkspace(ctx, (tx) =>
        book(tx, ctx, [
          {
            brand_id: brand,
            currency: cost.currency,
            memo: event.type,
            cause: `${event.type}:${event.id}`,
            ...refs(event),
            lines: lines(cost.amount),
          },
        ]),
      );
    },
  });
const refs = ({ order_id, return_id, unit_id }: RecordedEvent) => ({ order_id, return_id, unit_id });

export const reactions = [
  reaction({
    on: ['return.goods_checked', 'return.approved', 'return.remedy_changed'],
    name: 'owe-refunds',
    run: (ctx, event) => oweForReturn(ctx, event.subject.id),
  }),
  reaction({ on: 'refund.sending', name: 'ask-gateway', run: (ctx, event) => askGateway(ctx, event.subject.id) }),
  reaction({ on: 'refund.sent', name: 'mail-refund-sent', run: (ctx, event) => mailBuyer(ctx, event) }),
  reaction({
    on: ['refund.sent', 'return.goods_checked', 'return.replacement_sent', 'unit.decided'],
    name: 'close-settled-return',
    async run(ctx, event) {
      if (!event.return_id) return;
      // The job that makes goods owed may come after this one; money of an earlier parcel must not close the return.
      await oweForReturn(ctx, event.return_id);
      const open = await inWorkspace(ctx, (tx) => moneyOpen(tx, ctx, event.return_id!));
      if (!open) await closeWhenSettled(ctx, event.return_id);
    },
  }),
  bookFrom('book-label', 'label.made', 'cost', labelBought),
  bookFrom('turn-label-round', 'label.voided', 'cost', (cost) => labelBought(-cost)),
  bookFrom('book-inspection', 'unit.inspected', 'cost', laborSpent),
  reaction({
    on: 'unit.decided',
    name: 'expect-recovery',
    async run(ctx, event) {
      const net = event.data.net as Amount | undefined;
      const brand = event.brand_id;
      if (!net || !brand || !event.unit_id) return;
      const row = {
        unit_id: event.unit_id,
        brand_id: brand,
        return_id: event.return_id,
        disposition: String(event.data.disposition),
        net: net.amount,
        currency: net.currency,
      };
      await inWorkspace(ctx, (tx) => expectRecovery(tx, ctx, row));
    },
  }),
  bookFrom('book-recovery', 'unit.gone', 'recovered', recovered),
  reaction({
    on: 'unit.gone',
    name: 'expect-nothing',
    async run(ctx, event) {
      if (event.unit_id) await inWorkspace(ctx, (tx) => expectNothing(tx, ctx, event.unit_id!));
    },
  }),
];
