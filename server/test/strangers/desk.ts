import { desk } from '@recoup/contract';
import type { Book } from './sample.ts';

export const deskBook: Book = {
  async make(door, { return: id }) {
    const { rows } = await door.owner.call(desk.mails, { query: { return_id: id! } });
    return { mail: rows[0]!.id };
  },
  samples: {
    get_home: ({ site, brand }) => ({ query: { site_id: site!, brand_id: brand! } }),
    get_approvals: ({ brand }) => ({ query: { brand_id: brand! } }),
    get_search: () => ({ query: { q: 'FIRST-1' } }),
    get_mails: ({ return: id }) => ({ query: { return_id: id! } }),
    get_mails_id: ({ mail }) => ({ params: { id: mail! } }),
    post_mails_id_retry: ({ mail }) => ({ params: { id: mail! } }),
  },
};
