/** What a scan means between two parcels. Pure. */
import type { Scanned } from '@recoup/contract';

export type Choice =
  /** Nobody knows the number: is it a parcel without an RMA? `tracking` null: no label at all. */
  | { ask: 'blind'; tracking: string | null }
  /** Which brand is written on it? Asked only where there are several. */
  | { ask: 'brand'; tracking: string | null; order_id?: string }
  /** An order was scanned: which of its returns is this? */
  | {
      ask: 'return_of';
      order: { id: string; number: string; customer: string };
      returns: Extract<Scanned, { kind: 'order' }>['returns'];
    }
  /** Goods of this return are not expected: take it in all the same? */
  | { ask: 'not_expected'; code: string; stage: string; order_id: string | null };

export type Opening =
  | { do: 'arrive'; return_id: string }
  | { do: 'open'; parcel_id: string }
  /** Unpacked before: nothing changes. */
  | { do: 'look'; parcel_id: string }
  | { do: 'ask'; choice: Choice }
  /** The serial number tells the order; that is scanned next. */
  | { do: 'read'; code: string }
  | { do: 'no'; why: 'unit' | 'goods' | 'bin'; what: string };

/** Stages of a return whose goods may come. The server has the last word when the parcel is taken in. */
const coming = ['approved', 'in_transit', 'received', 'expired'];

export function openScan(scanned: Scanned): Opening {
  switch (scanned.kind) {
    case 'return':
      if (scanned.open_parcel_id) return { do: 'open', parcel_id: scanned.open_parcel_id };
      return { do: 'arrive', return_id: scanned.return.id };
    case 'parcel':
      return { do: scanned.stage === 'unpacked' ? 'look' : 'open', parcel_id: scanned.parcel_id };
    case 'order': {
      const returns = scanned.returns.filter(({ stage }) => coming.includes(stage));
      const { order } = scanned;
      return { do: 'ask', choice: { ask: 'return_of', order, returns } };
    }
    case 'serial':
      return { do: 'read', code: scanned.order.number };
    case 'unit':
      return { do: 'no', why: 'unit', what: scanned.lpn };
    case 'variant':
      return { do: 'no', why: 'goods', what: scanned.title };
    case 'bin':
      return { do: 'no', why: 'bin', what: scanned.code };
    case 'nothing':
      return { do: 'ask', choice: { ask: 'blind', tracking: scanned.text } };
  }
}
