import type { Book } from './sample.ts';

/** The one question names an order and its line. */
export const remediesBook: Book = {
  samples: {
    post_orders_id_remedies: ({ otherOrder, otherOrderLine }) => ({
      params: { id: otherOrder! },
      body: { lines: [{ order_line_id: otherOrderLine!, quantity: 1, reason: 'damaged-or-defective' }] },
    }),
  },
};
