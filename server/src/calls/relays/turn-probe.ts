import { randomBytes } from 'node:crypto';
import type { RelayFailure } from '@recoup/contract';
import type { RelayAddress } from '../../platform/relay-config.ts';
import { openWire, type Wire, WireFailure } from './relay-wire.ts';
import {
  ATTRIBUTE,
  type Attribute,
  attributeOf,
  CLASS,
  type Endpoint,
  errorOf,
  isSignedBy,
  longTermKey,
  METHOD,
  readEndpoint,
  readStun,
  type StunMessage,
  writeEndpoint,
  writeStun,
} from './stun-message.ts';

export type Probe = { works: true; milliseconds: number } | { works: false; failure: RelayFailure };
type Credential = { username: string; credential: string };

/** UDP, in REQUESTED-TRANSPORT (RFC 8656 §18.8): what the relay sends on is UDP, however it is spoken to. */
const RELAYS_UDP: Attribute = { type: ATTRIBUTE.requestedTransport, value: Buffer.from([17, 0, 0, 0]) };
const AT_ONCE: Attribute = { type: ATTRIBUTE.lifetime, value: Buffer.alloc(4) };
const WORD = Buffer.from('does this come back');

class Failed extends Error {
  readonly failure: RelayFailure;
  constructor(failure: RelayFailure) {
    super(failure);
    this.failure = failure;
  }
}

/**
 * Asks a server whether it works, as a browser would. STUN: what is my address (RFC 8489 §3). TURN: a first Allocate, answered
 * 401 with realm and nonce; a second one signed with the credential, whose answer must be signed too; leave to send to its own
 * relayed address, as it must where both sides of a call are behind the same relay, and a word through it and back; at the end
 * Refresh 0 gives it back (RFC 8656 §7 to §11). `withinMs` in all; `milliseconds` are of one question and its answer. `trusted`:
 * PEM of certificates to trust besides the known ones.
 */
export async function probe(
  server: RelayAddress,
  credential: Credential | null,
  withinMs: number,
  trusted?: string,
): Promise<Probe> {
  try {
    const wire = await openWire(server, withinMs, trusted);
    try {
      const milliseconds = credential ? await tryTurn(wire, credential) : await tryStun(wire);
      return { works: true, milliseconds };
    } finally {
      wire.close();
    }
  } catch (error) {
    if (error instanceof Failed || error instanceof WireFailure) return { works: false, failure: error.failure };
    throw error;
  }
}

async function tryStun(wire: Wire): Promise<number> {
  const from = performance.now();
  const { message } = await ask(wire, METHOD.binding, () => []);
  const milliseconds = since(from);
  const mapped = message.class === CLASS.success && attributeOf(message, ATTRIBUTE.mappedAddress);
  if (!mapped || !readEndpoint(mapped, message.transaction)) throw new Failed('not_turn');
  return milliseconds;
}

async function tryTurn(wire: Wire, { username, credential }: Credential): Promise<number> {
  const from = performance.now();
  const { message: first } = await ask(wire, METHOD.allocate, () => [RELAYS_UDP]);
  const milliseconds = since(from);
  const realm = attributeOf(first, ATTRIBUTE.realm);
  const nonce = attributeOf(first, ATTRIBUTE.nonce);
  if (errorOf(first) !== 401 || !realm || !nonce) throw new Failed(because(errorOf(first)));
  const signed = signer(wire, { username, realm, nonce, key: longTermKey(username, realm.toString(), credential) });
  const allocated = await signed(METHOD.allocate, () => [RELAYS_UDP]);
  const relayed = attributeOf(allocated, ATTRIBUTE.relayedAddress);
  const own = relayed && readEndpoint(relayed, allocated.transaction);
  if (!own) throw new Failed('not_turn');
  let through: unknown = null;
  await sendThrough(wire, own, signed).catch((error: unknown) => {
    through = error;
  });
  await signed(METHOD.refresh, () => [AT_ONCE]).catch((error: unknown) => {
    through ??= error;
  });
  if (through) throw through;
  return milliseconds;
}

type AttributesOf = (transaction: Buffer) => Attribute[];
type Signed = (method: number, attributesOf: AttributesOf) => Promise<StunMessage>;

/** Asks with the credential; what is answered "stale nonce" goes once more with the new one. Throws Failed on any other error. */
function signer(wire: Wire, auth: { username: string; realm: Buffer; nonce: Buffer; key: Buffer }): Signed {
  let { nonce } = auth;
  const round = (method: number, attributesOf: AttributesOf) =>
    ask(
      wire,
      method,
      (transaction) => [
        ...attributesOf(transaction),
        { type: ATTRIBUTE.username, value: Buffer.from(auth.username) },
        { type: ATTRIBUTE.realm, value: auth.realm },
        { type: ATTRIBUTE.nonce, value: nonce },
      ],
      auth.key,
    );
  return async (method, attributesOf) => {
    let answer = await round(method, attributesOf);
    const fresh = attributeOf(answer.message, ATTRIBUTE.nonce);
    if (errorOf(answer.message) === 438 && fresh) {
      nonce = fresh;
      answer = await round(method, attributesOf);
    }
    const { message, bytes } = answer;
    if (message.class !== CLASS.success) throw new Failed(because(errorOf(message), method));
    // Who signs the answer knows the password: it is the relay, and nobody on the way to it.
    if (!isSignedBy(bytes, auth.key)) throw new Failed('credential');
    return message;
  };
}

/** A word to the relay's own address for us, which comes back by the same way. Throws Failed `relay_denied`, `no_data`. */
async function sendThrough(wire: Wire, own: Endpoint, signed: Signed): Promise<void> {
  const peer = (transaction: Buffer) => ({ type: ATTRIBUTE.peerAddress, value: writeEndpoint(own, transaction) });
  await signed(METHOD.permit, (transaction) => [peer(transaction)]);
  const transaction = randomBytes(12);
  const attributes = [peer(transaction), { type: ATTRIBUTE.data, value: WORD }];
  const message = writeStun({ method: METHOD.send, class: CLASS.indication, transaction, attributes });
  const late = new Promise<never>((_, fail) => setTimeout(() => fail(new Failed('no_data')), THROUGH_MS).unref());
  await Promise.race([wire.ask(message, isWord), late]);
}
const THROUGH_MS = 2_000;

function isWord(bytes: Buffer): boolean {
  const message = readStun(bytes);
  return message?.method === METHOD.data && attributeOf(message, ATTRIBUTE.data)?.equals(WORD) === true;
}

/** What an ERROR-CODE means for whoever set the relay up (RFC 8489 §14.8, RFC 8656 §18.9). */
function because(code: number | null, method?: number): RelayFailure {
  if (code === 403 && method === METHOD.permit) return 'relay_denied';
  if (code === 401 || code === 403 || code === 441) return 'credential';
  if (code === 486 || code === 508) return 'full';
  return 'not_turn';
}

const since = (from: number) => Math.round(performance.now() - from);

async function ask(
  wire: Wire,
  method: number,
  attributesOf: AttributesOf,
  key?: Buffer,
): Promise<{ message: StunMessage; bytes: Buffer }> {
  const transaction = randomBytes(12);
  const asked = { method, class: CLASS.request, transaction, attributes: attributesOf(transaction) };
  const isAnswer = (heard: Buffer) => heard.length >= 20 && heard.subarray(8, 20).equals(transaction);
  const bytes = await wire.ask(writeStun(asked, key), isAnswer);
  const message = readStun(bytes);
  if (!message || message.method !== method) throw new Failed('not_turn');
  return { message, bytes };
}
