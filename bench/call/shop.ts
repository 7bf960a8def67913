/** A brand with a chat and an agent who takes calls, made through the API, on servers as `npm start` runs them. */
import { accounts, type CallSettings, calls, chat, inboxSetup } from '@recoup/contract';
import { createWorkspace } from '../../server/src/accounts/index.ts';
import type { Place, Server } from '../lib/place.ts';
import { type Caller, caller, intoProcess, openInside, overHttp } from '../lib/shop.ts';

export type CallShop = {
  workspaceId: string;
  brandId: string;
  key: string;
  cookie: string;
  publicUrl: string;
};

/** Makes it in a database. Nobody wraps up, so that the agent is free again at once. */
export async function makeCallShop(place: Place, database: string): Promise<CallShop> {
  const inside = await openInside(await place.create(database), place.folder);
  const { product, db } = inside;
  const { config, log } = product.services;
  const owner = {
    email: 'owner@bench.example',
    name: 'Grace Hall',
    language: 'en' as const,
    timeZone: 'America/Chicago',
    password: 'measured twice',
  };
  const { workspaceId } = await createWorkspace(
    { db, config, log, now: new Date() },
    { name: 'Bench', kind: 'brand', currency: 'USD', owner },
  );
  const signedIn = await product.app!.server.inject({
    method: 'POST',
    url: '/v1/auth/sign-in/email',
    headers: { origin: config.publicUrl },
    payload: { email: owner.email, password: owner.password },
  });
  const cookie = signedIn.cookies.map((one) => `${one.name}=${encodeURIComponent(one.value)}`).join('; ');
  const call = caller(intoProcess(product), { cookie, origin: config.publicUrl });
  const brand = await call(accounts.createBrand, {
    body: {
      slug: 'bench',
      name: 'Bench',
      time_zone: 'America/Chicago',
      currency: 'USD',
      support_email: 'help@bench.example',
      look: { color: '#1E2A4A', dot: '#F2B13C' },
      languages: ['en'],
    },
  });
  const settings = {
    kind: 'chat' as const,
    origins: [],
    identity: 'optional' as const,
    greeting: null,
    position: 'right' as const,
    calendar_id: null,
  };
  const channel = await call(inboxSetup.addChannel, { body: { brand_id: brand.id, name: 'Widget', settings } });
  const decided: CallSettings = await call(calls.settings, { query: { brand_id: brand.id } });
  await call(calls.changeSettings, { query: { brand_id: brand.id }, body: { ...decided, wrap_up_seconds: 0 } });
  await inside.close();
  return { workspaceId, brandId: brand.id, key: channel.key!, cookie, publicUrl: config.publicUrl };
}

/** A server of the product on that database; `settings` are of its environment. */
export async function serveCalls(place: Place, database: string, settings: Record<string, string>): Promise<Server> {
  // Limits count by address; every buyer has one of their own, as behind a proxy.
  const all: Record<string, string> = { TRUSTED_PROXIES: '1', ...settings };
  const before = Object.keys(all).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, all);
  try {
    return await place.serve(database);
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

/** Staff over HTTP, from an address of their own. */
export const staffOf = (shop: CallShop, server: Server): Caller =>
  caller(overHttp(server.url), {
    cookie: shop.cookie,
    origin: server.url,
    'recoup-workspace': shop.workspaceId,
    'x-forwarded-for': '10.9.9.9',
  });

let buyers = 0;
/** Somebody new who has the chat open: the token of their session, and the address they come from. */
export async function newBuyer(shop: CallShop, server: Server): Promise<{ token: string; address: string }> {
  buyers += 1;
  const address = `10.1.${(buyers >> 8) & 255}.${buyers & 255}`;
  const call = caller(overHttp(server.url), { 'x-forwarded-for': address });
  const { token } = await call(chat.session, { params: { key: shop.key }, body: {} });
  return { token, address };
}
