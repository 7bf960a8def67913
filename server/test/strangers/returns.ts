import { portal, returns, type Uploaded } from '@recoup/contract';
import sharp from 'sharp';
import type { FrontDoor } from '../front-door.ts';
import type { Book } from './sample.ts';

/** One return on its way with a label, and one settled without goods, so that there is money too. */
export const returnsBook: Book = {
  async make(door, { brand, order, orderLine, otherOrder, otherOrderLine }) {
    const ask = {
      order_line_id: orderLine!,
      quantity: 1,
      reason: 'changed-my-mind' as const,
      remedy: 'refund' as const,
    };
    const buyer = door.buyer({ brandId: brand!, orderId: order! });
    const made = await buyer.call(portal.request, { body: { lines: [ask] } });
    const photo = await upload(door);
    const keep = {
      ...ask,
      order_line_id: otherOrderLine!,
      reason: 'item-not-as-described' as const,
      remedy: 'keep_it' as const,
    };
    const kept = await door.owner.call(returns.request, {
      params: { id: otherOrder! },
      body: { lines: [{ ...keep, file_ids: [photo] }] },
    });
    await door.drain();
    const { lines } = await door.owner.call(returns.get, { params: { id: made.id } });
    const view = await door.owner.call(returns.saveView, {
      body: { list: 'returns', name: 'Of the first', query: {} },
    });
    return { return: made.id, returnLine: lines[0]!.id, keptReturn: kept.id, view: view.id, file: await upload(door) };
  },
  samples: {
    get_returns: ({ brand, site, customer, order }) => ({
      query: { brand_id: brand!, site_id: site!, customer_id: customer!, order_id: order! },
    }),
    get_returns_counts: ({ brand, site }) => ({ query: { brand_id: brand!, site_id: site! } }),
    get_returns_csv: ({ brand }) => ({ query: { brand_id: brand! } }),
    get_returns_id: ({ return: id }) => ({ params: { id: id! } }),
    post_orders_id_return_preview: ({ otherOrder, otherOrderLine }) => ({
      params: { id: otherOrder! },
      body: { lines: [{ order_line_id: otherOrderLine!, quantity: 1, reason: 'changed-my-mind' }] },
    }),
    post_orders_id_returns: ({ otherOrder, otherOrderLine }) => ({
      params: { id: otherOrder! },
      body: {
        lines: [{ order_line_id: otherOrderLine!, quantity: 1, reason: 'changed-my-mind', remedy: 'refund' }],
      },
    }),
    get_remedy_limits: ({ brand }) => ({ query: { brand_id: brand! } }),
    put_remedy_limits: ({ brand }) => ({ query: { brand_id: brand! }, body: { rows: [] } }),
    post_returns_id_approve: ({ return: id }) => ({ params: { id: id! }, body: {} }),
    post_returns_id_decline: ({ return: id }) => ({ params: { id: id! }, body: { reason: 'No' } }),
    post_returns_id_cancel: ({ return: id }) => ({ params: { id: id! }, body: { reason: 'No' } }),
    post_returns_id_remedy: ({ return: id, returnLine }) => ({
      params: { id: id! },
      body: { line_id: returnLine!, remedy: 'store_credit' },
    }),
    post_returns_id_notes: ({ return: id }) => ({ params: { id: id! }, body: { text: 'I was here' } }),
    post_returns_id_files: ({ return: id, file }) => ({ params: { id: id! }, body: { file_ids: [file!] } }),
    post_returns_id_resend_label: ({ return: id }) => ({ params: { id: id! } }),
    post_returns_id_replacement: ({ return: id, returnLine }) => ({
      params: { id: id! },
      body: { line_id: returnLine!, reference: '1Z' },
    }),
    post_returns_id_close: ({ return: id }) => ({ params: { id: id! } }),
    post_returns_bulk_approve: ({ return: id }) => ({ body: { ids: [id!] } }),
    get_returns_id_label_pdf: ({ return: id }) => ({ params: { id: id! } }),
    get_returns_id_label_zpl: ({ return: id }) => ({ params: { id: id! } }),
    get_returns_id_slip_pdf: ({ return: id }) => ({ params: { id: id! } }),
    delete_views_id: ({ view }) => ({ params: { id: view! } }),
  },
};

async function upload(door: FrontDoor): Promise<string> {
  const image = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#88aa99' } })
    .jpeg()
    .toBuffer();
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(image)], { type: 'image/jpeg' }), 'first.jpg');
  const response = await door.owner.fetch('/v1/files', { method: 'POST', body: form });
  if (!response.ok) throw new Error(await response.text());
  return ((await response.json()) as Uploaded).id;
}
