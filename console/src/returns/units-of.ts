import type { ReturnDetail } from '@recoup/contract';

/** The units that came for a line, told by their SKU; what came wrong or too much belongs to none. Pure. */
export function unitsOf(
  { units }: Pick<ReturnDetail, 'units'>,
  { sku }: Pick<ReturnDetail['lines'][number], 'sku'>,
): ReturnDetail['units'] {
  return units.filter((unit) => unit.sku === sku && unit.arrival !== 'wrong' && unit.arrival !== 'over');
}
