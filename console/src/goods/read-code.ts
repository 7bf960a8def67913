/** What a scanned or typed code names. */
import { desk, type Scanned, type Unit, warehouse } from '@recoup/contract';
import { call } from '../app/api.ts';

/** Asks the server what the code is. Our own number of a parcel (`PAR-…`) comes from links, not from a label. */
export async function readCode(code: string, siteId: string): Promise<Scanned> {
  if (/^PAR-/i.test(code)) {
    const { rows } = await call(desk.search, { query: { q: code } });
    const hit = rows.find((row) => row.kind === 'parcel' && row.code.toUpperCase() === code.toUpperCase());
    if (hit) return { kind: 'parcel', parcel_id: hit.id, stage: hit.detail === 'unpacked' ? 'unpacked' : 'arrived' };
  }
  return call(warehouse.scan, { query: { code, site_id: siteId } });
}

/** The unit a code names, by its plate or its serial number; else what the code is instead. */
export async function readUnitCode(
  code: string,
  siteId: string,
): Promise<{ unit: Unit; scanned?: undefined } | { unit?: undefined; scanned: Scanned }> {
  const scanned = await readCode(code, siteId);
  if (scanned.kind !== 'unit') return { scanned };
  const { unit } = await call(warehouse.unit, { params: { id: scanned.unit_id } });
  return { unit };
}

/** `lpn-4k7p 31xx` as typed and `LPN-4K7P-31XX` as printed are one code. */
export function sameCode(one: string, other: string): boolean {
  return bare(one) === bare(other);
}
function bare(code: string): string {
  return code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/^\][A-Z][0-9A-Z]/, '')
    .replace(/[^0-9A-Z]/g, '');
}
