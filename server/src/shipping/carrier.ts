import type { Address, Money } from '@recoup/contract';

/** A label we want, as a carrier is asked for it. */
export type LabelIntent = {
  /** Idempotency key: asked twice with the same id, a carrier makes one label and answers the same. */
  id: string;
  /** Who sends: the buyer, or a site of ours on the way out. Null where a buyer's order names no address. */
  from: Address | null;
  to: Address;
  /** Grams; null where a product's weight is not known. */
  weightG: number | null;
};
export type MadeLabel = {
  tracking: string;
  /** What the carrier calls the service it chose. */
  service: string;
  cost: Money;
};

/**
 * What shipping needs of a carrier. It is asked from a job, never inside a transaction, and may be asked again after a
 * crash. `make` throws a CarrierRefusal for a no that asking again will not change; any other error is tried again.
 */
export type Carrier = {
  /** Stored with the label, so it must not change while labels of it are about. */
  name: string;
  service: string;
  /** ISO 4217, what it charges in. */
  currency: string;
  takes(intent: Pick<LabelIntent, 'from' | 'to' | 'weightG'>): boolean;
  make(intent: LabelIntent): Promise<MadeLabel>;
  /** Takes back whatever was made under this id, before it was used; nothing where nothing was, or where it was taken back before. */
  void(label: { id: string; tracking: string | null }): Promise<void>;
};

/** The carrier's final no, in words for staff: `the address does not exist`. */
export class CarrierRefusal extends Error {
  override readonly name = 'CarrierRefusal';
}

const carriers: Carrier[] = [];

/** Adds a connector; the newest one that takes a parcel gets it. Called once each by app.ts. */
export function addCarrier(carrier: Carrier): void {
  removeCarrier(carrier.name);
  carriers.unshift(carrier);
}
export function removeCarrier(name: string): void {
  const at = carriers.findIndex((one) => one.name === name);
  if (at >= 0) carriers.splice(at, 1);
}
export function carrierFor(parcel: Pick<LabelIntent, 'from' | 'to' | 'weightG'>): Carrier {
  const found = carriers.find((one) => one.takes(parcel));
  if (!found) throw new Error('no carrier takes parcels: app.ts adds at least one');
  return found;
}
export function carrierNamed(name: string): Carrier {
  const found = carriers.find((one) => one.name === name);
  if (!found) throw new Error(`the carrier ${name} is no longer connected`);
  return found;
}
