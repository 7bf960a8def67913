/** How a buyer comes to a seat in a call: from the chat, the page of an order, a link, or the seat they have. */
import type { BuyerCall, BuyerLanguage, buyerCalls, CallSeat, callLinks } from '@recoup/contract';
import { browserNow } from '@recoup/rtc/browser';
import type { Call as Ask } from '../widget/api.ts';
import { ownSeat } from './kept.ts';

/** Where the buyer comes from. A chat's token may have to be fetched first. */
export type Entry =
  | { kind: 'chat'; token(): Promise<string>; conversationId: string | null; callId: string | null }
  | { kind: 'order'; token: string; origin: 'portal' | 'tracking'; lineId: string | null }
  | { kind: 'link'; token: string }
  | { kind: 'seat'; token: string };
export type Setup = {
  /** Empty on our own pages. */
  server: string;
  /** The brand's name in addresses; null where a link names it. */
  slug: string | null;
  /** As far as it is known before the call says so. */
  brand: BuyerCall['brand'] | null;
  entry: Entry;
  language: BuyerLanguage;
  /** Puts the screen away. */
  onClose(to: 'page' | 'chat'): void;
};

/** The shop's page came without https, or its rules (Permissions-Policy) keep the camera from it. Only Chromium tells the second. */
export function pageForbids(): boolean {
  const policy = (document as { featurePolicy?: { allowsFeature(feature: string): boolean } }).featurePolicy;
  return !isSecureContext || policy?.allowsFeature('camera') === false || policy?.allowsFeature('microphone') === false;
}

export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Asks for a seat. The same `clientId` is one call, however often it is asked. */
export async function sitDown(
  ask: Ask,
  { entry, language }: Setup,
  wants: { voice: boolean; clientId: string },
): Promise<CallSeat> {
  const common = { audio_only: wants.voice, language, time_zone: zone(), client_id: wants.clientId };
  switch (entry.kind) {
    case 'chat':
      return ask<typeof buyerCalls.fromChat>('POST', '/v1/chat/calls', {
        token: await entry.token(),
        body: {
          ...common,
          conversation_id: entry.conversationId,
          ...(entry.callId ? { call_id: entry.callId } : {}),
        },
      });
    case 'order':
      return ask<typeof buyerCalls.fromOrder>('POST', '/v1/portal/calls', {
        token: entry.token,
        body: { ...common, origin: entry.origin, ...(entry.lineId ? { order_line_id: entry.lineId } : {}) },
      });
    case 'link':
      return ask<typeof callLinks.join>('POST', '/v1/call-links/:token/join', {
        params: { token: entry.token },
        body: {
          seat: ownSeat(),
          language,
          time_zone: zone(),
          browser: browserNow(),
        },
      });
    case 'seat':
      return {
        token: entry.token,
        call: await ask<typeof buyerCalls.read>('GET', '/v1/call', { token: entry.token }),
        ice: null,
      };
  }
}
