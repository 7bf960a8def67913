import { accounts } from '@recoup/contract';
import type { Book } from './sample.ts';

const LOOK = { color: '#1E2A4A', dot: '#E8A33D' };

export const accountsBook: Book = {
  async make(door) {
    const brand = await door.makeBrand({ name: 'Lumora of the first' });
    const site = await door.makeSite({ name: 'Dock of the first', brands: [{ brand_id: brand.id, categories: null }] });
    const agent = await door.as('agent');
    const invitation = await door.owner.call(accounts.invite, {
      body: { email: 'guest@first.example', name: 'Guest', role: 'viewer' },
    });
    const key = await door.withKey(['orders.read']);
    await door.drain();
    return { brand: brand.id, site: site.id, agent: agent.id!, invitation: invitation.id, key: key.id! };
  },
  samples: {
    post_brands: ({ file }) => ({
      body: {
        slug: 'theirs',
        name: 'Theirs',
        time_zone: 'UTC',
        currency: 'USD',
        languages: ['en'],
        look: { ...LOOK, logo_file_id: file },
      },
    }),
    patch_brands_id: ({ brand }) => ({ params: { id: brand! }, body: { name: 'Theirs' } }),
    post_brands_id_archive: ({ brand }) => ({ params: { id: brand! } }),
    post_sites: ({ brand }) => ({
      body: {
        code: 'THEM',
        name: 'Theirs',
        time_zone: 'UTC',
        address: { line1: '1 St', city: 'X', postal_code: '1', country: 'US' },
        brands: [{ brand_id: brand!, categories: null }],
      },
    }),
    patch_sites_id: ({ site }) => ({ params: { id: site! }, body: { name: 'Theirs' } }),
    post_sites_id_archive: ({ site }) => ({ params: { id: site! } }),
    patch_staff_id: ({ agent }) => ({ params: { id: agent! }, body: { role: 'viewer' } }),
    post_invitations: ({ brand }) => ({
      body: { email: 'spy@example.com', name: 'Spy', role: 'agent', brand_ids: [brand!] },
    }),
    post_invitations_id_revoke: ({ invitation }) => ({ params: { id: invitation! } }),
    post_api_keys: ({ brand }) => ({ body: { name: 'Spy', scopes: ['orders.read'], brand_ids: [brand!] } }),
    post_api_keys_id_revoke: ({ key }) => ({ params: { id: key! } }),
  },
};
