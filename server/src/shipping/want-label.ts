import type { Address } from '@recoup/contract';
import { siteOf } from '../accounts/index.ts';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { record } from '../platform/record.ts';
import { carrierFor } from './carrier.ts';
import { insertWanted } from './labels.store.ts';

export type WantedLabel = {
  returnId: string;
  orderId: string;
  brandId: string;
  siteId: string;
  /** The buyer's address; null where the order names none. */
  from: Address | null;
  /** Grams; null where a product's weight is not known. */
  weightG: number | null;
};

/**
 * Writes down that a return needs a label to its site, in the transaction that approves it; a job asks the carrier
 * afterwards. A return has one label at a time: where one is wanted or made, nothing happens. After a failed one it
 * may be wished again. Throws `site.not_found`.
 */
export async function wantLabel(
  tx: Tx,
  ctx: Ctx,
  { returnId, siteId, from, weightG, ...of }: WantedLabel,
): Promise<void> {
  const site = await siteOf(tx, siteId);
  const to = { ...site.address, name: site.address.name ?? site.name };
  const { name: carrier, service, currency } = carrierFor({ from, to, weightG });
  const id = newId();
  const label = { id, of: { returnId }, siteId, from, to, weightG, carrier, service, currency };
  if (!(await insertWanted(tx, ctx, label))) return;
  const refs = { brand_id: of.brandId, order_id: of.orderId, return_id: returnId, site_id: siteId };
  await record(tx, ctx, [
    { type: 'label.wanted', subject: { kind: 'label', id }, ...refs, data: { carrier, service } },
  ]);
}

export type WantedOutLabel = Omit<WantedLabel, 'from'> & {
  outboundId: string;
  /** The buyer's address. */
  to: Address;
};

/**
 * The same outwards: from the site to the buyer, in the transaction that packs the goods. An outbound order has one label
 * at a time. Throws `site.not_found`.
 */
export async function wantOutLabel(tx: Tx, ctx: Ctx, wanted: WantedOutLabel): Promise<void> {
  const { outboundId, siteId, to, weightG } = wanted;
  const site = await siteOf(tx, siteId);
  const from = { ...site.address, name: site.address.name ?? site.name };
  const { name: carrier, service, currency } = carrierFor({ from, to, weightG });
  const id = newId();
  const label = { id, of: { outboundId }, siteId, from, to, weightG, carrier, service, currency };
  if (!(await insertWanted(tx, ctx, label))) return;
  const refs = { brand_id: wanted.brandId, order_id: wanted.orderId, return_id: wanted.returnId, site_id: siteId };
  await record(tx, ctx, [
    {
      type: 'label.wanted',
      subject: { kind: 'label', id },
      ...refs,
      data: { carrier, service, outbound_id: outboundId },
    },
  ]);
}
