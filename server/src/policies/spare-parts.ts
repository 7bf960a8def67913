import type { Reason } from '@recoup/contract';
import type { OfferLine, PartFor } from './offer-line.ts';

type Problem = { reason: Reason; detail?: string | null };

/** 2: known for this very detail, 1: for the reason, 0: not known to mend it. */
function fits(part: Pick<PartFor, 'mends'>, { reason, detail }: Problem): number {
  const known = part.mends.filter((one) => one.reason === reason);
  if (detail && known.some((one) => one.detail === detail)) return 2;
  return known.some((one) => one.detail === null || !detail) ? 1 : 0;
}

/** Is this part known to mend the problem? What mends a reason whatever the detail mends every detail of it. */
export const mends = (part: Pick<PartFor, 'mends'>, problem: Problem): boolean => fits(part, problem) > 0;

/** Parts that mend the problem: made for the detail first, then what is in stock, then the one of which a product has fewest. */
export function partsThatMend<T extends PartFor>(parts: readonly T[], problem: Problem): T[] {
  return parts
    .filter((part) => mends(part, problem))
    .sort(
      (a, b) =>
        fits(b, problem) - fits(a, problem) ||
        Number(b.in_stock > 0) - Number(a.in_stock > 0) ||
        a.per_product - b.per_product ||
        (a.sku < b.sku ? -1 : 1),
    );
}

/** The parts an offer sends: the chosen ones, else the best one known, as many as the units need. Empty where none mends it. */
export function partsToSend(line: OfferLine): { part: PartFor; quantity: number }[] {
  if (line.chosenParts) return [...line.chosenParts];
  const [best] = partsThatMend(line.parts ?? [], line);
  return best ? [{ part: best, quantity: best.per_product * line.quantity }] : [];
}
