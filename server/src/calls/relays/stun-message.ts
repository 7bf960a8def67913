/**
 * Messages of STUN and TURN as bytes, as far as asking a relay whether it works needs them: RFC 8489 (STUN: header §5,
 * attributes §14, long-term credentials §9.2) and RFC 8656 (TURN). SHA-1 and MD5 are theirs, and what coturn speaks.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';

const COOKIE = 0x2112a442;
const HEADER = 20;
export const METHOD = {
  binding: 0x001,
  allocate: 0x003,
  refresh: 0x004,
  send: 0x006,
  data: 0x007,
  permit: 0x008,
} as const;
export const CLASS = { request: 0x000, indication: 0x010, success: 0x100, error: 0x110 } as const;
export const ATTRIBUTE = {
  username: 0x0006,
  integrity: 0x0008,
  errorCode: 0x0009,
  lifetime: 0x000d,
  peerAddress: 0x0012,
  data: 0x0013,
  realm: 0x0014,
  nonce: 0x0015,
  relayedAddress: 0x0016,
  requestedTransport: 0x0019,
  mappedAddress: 0x0020,
  software: 0x8022,
  fingerprint: 0x8028,
} as const;

export type Attribute = { type: number; value: Buffer };
export type StunMessage = {
  method: number;
  class: number;
  transaction: Buffer;
  attributes: Attribute[];
};
export type Endpoint = { address: string; port: number };

/** MESSAGE-INTEGRITY's key of a long-term credential: MD5 of `username:realm:password` (RFC 8489 §9.2.2). */
export function longTermKey(username: string, realm: string, password: string): Buffer {
  return createHash('md5').update(`${username}:${realm}:${password}`).digest();
}

/** Writes a message; with `key` signed by MESSAGE-INTEGRITY, and always with a FINGERPRINT. */
export function writeStun(message: StunMessage, key?: Buffer): Buffer {
  const body = message.attributes.map(({ type, value }) => {
    const head = Buffer.alloc(4);
    head.writeUInt16BE(type, 0);
    head.writeUInt16BE(value.length, 2);
    return Buffer.concat([head, value, Buffer.alloc(-value.length & 3)]);
  });
  const header = Buffer.alloc(HEADER);
  header.writeUInt16BE(typeOf(message), 0);
  header.writeUInt32BE(COOKIE, 4);
  message.transaction.copy(header, 8);
  let bytes = Buffer.concat([header, ...body]);
  // Both are over the message as if it ended with them.
  if (key) {
    setLength(bytes, bytes.length - HEADER + 24);
    const mac = createHmac('sha1', key).update(bytes).digest();
    bytes = Buffer.concat([bytes, Buffer.from([0x00, 0x08, 0x00, 0x14]), mac]);
  }
  setLength(bytes, bytes.length - HEADER + 8);
  const tail = Buffer.from([0x80, 0x28, 0x00, 0x04, 0, 0, 0, 0]);
  tail.writeUInt32BE(fingerprintOf(bytes), 4);
  return Buffer.concat([bytes, tail]);
}

/** Reads a message; null where the bytes are none, or a FINGERPRINT on them is wrong. */
export function readStun(bytes: Buffer): StunMessage | null {
  const size = stunSize(bytes);
  if (size === null || size !== bytes.length) return null;
  const type = bytes.readUInt16BE(0);
  const attributes: Attribute[] = [];
  for (let at = HEADER; at < size; ) {
    if (at + 4 > size) return null;
    const name = bytes.readUInt16BE(at);
    const length = bytes.readUInt16BE(at + 2);
    if (at + 4 + length > size) return null;
    const value = bytes.subarray(at + 4, at + 4 + length);
    if (name === ATTRIBUTE.fingerprint) {
      if (length !== 4 || value.readUInt32BE(0) !== fingerprintOf(bytes.subarray(0, at))) return null;
    }
    attributes.push({ type: name, value });
    at += 4 + length + (-length & 3);
  }
  return { method: methodOf(type), class: type & 0x110, transaction: bytes.subarray(8, 20), attributes };
}

