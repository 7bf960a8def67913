/** What carries a call where two browsers cannot reach each other: STUN and TURN servers, what a browser is given of them, and whether they work. */
import { z } from 'zod';
import { byId, instant, ok } from './common.ts';
import { endpoint } from './endpoint.ts';

/** How a relay is spoken to: TURN over UDP, over TCP, or over TLS on TCP (`turns:`). */
export const relayTransport = z.enum(['udp', 'tcp', 'tls']);
export type RelayTransport = z.output<typeof relayTransport>;

/** As RTCPeerConnection takes it (RTCIceServer). */
export const iceServer = z.object({
  urls: z.array(z.string()),
  username: z.string().optional(),
  credential: z.string().optional(),
});
export type IceServer = z.output<typeof iceServer>;
/** What a browser is given to find a way: the credentials are this seat's own and end at `expires_at`. */
export const callIce = z.object({
  /** Empty where neither STUN nor TURN is set up: calls then go where the browsers reach each other by themselves. */
  regions: z.array(z.object({ name: z.string(), ice_servers: z.array(iceServer) })),
  /** The region that answered this person's browser soonest when it last tried; null: nobody knows yet, probe or take all. */
  prefer: z.string().nullable(),
  /** Never anything but a relay: neither side learns the other's address. */
  relay_only: z.boolean(),
  /** Ask again before it, and before an ICE restart after it; a way that is open stays open. Null where nothing ends. */
  expires_at: instant.nullable(),
});
export type CallIce = z.output<typeof callIce>;

/**
 * Why a server did not do. name: its name leads nowhere. silent: no answer in time. closed: the connection was refused or cut.
 * certificate: TLS was not trusted. credential: it does not take what we sign: the secret differs, or its clock does. full: its
 * quota is used up. not_turn: it answers, but gives no relay. no_relay: the browser got none. no_data: there is a relay,
 * and nothing comes through it: its range of ports is closed. relay_denied: it may not send to itself (denied-peer-ip).
 */
export const relayFailure = z.enum([
  'name',
  'silent',
  'closed',
  'certificate',
  'credential',
  'full',
  'not_turn',
  'no_relay',
  'no_data',
  'relay_denied',
]);
export type RelayFailure = z.output<typeof relayFailure>;
export const relayCheck = z.object({
  works: z.boolean(),
  /** To the server and back, over that transport. */
  milliseconds: z.int().nullable(),
  failure: relayFailure.nullable(),
  at: instant,
  /** Who tried. */
  by: z.string(),
});
export type RelayCheck = z.output<typeof relayCheck>;
export const relayServer = z.object({
  /** `turn:relay.example:3478?transport=udp` */
  url: z.string(),
  kind: z.enum(['stun', 'turn']),
  transport: relayTransport,
  /** The last try of this installation's own server, and of a browser. */
  from_server: relayCheck.nullable(),
  from_browser: relayCheck.nullable(),
});
export type RelayServer = z.output<typeof relayServer>;
export const callRelays = z.object({
  /** Each region with its servers. STUN servers stand apart: they belong to all. */
  regions: z.array(z.object({ name: z.string(), servers: z.array(relayServer) })),
  stun: z.array(relayServer),
  relay_only: z.boolean(),
  /** How long a credential is good for, in seconds. */
  ttl_seconds: z.int(),
});
export type CallRelays = z.output<typeof callRelays>;

const tag = 'Calls: relays';
const staff = { tag, access: 'staff' } as const;
export const callRelay = {
  iceOfSeat: endpoint({
    tag: 'Calls: the buyer',
    access: 'call',
    method: 'GET',
    path: '/v1/call/ice',
    summary: 'What my browser may use to find a way: STUN and TURN servers with credentials of my own',
    response: callIce,
    refusals: ['call.over', 'call.knocks', 'call.too_many'],
  }),
  iceOfCall: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/calls/:id/ice',
    summary: 'What my browser may use to find a way, for a call I am in or could take',
    permission: 'calls.take',
    params: byId,
    response: callIce,
    refusals: ['call.not_found', 'call.not_invited', 'call.too_many'],
  }),
  /** For the self-test, and to find the nearest region before anything rings. */
  iceToTry: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/call-relays/ice',
    summary: 'What a browser of staff may try the relays with',
    permission: 'calls.read',
    response: callIce,
    refusals: ['call.too_many'],
  }),
  relays: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/call-relays',
    summary: 'The relays that are set up, and whether they worked when last tried',
    permission: 'settings.read',
    response: callRelays,
  }),
  check: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/call-relays/check',
    summary: 'Let the server itself try every relay: a STUN binding, and a TURN allocation with a credential',
    permission: 'settings.write',
    response: callRelays,
    refusals: ['call.too_many'],
    perRow: true,
  }),
  tried: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/call-relays/checks',
    summary: 'What a browser found when it tried the relays',
    permission: 'calls.read',
    body: z.object({
      checks: z
        .array(
          z.object({
            url: z.string().max(300),
            works: z.boolean(),
            milliseconds: z.int().min(0).max(60_000).nullable(),
            failure: relayFailure.nullable(),
          }),
        )
        .min(1)
        .max(40),
    }),
    response: ok,
    /** Only servers that are set up can be reported on. */
    refusals: ['call.relay_not_found', 'call.too_many'],
  }),
};
