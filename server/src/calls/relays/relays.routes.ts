import { callRelay as api } from '@recoup/contract';
import { type App, serve } from '../../platform/http.ts';
import { checkRelays, keepTried } from './check-relays.ts';
import { giveIceForCall, giveIceToSeat, giveIceToTry } from './give-ice.ts';
import { readRelays } from './read-relays.ts';

export function relayRoutes(app: App): void {
  serve(app, api.iceOfSeat, (ctx) => giveIceToSeat(ctx));
  serve(app, api.iceOfCall, (ctx, { params }) => giveIceForCall(ctx, params.id));
  serve(app, api.iceToTry, (ctx) => giveIceToTry(ctx));
  serve(app, api.relays, (ctx) => readRelays(ctx));
  serve(app, api.check, (ctx) => checkRelays(ctx));
  serve(app, api.tried, async (ctx, { body }) => {
    await keepTried(ctx, body.checks);
    return { ok: true as const };
  });
}
