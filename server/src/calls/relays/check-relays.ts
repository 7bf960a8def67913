import type { BodyOf, CallRelays, callRelay } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { limitAttempts } from '../../platform/limits.ts';
import { Refusal } from '../../platform/refusal.ts';
import { nameAtRelays, turnCredential } from './ice.ts';
import { knownServers } from './known-servers.ts';
import { readRelays } from './read-relays.ts';
import { keepChecks } from './relays.store.ts';
import { probe } from './turn-probe.ts';

const WITHIN_MS = 5_000;
const BY_HAND = { max: 20, windowSeconds: 600 };

/**
 * Somebody who sets calls up lets the server try every relay, all at once, five seconds at most. Only what the installation's
 * own settings name is asked. Throws `call.too_many`.
 */
export async function checkRelays(ctx: Ctx): Promise<CallRelays> {
  await limitAttempts(ctx, 'relays:check', BY_HAND, 'call.too_many');
  const { relays, secret } = ctx.config;
  const until = new Date(ctx.now.getTime() + 60_000);
  const whom = nameAtRelays(secret, 'self-test');
  const found = await Promise.all(
    knownServers(relays).map(async (server) => {
      const credential = server.secret === null ? null : turnCredential(server.secret, until, whom);
      const outcome = await probe(server, credential, WITHIN_MS);
      return {
        url: server.url,
        region: server.region,
        transport: server.transport,
        works: outcome.works,
        milliseconds: outcome.works ? outcome.milliseconds : null,
        failure: outcome.works ? null : outcome.failure,
      };
    }),
  );
  await inWorkspace(ctx, (tx) => keepChecks(tx, ctx, 'server', found));
  return readRelays(ctx);
}

type Tried = BodyOf<typeof callRelay.tried>['checks'];

/** A browser of staff tells what it found. Throws `call.relay_not_found` for a server that is not set up, `call.too_many`. */
export async function keepTried(ctx: Ctx, tried: Tried): Promise<void> {
  await limitAttempts(ctx, `relays:tried:${ctx.actor.id}`, BY_HAND, 'call.too_many');
  const known = knownServers(ctx.config.relays);
  const rows = tried.map(({ url, works, milliseconds, failure }) => {
    const server = known.find((one) => one.url === url);
    if (!server) throw new Refusal('call.relay_not_found', { url });
    const { region, transport } = server;
    return { url, region, transport, works, milliseconds, failure: works ? null : (failure ?? 'no_relay') };
  });
  await inWorkspace(ctx, (tx) => keepChecks(tx, ctx, 'browser', rows));
}
