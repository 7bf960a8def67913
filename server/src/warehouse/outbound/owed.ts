/** What must leave for a line of a return, by what was confirmed and by what came back. Pure. */
import type { OutGoods, RemedyKind } from '@recoup/contract';
import type { Return, ReturnLine } from '../../returns/index.ts';

const leaving: readonly RemedyKind[] = ['exchange', 'replacement', 'spare_part', 'repair'];
const running: readonly Return['stage'][] = ['approved', 'in_transit', 'received'];

/** Something that leaves: new goods, a part, or the buyer's own unit. */
export type Wanted = Omit<OutGoods, 'kind'> & { kind: OutGoods['kind'] | 'unit' };

/** Goods by kind and id; of a repair the buyer's own units leave, which the bench knows. */
export type Owed = {
  goods: Wanted[];
  own_units: boolean;
  /** Goods of the line are here and not all judged: more may be owed in a moment. */
  goods_unchecked: boolean;
  /** What must be paid or held first: difference, hold. */
  payment_for: string[];
};

/**
 * What ships now, or needs no goods back, is owed from approval on, whole; what ships on receipt for as many as were
 * accepted. Null where nothing is.
 */
export function owedFor(at: Pick<Return, 'stage'>, line: ReturnLine): Owed | null {
  if (!leaving.includes(line.remedy) || !running.includes(at.stage)) return null;
  const { offer } = line;
  const atOnce = line.remedy !== 'repair' && (offer.ships === 'now' || !offer.goods_back);
  const count = atOnce ? line.quantity : line.accepted;
  if (count === 0) return null;
  const own_units = line.remedy === 'repair';
  const goods = own_units ? [] : share(goodsOf(line), count, line.quantity);
  if (!own_units && goods.length === 0) return null;
  return {
    goods,
    own_units,
    goods_unchecked: !atOnce && line.accepted + line.rejected < line.received,
    payment_for: [
      ...((offer.difference?.amount ?? 0) > 0 ? ['difference'] : []),
      // Once the old goods are here there is nothing to hold money for.
      ...((offer.hold?.amount ?? 0) > 0 && atOnce && line.accepted < line.quantity ? ['hold'] : []),
    ],
  };
}

/** What was confirmed to leave; where nobody named it, another of the same. */
function goodsOf(line: ReturnLine): Wanted[] {
  if (line.offer.goods && line.offer.goods.length > 0) return line.offer.goods;
  if (line.variant_id === null || line.remedy === 'spare_part') return [];
  const { variant_id: id, sku, title, quantity } = line;
  return [{ kind: 'variant', id, sku, title, quantity }];
}

/** `count` of `of` units of the line: of each thing as many as go with them, rounded down, but at least one. */
function share(goods: readonly Wanted[], count: number, of: number): Wanted[] {
  if (count >= of) return [...goods];
  return goods.map((one) => ({ ...one, quantity: Math.max(1, Math.floor((one.quantity * count) / of)) }));
}

export const keyOf = ({ kind, id }: { kind: string; id: string }) => `${kind}:${id}`;

/** What is still owed once some of it left. */
export function less(goods: readonly Wanted[], left: readonly Wanted[]): Wanted[] {
  const gone = new Map<string, number>();
  for (const one of left) gone.set(keyOf(one), (gone.get(keyOf(one)) ?? 0) + one.quantity);
  return goods
    .map((one) => ({ ...one, quantity: one.quantity - (gone.get(keyOf(one)) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
}

/** Is everything in `some` among `goods`, in as many or more? */
export function covers(goods: readonly Wanted[], some: readonly Wanted[]): boolean {
  return less(some, goods).length === 0;
}
export function isSame(a: readonly Wanted[], b: readonly Wanted[]): boolean {
  return covers(a, b) && covers(b, a);
}
