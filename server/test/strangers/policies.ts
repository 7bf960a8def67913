import { policies, startingPolicy } from '@recoup/contract';
import type { Book } from './sample.ts';

const scope = { categories: [], channels: [], skus: [], bought_from: null, bought_to: null };
const draft = () => ({ name: 'Thirty days of the first', scope, rules: startingPolicy('USD') });

export const policiesBook: Book = {
  async make(door, { brand }) {
    const { id } = await door.owner.call(policies.create, { body: { ...draft(), brand_id: brand! } });
    await door.owner.call(policies.publish, { params: { id } });
    await door.owner.call(policies.saveDraft, { params: { id }, body: { ...draft(), name: 'A draft of the first' } });
    return { policy: id };
  },
  samples: {
    get_policies: ({ brand }) => ({ query: { brand_id: brand! } }),
    post_policies: ({ brand }) => ({ body: { ...draft(), brand_id: brand! } }),
    get_policies_id: ({ policy }) => ({ params: { id: policy! } }),
    put_policies_id_draft: ({ policy }) => ({ params: { id: policy! }, body: draft() }),
    post_policies_id_publish: ({ policy }) => ({ params: { id: policy! } }),
    post_policies_id_discard: ({ policy }) => ({ params: { id: policy! } }),
    post_policies_id_archive: ({ policy }) => ({ params: { id: policy! } }),
    get_policies_id_versions: ({ policy }) => ({ params: { id: policy! } }),
    post_policies_id_try: ({ policy }) => ({ params: { id: policy! }, body: { rules: startingPolicy('USD') } }),
  },
};
