import { expect, test } from 'vitest';
import {
  ATTRIBUTE,
  attributeOf,
  isSignedBy,
  longTermKey,
  readEndpoint,
  readStun,
  writeEndpoint,
  writeStun,
} from './stun-message.ts';

/** RFC 5769, section by section: bytes as they are printed there. */
const bytes = (hex: string) => Buffer.from(hex.replace(/\s/g, ''), 'hex');
const REQUEST = bytes(`
  00010058 2112a442 b7e7a701 bc34d686 fa87dfae 80220010 5354554e 20746573 7420636c 69656e74 00240004 6e0001ff 80290008
  932ff9b1 51263b36 00060009 6576746a 3a683676 59202020 00080014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2 80280004 e57a3bcf`);
const FOUR = bytes(`
  0101003c 2112a442 b7e7a701 bc34d686 fa87dfae 8022000b 74657374 20766563 746f7220 00200008 0001a147 e112a643 00080014
  2b91f599 fd9e90c3 8c7489f9 2af9ba53 f06be7d7 80280004 c07d4c96`);
const SIX = bytes(`
  01010048 2112a442 b7e7a701 bc34d686 fa87dfae 8022000b 74657374 20766563 746f7220 00200014 0002a147 0113a9fa a5d3f179
  bc25f4b5 bed2b9d9 00080014 a382954e 4be67bf1 1784c97c 8292c275 bfe3ed41 80280004 c8fb0b4c`);
const LONG_TERM = bytes(`
  00010060 2112a442 78ad3433 c6ad72c0 29da412e 00060012 e3839ee3 8388e383 aae38383 e382afe3 82b90000 0015001c 662f2f34
  39396b39 35346436 4f4c3334 6f4c3946 53547679 36347341 0014000b 6578616d 706c652e 6f726700 00080014 f6702465 6dd64a3e
  02b8e071 2e85c9a2 8ca89666`);
const PASSWORD = Buffer.from('VOkJxbRl1RmTxUk/WvJxBt');

test('the samples of RFC 5769 are read, and their signatures and sums are right', () => {
  for (const sample of [REQUEST, FOUR, SIX]) {
    expect(readStun(sample)).not.toBeNull();
    expect(isSignedBy(sample, PASSWORD)).toBe(true);
    expect(isSignedBy(sample, Buffer.from('another'))).toBe(false);
  }
  const request = readStun(REQUEST)!;
  expect(request).toMatchObject({ method: 1, class: 0 });
  expect(attributeOf(request, ATTRIBUTE.username)?.toString()).toBe('evtj:h6vY');
});

test('an address is read as it was, and hidden again to the same bytes', () => {
  for (const [sample, address] of [
    [FOUR, '192.0.2.1'],
    [SIX, '2001:db8:1234:5678:11:2233:4455:6677'],
  ] as const) {
    const { transaction, ...message } = readStun(sample)!;
    const value = attributeOf({ transaction, ...message }, ATTRIBUTE.mappedAddress)!;
    expect(readEndpoint(value, transaction)).toEqual({ address, port: 32_853 });
    expect(writeEndpoint({ address, port: 32_853 }, transaction)).toEqual(value);
  }
});

test('a long-term credential signs with the MD5 of name, realm and password', () => {
  const key = longTermKey('マトリックス', 'example.org', 'TheMatrIX');
  expect(isSignedBy(LONG_TERM, key)).toBe(true);
  // What is written by us out of the same parts has the same signature over the same bytes, but for the length the sum adds.
  const { attributes, ...message } = readStun(LONG_TERM)!;
  const written = writeStun({ ...message, attributes: attributes.slice(0, -1) }, key);
  expect(written.subarray(4, LONG_TERM.length)).toEqual(LONG_TERM.subarray(4));
  expect(readStun(written)).not.toBeNull();
});

test('what is no message, is cut short or was changed on the way is not read', () => {
  const changed = Buffer.from(REQUEST);
  changed[30]! ^= 1;
  const longer = Buffer.from(FOUR);
  longer.writeUInt16BE(200, 34); // an attribute that reaches past the end
  for (const wrong of [
    Buffer.alloc(0),
    Buffer.from('GET / HTTP/1.1\r\n\r\n and more'),
    REQUEST.subarray(0, -4),
    Buffer.concat([REQUEST, Buffer.alloc(4)]),
    changed,
    longer,
  ]) {
    expect(readStun(wrong)).toBeNull();
  }
});
