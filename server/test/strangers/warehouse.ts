import { warehouse } from '@recoup/contract';
import { newId } from '../../src/platform/ids.ts';
import type { Book } from './sample.ts';

export const warehouseBook: Book = {
  async make(door, { site, return: id, returnLine }) {
    const parcel = await door.owner.call(warehouse.arrive, { body: { site_id: site!, return_id: id! } });
    const { unit } = await door.owner.call(warehouse.count, {
      params: { id: parcel.id },
      body: { scan_id: newId(), return_line_id: returnLine! },
    });
    const { rows } = await door.owner.call(warehouse.bins, { query: { site_id: site! } });
    await door.drain();
    return { parcel: parcel.id, unit: unit.id, lpn: unit.lpn, bin: rows[0]!.id };
  },
  samples: {
    get_scan: ({ lpn }) => ({ query: { code: lpn! } }),
    get_sites_id_dock: ({ site }) => ({ params: { id: site! } }),
    post_parcels: ({ site, return: id }) => ({ body: { site_id: site!, return_id: id! } }),
    get_parcels_id: ({ parcel }) => ({ params: { id: parcel! } }),
    get_parcels: ({ site }) => ({ query: { site_id: site! } }),
    post_parcels_id_units: ({ parcel, returnLine }) => ({
      params: { id: parcel! },
      body: { scan_id: newId(), return_line_id: returnLine! },
    }),
    post_parcels_id_undo: ({ parcel, unit }) => ({ params: { id: parcel! }, body: { unit_id: unit! } }),
    post_parcels_id_photos: ({ parcel, file }) => ({ params: { id: parcel! }, body: { file_ids: [file!] } }),
    post_parcels_id_close: ({ parcel }) => ({ params: { id: parcel! }, body: {} }),
    post_parcels_id_match: ({ parcel, return: id }) => ({ params: { id: parcel! }, body: { return_id: id! } }),
    get_units: ({ site, brand, bin }) => ({ query: { site_id: site!, brand_id: brand!, bin_id: bin! } }),
    get_units_id: ({ unit }) => ({ params: { id: unit! } }),
    post_units_id_move: ({ unit, bin }) => ({ params: { id: unit! }, body: { bin_id: bin! } }),
    post_units_id_send_out: ({ unit }) => ({ params: { id: unit! }, body: { as: 'sold', recovered: 1 } }),
    get_stock: ({ site, brand }) => ({ query: { site_id: site!, brand_id: brand! } }),
    get_stock_moves: ({ site, unit }) => ({ query: { site_id: site!, unit_id: unit! } }),
    get_bins: ({ site }) => ({ query: { site_id: site! } }),
    post_bins: ({ site }) => ({ body: { site_id: site!, code: 'SPY-1', purpose: 'hold' } }),
    post_bins_id_archive: ({ bin }) => ({ params: { id: bin! } }),
    get_units_id_lpn_pdf: ({ unit }) => ({ params: { id: unit! } }),
    get_units_id_lpn_zpl: ({ unit }) => ({ params: { id: unit! } }),
    get_sites_id_bins_pdf: ({ site }) => ({ params: { id: site! } }),
  },
};
