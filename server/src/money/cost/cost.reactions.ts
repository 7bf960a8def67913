import type { Way } from '@recoup/contract';
import { inWorkspace } from '../../platform/db.ts';
import { type RecordedEvent, reaction } from '../../platform/record.ts';
import { book } from '../ledger/ledger.store.ts';
import {
  type Line,
  labelBought,
  laborSpent,
  outboundLabel,
  outboundShipped,
  recovered,
  repairLabor,
  repairParts,
  usedAsRemedy,
} from '../ledger/ledger.ts';
import {
  bookFeesLost,
  bookFreightLost,
  bookLeaving,
  bookPutAway,
  bookReceiving,
  turnReceivingRound,
} from './book-costs.ts';
import { expectNothing, expectRecovery } from './cost.store.ts';

type Amount = { amount: number; currency: string };

const given = (event: RecordedEvent, field: string) => event.data[field] as Amount | null | undefined;

/** A cost or income another module reported in its event, booked once per event. Nothing is booked for goods nobody owns yet (blind parcels). */
const bookFrom = (
  name: string,
  on: string,
  field: string,
  lines: (amount: number, event: RecordedEvent) => Line[],
  what?: string,
) =>
  reaction({
    on,
    name,
    when: (event) => event.brand_id !== null && (given(event, field)?.amount ?? 0) !== 0,
    run: (ctx, event) => {
      const { amount, currency } = given(event, field)!;
      const { order_id, return_id, unit_id } = event;
      const cause = `${event.type}:${event.id}${what ? `:${what}` : ''}`;
      const refs = { brand_id: event.brand_id!, order_id, return_id, unit_id };
      const entry = { ...refs, currency, memo: event.type, cause, lines: lines(amount, event) };
      return inWorkspace(ctx, (tx) => book(tx, ctx, [entry]));
    },
  });

/** A label of an outbound order is freight out of the remedy; any other brings goods back. */
const label = (cost: number, event: RecordedEvent) =>
  event.data.outbound_id ? outboundLabel(cost) : labelBought(cost);

const ofUnit = (event: RecordedEvent) => event.brand_id !== null && event.unit_id !== null;

export const costReactions = [
  bookFrom('book-label', 'label.made', 'cost', label),
  bookFrom('turn-label-round', 'label.voided', 'cost', (cost, event) => label(-cost, event)),
  bookFrom('book-goods-sent', 'outbound.shipped', 'goods_cost', outboundShipped),
  bookFrom('book-inspection', 'unit.inspected', 'cost', laborSpent),
  bookFrom('book-repair-labor', 'outbound.repaired', 'labor', repairLabor, 'labor'),
  bookFrom('book-repair-parts', 'outbound.repaired', 'parts', repairParts, 'parts'),
  reaction({
    on: 'unit.decided',
    name: 'expect-recovery',
    when: (event) => ofUnit(event) && Boolean(given(event, 'net')),
    run(ctx, event) {
      const { amount: net, currency } = given(event, 'net')!;
      const unit = { unit_id: event.unit_id!, brand_id: event.brand_id!, return_id: event.return_id };
      const lines = (event.data.lines as Way['lines'] | undefined) ?? null;
      const way = { disposition: String(event.data.disposition), net, currency, lines };
      return inWorkspace(ctx, (tx) => expectRecovery(tx, ctx, unit, way));
    },
  }),
  bookFrom('book-recovery', 'unit.gone', 'recovered', (amount, event) =>
    event.data.as === 'replacement' ? usedAsRemedy(amount) : recovered(amount),
  ),
  reaction({ on: 'unit.gone', name: 'book-leaving', when: ofUnit, run: bookLeaving }),
  reaction({
    on: 'unit.gone',
    name: 'expect-nothing',
    when: (event) => event.unit_id !== null,
    run: (ctx, event) => inWorkspace(ctx, (tx) => expectNothing(tx, ctx, event.unit_id!)),
  }),
  reaction({ on: 'unit.arrived', name: 'book-receiving', when: ofUnit, run: bookReceiving }),
  reaction({ on: 'unit.uncounted', name: 'turn-receiving-round', when: ofUnit, run: turnReceivingRound }),
  reaction({ on: 'unit.ready', name: 'book-put-away', when: ofUnit, run: bookPutAway }),
  reaction({
    on: 'return.received',
    name: 'book-freight-lost',
    when: (event) => event.return_id !== null && event.brand_id !== null,
    run: bookFreightLost,
  }),
  reaction({
    on: 'refund.sent',
    name: 'book-fees-lost',
    when: (event) => event.return_id !== null && event.brand_id !== null && event.data.kind !== 'store_credit',
    run: bookFeesLost,
  }),
];
