/** The same meeting by this product and by PeerJS, in pages that were loaded anew for each. */
import { calls } from '@recoup/contract';
import type { Server } from '../lib/place.ts';
import { inPage, type Meeting, newContext, openPage, type Pages, tap } from './meet.ts';
import { type CallShop, newBuyer, staffOf } from './shop.ts';

/** Everything a run needs: the product's server, PeerJS's, and the ways both give their connections. */
export type Ground = { pages: Pages; shop: CallShop; server: Server; peerPort: number; ice: Ways };
/** As RTCPeerConnection takes it; here it is only passed on. */
export type Ways = {
  iceServers: { urls: string[]; username?: string; credential?: string }[];
  iceTransportPolicy: 'all' | 'relay';
};

/** `relay`: the buyer reaches every relay at this address. */
export async function meetOurs({ pages, shop, server }: Ground, relay?: string): Promise<Meeting> {
  const { token, address } = await newBuyer(shop, server);
  const desk = await newContext(pages.browser, { 'x-forwarded-for': '10.9.9.9' });
  await desk.addCookies(
    shop.cookie.split('; ').map((one) => {
      const [name, value] = one.split('=') as [string, string];
      return { name, value, url: server.url };
    }),
  );
  const phone = await newContext(pages.browser, { 'x-forwarded-for': address });
  const [buyer, agent] = [await openPage(pages, phone, server.url), await openPage(pages, desk, server.url)];
  await inPage(agent, 'oursAgent', { workspaceId: shop.workspaceId });
  await inPage(buyer, 'oursBuyer', { server: server.url, token, relay });
  const met = await tap(buyer, agent);
  return {
    buyer,
    agent,
    ...met,
    async end() {
      const staff = staffOf(shop, server);
      const { mine } = await staff(calls.now);
      if (mine) await staff(calls.end, { params: { id: mine.id }, body: {} });
      await phone.close();
      await desk.close();
    },
  };
}

let names = 0;
export async function meetTheirs({ pages, server, peerPort, ice }: Ground): Promise<Meeting> {
  names += 1;
  const [phone, desk] = [await newContext(pages.browser), await newContext(pages.browser)];
  const [buyer, agent] = [await openPage(pages, phone, server.url), await openPage(pages, desk, server.url)];
  const given = { port: peerPort, ice };
  const id = `agent-${names}`;
  await inPage(agent, 'theirsAgent', { ...given, id });
  await inPage(buyer, 'theirsBuyer', { ...given, id: `buyer-${names}`, agent: id });
  const met = await tap(buyer, agent);
  return {
    buyer,
    agent,
    ...met,
    async end() {
      await phone.close();
      await desk.close();
    },
  };
}