/** How long the message at the beginning of `bytes` is, as on a stream; null where none begins there. Needs its first 20 bytes. */
export function stunSize(bytes: Buffer): number | null {
  if (bytes.length < HEADER || (bytes[0]! & 0xc0) !== 0 || bytes.readUInt32BE(4) !== COOKIE) return null;
  const length = bytes.readUInt16BE(2);
  return (length & 3) === 0 ? HEADER + length : null;
}

/** True when MESSAGE-INTEGRITY is there and made with this key. What comes after it is not looked at, as the standard has it. */
export function isSignedBy(bytes: Buffer, key: Buffer): boolean {
  for (let at = HEADER; at + 4 <= bytes.length; ) {
    const length = bytes.readUInt16BE(at + 2);
    if (bytes.readUInt16BE(at) === ATTRIBUTE.integrity) {
      const signed = Buffer.from(bytes.subarray(0, at));
      setLength(signed, at - HEADER + 24);
      const mac = bytes.subarray(at + 4, at + 4 + length);
      return mac.length === 20 && timingSafeEqual(mac, createHmac('sha1', key).update(signed).digest());
    }
    at += 4 + length + (-length & 3);
  }
  return false;
}

export function attributeOf(message: StunMessage, type: number): Buffer | null {
  return message.attributes.find((one) => one.type === type)?.value ?? null;
}

/** The number of an ERROR-CODE (401, 438, 486 …); null where there is none. */
export function errorOf(message: StunMessage): number | null {
  const value = attributeOf(message, ATTRIBUTE.errorCode);
  return value && value.length >= 4 ? (value[2]! & 7) * 100 + value[3]! : null;
}

/** Reads an address that is hidden by the cookie and, for IPv6, the transaction (XOR-MAPPED-ADDRESS, §14.2). */
export function readEndpoint(value: Buffer, transaction: Buffer): Endpoint | null {
  const family = value[1];
  if (!((family === 1 && value.length === 8) || (family === 2 && value.length === 20))) return null;
  const mask = maskOf(transaction);
  const port = value.readUInt16BE(2) ^ mask.readUInt16BE(0);
  const address = value.subarray(4).map((byte, n) => byte ^ mask[n]!);
  if (family === 1) return { address: address.join('.'), port };
  const parts = Array.from({ length: 8 }, (_, n) =>
    Buffer.from(address)
      .readUInt16BE(n * 2)
      .toString(16),
  );
  return { address: parts.join(':'), port };
}

/** Hides an IPv4 address, or an IPv6 address in its eight parts, the same way. */
export function writeEndpoint({ address, port }: Endpoint, transaction: Buffer): Buffer {
  const isFour = address.includes('.');
  const bytes = isFour
    ? Buffer.from(address.split('.').map(Number))
    : Buffer.concat(address.split(':').map((part) => Buffer.from(part.padStart(4, '0'), 'hex')));
  const mask = maskOf(transaction);
  const value = Buffer.from([0, isFour ? 1 : 2, 0, 0, ...bytes.map((byte, n) => byte ^ mask[n]!)]);
  value.writeUInt16BE(port ^ mask.readUInt16BE(0), 2);
  return value;
}

function maskOf(transaction: Buffer): Buffer {
  const mask = Buffer.alloc(16);
  mask.writeUInt32BE(COOKIE, 0);
  transaction.copy(mask, 4);
  return mask;
}

/** Class and method share 14 bits: the class's two bits stand at 4 and 8 (§5). */
function typeOf({ method, class: kind }: StunMessage): number {
  return ((method & 0xf80) << 2) | ((method & 0x070) << 1) | (method & 0x00f) | kind;
}
function methodOf(type: number): number {
  return ((type >> 2) & 0xf80) | ((type >> 1) & 0x070) | (type & 0x00f);
}

function setLength(bytes: Buffer, length: number): void {
  bytes.writeUInt16BE(length, 2);
}

/** CRC-32 of the message up to it, XORed with 0x5354554e; the header's length already counts it in (§14.7). */
function fingerprintOf(bytes: Buffer): number {
  return (crc32(bytes) ^ 0x5354554e) >>> 0;
}
