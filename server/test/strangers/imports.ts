import { orders, type Uploaded } from '@recoup/contract';
import type { Book } from './sample.ts';

const SHEET = 'Order,Placed,SKU,Title,Quantity,Price\nFIRST-9,2026-01-02,FIRST-LAMP,Lamp,1,129.00\n';

export const importsBook: Book = {
  async make(door, { brand }) {
    const form = new FormData();
    form.append('file', new Blob([SHEET], { type: 'text/csv' }), 'first.csv');
    const response = await door.owner.fetch('/v1/files', { method: 'POST', body: form });
    if (!response.ok) throw new Error(await response.text());
    const { id } = (await response.json()) as Uploaded;
    const preview = await door.owner.call(orders.startImport, { body: { brand_id: brand!, file_id: id } });
    return { sheet: id, import: preview.job.id };
  },
  samples: {
    post_imports: ({ brand, sheet }) => ({ body: { brand_id: brand!, file_id: sheet! } }),
    get_imports_id: ({ import: id }) => ({ params: { id: id! } }),
    put_imports_id_mapping: ({ import: id }) => ({
      params: { id: id! },
      body: { columns: [{ header: 'Order', field: null }], settings: {} },
    }),
    post_imports_id_run: ({ import: id }) => ({ params: { id: id! } }),
    post_imports_id_cancel: ({ import: id }) => ({ params: { id: id! } }),
    get_imports_id_errors_csv: ({ import: id }) => ({ params: { id: id! } }),
  },
};
