/** The offer behind a chosen remedy: policy's own, or what staff make of it. Pure. */
import type { RemedyChoice, RemedyKind, RemedyOffer } from '@recoup/contract';
import { percentOf } from '../platform/money.ts';
import { goodsStay, mends } from '../policies/index.ts';
import { type AskFacts, type ConsideredLine, offerOutsidePolicy, partsFor } from './consider-ask.ts';

export type Wanted = { remedy: RemedyKind; choice?: RemedyChoice };
export type Chosen = {
  offer: RemedyOffer;
  /** Is it more, or otherwise, than policy gives? */
  outside: boolean;
};

/**
 * The offer for a remedy somebody chose for a line. Buyers get policy's own or nothing; staff may name another sum, ship
 * sooner, let the buyer keep the goods or give a remedy the policy does not have: `outside` says that they stepped
 * outside it. Less than policy gives is within it: the buyer agreed. Never more than was paid.
 *
 * Null where it cannot be given: not offered to a buyer, an unknown part, a swap without a price, a sum above what was
 * paid.
 */
export function chooseRemedy(
  facts: AskFacts,
  of: ConsideredLine,
  wanted: Wanted,
  who: 'buyer' | 'staff',
): Chosen | null {
  const choice = wanted.choice ?? {};
  const { remedy: kind } = wanted;
  const said = { ships: choice.ships, amount: choice.amount, percent: choice.percent, keeps: choice.keeps_goods };
  if (who === 'buyer' && Object.values(said).some((value) => value !== undefined)) return null;

  const offered = of.offers.find((offer) => offer.kind === kind) ?? null;
  if (kind === 'keep_it' && said.amount !== undefined) return keptFor(facts, of, offered, said.amount);
  const plain = offered ?? (who === 'buyer' ? null : offerOutsidePolicy(facts, of, kind));
  if (!plain || !isAsChosen(facts, of, plain, wanted, who)) return null;

  let chosen: Chosen = { offer: plain, outside: offered === null };
  if (kind === 'refund' && said.amount !== undefined) {
    const offer = otherSum(of, chosen.offer, said.amount);
    if (!offer) return null;
    chosen = { offer, outside: chosen.outside || said.amount > plain.amount.amount };
  }
  if (kind === 'next_order_discount' && said.percent !== undefined) {
    const more = said.percent > (offered?.discount?.percent ?? 0);
    chosen = { offer: { ...chosen.offer, discount: { percent: said.percent } }, outside: chosen.outside || more };
  }
  const swaps = kind === 'exchange' || kind === 'replacement';
  if (swaps && said.ships && said.ships !== plain.ships) {
    const offer = offerOutsidePolicy(facts, of, kind, { ships: said.ships });
    if (!offer) return null;
    chosen = { offer, outside: chosen.outside || said.ships === 'now' };
  }
  return said.keeps && !goodsStay(kind) && kind !== 'repair' ? { offer: kept(chosen.offer), outside: true } : chosen;
}

/** Do the goods of the offer say what was chosen? A buyer takes parts known to mend the problem, no more than it has. */
function isAsChosen(facts: AskFacts, of: ConsideredLine, offer: RemedyOffer, wanted: Wanted, who: 'buyer' | 'staff') {
  const { parts, variant_id } = wanted.choice ?? {};
  const goods = offer.goods ?? [];
  if (offer.kind === 'exchange' && variant_id !== undefined) return goods.some(({ id }) => id === variant_id);
  if (offer.kind !== 'spare_part' || !parts) return true;
  if (goods.length !== parts.length || new Set(parts.map(({ part_id }) => part_id)).size !== parts.length) return false;
  if (who === 'staff') return true;
  const known = partsFor(facts, of);
  return parts.every(({ part_id, quantity }) => {
    const part = known.find(({ id }) => id === part_id);
    const fits = part && mends(part, { reason: of.reason ?? 'other', detail: of.detail ?? null });
    return fits && quantity <= part.per_product * of.quantity;
  });
}

/** Part of the money, as much as staff say, and the goods stay. */
function keptFor(facts: AskFacts, of: ConsideredLine, offered: RemedyOffer | null, amount: number): Chosen | null {
  const plain = offered ?? offerOutsidePolicy(facts, of, 'refund');
  if (!plain || amount <= 0 || amount > of.paid) return null;
  const money = { amount, currency: plain.amount.currency };
  const offer: RemedyOffer = {
    kind: 'keep_it',
    amount: money,
    parts: [{ code: 'keep_it', amount: money }],
    to: plain.to,
    by: plain.by,
    goods_back: false,
    freight_paid_by: 'nobody',
  };
  return { offer, outside: amount > (offered?.amount.amount ?? 0) };
}

const fees: readonly string[] = ['restocking_fee', 'return_freight', 'condition'];

/** A refund of another sum: fees give way before anything is added; what is left out is told as the condition's share. */
function otherSum(of: ConsideredLine, plain: RemedyOffer, amount: number): RemedyOffer | null {
  const given = plain.parts.filter(({ code }) => !fees.includes(code));
  const whole = given.reduce((sum, part) => sum + part.amount.amount, 0);
  if (amount <= 0 || amount > Math.max(whole, of.paid)) return null;
  const money = (value: number) => ({ amount: value, currency: plain.amount.currency });
  if (amount === plain.amount.amount) return plain;
  const rest = amount - whole;
  return {
    ...plain,
    amount: money(amount),
    parts: [...given, ...(rest === 0 ? [] : [{ code: 'condition' as const, amount: money(rest) }])],
  };
}

/** The same remedy, and nobody ships the old goods: no fee for what does not happen, no hold for what is not awaited. */
function kept({ hold: _, ...offer }: RemedyOffer): RemedyOffer {
  const parts = offer.parts.filter(({ code }) => code !== 'return_freight' && code !== 'restocking_fee');
  const amount = parts.reduce((sum, part) => sum + part.amount.amount, 0);
  return {
    ...offer,
    parts,
    amount: { ...offer.amount, amount },
    goods_back: false,
    freight_paid_by: 'nobody',
    ...(offer.ships ? { ships: 'now' as const } : {}),
  };
}

/**
 * What a remedy gives, minor units of the order's currency, for limits: money, goods at what was paid for them, parts at
 * their price, a discount at its share of what was paid. Help and repair give nothing that is counted.
 */
export function valueGiven(facts: AskFacts, of: Pick<ConsideredLine, 'paid'>, offer: RemedyOffer): number {
  if (offer.kind === 'exchange' || offer.kind === 'replacement') return of.paid;
  if (offer.kind === 'next_order_discount') return percentOf(of.paid, offer.discount?.percent ?? 0);
  if (offer.kind === 'spare_part') {
    const price = (id: string) => facts.goods?.parts.find((part) => part.id === id)?.price ?? 0;
    return (offer.goods ?? []).reduce((sum, { id, quantity }) => sum + price(id) * quantity, 0);
  }
  return Math.max(0, offer.amount.amount);
}
