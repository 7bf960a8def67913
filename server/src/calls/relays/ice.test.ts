import { describe, expect, test } from 'vitest';
import { readConfig } from '../../platform/config.ts';
import { readRelayUrl } from '../../platform/relay-config.ts';
import { iceOf, nameAtRelays, turnCredential } from './ice.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const SECRET = 'north lights in november';
const DATABASE_URL = 'postgres://nobody@localhost/none';
const relaysOf = (env: Record<string, string>) =>
  readConfig({ DATABASE_URL, ...env }, () => 'a secret of tests, which is long enough').relays;
const wrong = (env: Record<string, string>) => {
  try {
    relaysOf(env);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was taken');
};

test('a credential is what the relay works out by itself from the name and the secret', () => {
  // printf '1795305600:k3J0aZ' | openssl dgst -sha1 -hmac 'north lights in november' -binary | base64
  expect(turnCredential(SECRET, new Date(1_795_305_600_000), 'k3J0aZ')).toEqual({
    username: '1795305600:k3J0aZ',
    credential: 'ADABK+Hlk5ALLSH9pj7w4bTP0fs=',
  });
});

test('the name at the relays is the same for one seat, another for another, and does not show the id', () => {
  const [one, two] = ['019aa0a0-0000-7000-8000-000000000001', '019aa0a0-0000-7000-8000-000000000002'];
  const name = nameAtRelays(SECRET, one);
  expect(name).toBe(nameAtRelays(SECRET, one));
  expect(name).not.toBe(nameAtRelays(SECRET, two));
  expect(name).toMatch(/^[\w-]{16}$/);
});

describe('what a browser is given', () => {
  const regions = JSON.stringify([
    { name: 'us', urls: ['turn:us.example:3478'], secret: SECRET },
    { name: 'eu', urls: ['turn:eu.example', 'turns:eu.example:443?transport=tcp'], secret: `${SECRET} too` },
  ]);
  test('without any setting nothing outside is named', () => {
    expect(iceOf(relaysOf({}), 'abc', NOW, 'us')).toEqual({
      regions: [],
      prefer: null,
      relay_only: false,
      expires_at: null,
    });
  });
  test('each region comes with STUN, its servers and a credential of its own secret, good until then', () => {
    const relays = relaysOf({ TURN_REGIONS: regions, STUN_URLS: 'stun:stun.example', TURN_TTL_SECONDS: '600' });
    const ice = iceOf(relays, 'abc', NOW, 'eu');
    expect(ice).toMatchObject({ prefer: 'eu', relay_only: false, expires_at: '2026-11-22T12:10:00.000Z' });
    expect(ice.regions.map(({ name }) => name)).toEqual(['us', 'eu']);
    expect(ice.regions[1]!.ice_servers).toEqual([
      { urls: ['stun:stun.example'] },
      {
        urls: ['turn:eu.example', 'turns:eu.example:443?transport=tcp'],
        ...turnCredential(`${SECRET} too`, new Date('2026-11-22T12:10:00Z'), 'abc'),
      },
    ]);
    expect(JSON.stringify(ice)).not.toContain(SECRET);
  });
  test('a region that is not set up any more is not preferred', () => {
    expect(iceOf(relaysOf({ TURN_REGIONS: regions }), 'abc', NOW, 'asia').prefer).toBeNull();
  });
  test('STUN alone is given to everybody, and ends at no time', () => {
    expect(iceOf(relaysOf({ STUN_URLS: 'stun:stun.example:3478' }), 'abc', NOW, null)).toMatchObject({
      regions: [{ name: 'stun', ice_servers: [{ urls: ['stun:stun.example:3478'] }] }],
      expires_at: null,
    });
  });
});

test('one relay of TURN_URLS is the region called default, beside those of TURN_REGIONS', () => {
  const { regions } = relaysOf({
    TURN_URLS: 'turn:r.example:3478?transport=udp, turns:r.example',
    TURN_SECRET: SECRET,
    TURN_REGIONS: JSON.stringify([{ name: 'eu', urls: ['turn:[2001:db8::1]:3478'], secret: SECRET }]),
  });
  expect(regions).toEqual([
    { name: 'default', urls: ['turn:r.example:3478?transport=udp', 'turns:r.example'], secret: SECRET },
    { name: 'eu', urls: ['turn:[2001:db8::1]:3478'], secret: SECRET },
  ]);
});

test.each([
  [{ TURN_URLS: 'http://r.example', TURN_SECRET: SECRET }, /TURN_URLS\.0: must be turn:host/],
  [{ TURN_URLS: 'turns:r.example?transport=udp', TURN_SECRET: SECRET }, /TURN_URLS\.0: must be turn:host/],
  [{ TURN_URLS: 'turn:r.example' }, /TURN_URLS needs TURN_SECRET/],
  [{ TURN_SECRET: SECRET }, /TURN_SECRET needs TURN_URLS/],
  [{ TURN_URLS: 'turn:r.example', TURN_SECRET: 'short-secret' }, /TURN_SECRET: must have at least 16 characters/],
  [{ TURN_REGIONS: 'us=turn:r.example' }, /TURN_REGIONS: must be JSON/],
  [
    { TURN_REGIONS: '[{"name":"us","urls":["turn:r.example"],"secret":"short-secret"}]' },
    /TURN_REGIONS\.0\.secret: must/,
  ],
  [
    { TURN_REGIONS: `[{"name":"us","urls":["stun:r.example"],"secret":"${SECRET}"}]` },
    /TURN_REGIONS\.0\.urls\.0: must/,
  ],
  [{ STUN_URLS: 'stun:s.example?transport=tcp' }, /STUN_URLS\.0: must be stun:host/],
  [{ CALLS_RELAY_ONLY: 'on' }, /CALLS_RELAY_ONLY=on needs TURN_URLS/],
  [{ TURN_TTL_SECONDS: '5' }, /TURN_TTL_SECONDS/],
])('a setting that cannot be meant stops the start with a line that names it and shows no secret: %o', (env, line) => {
  const said = wrong(env as Record<string, string>);
  expect(said).toMatch(line);
  expect(said).not.toMatch(/north lights|short-secret/);
});

test('the same region twice is refused', () => {
  const one = { name: 'default', urls: ['turn:r.example'], secret: SECRET };
  const env = { TURN_URLS: 'turn:r.example', TURN_SECRET: SECRET, TURN_REGIONS: JSON.stringify([one]) };
  expect(wrong(env)).toBe('TURN_REGIONS: default is there twice');
});

test.each([
  ['turn:r.example', 'turn', 'r.example', 3478, 'udp'],
  ['turn:10.0.0.1:80?transport=tcp', 'turn', '10.0.0.1', 80, 'tcp'],
  ['turns:r.example', 'turn', 'r.example', 5349, 'tls'],
  ['stun:[2001:db8::1]', 'stun', '2001:db8::1', 3478, 'udp'],
])('%s is understood', (url, kind, host, port, transport) => {
  expect(readRelayUrl(url)).toEqual({ url, kind, host, port, transport });
});
test.each([
  'turn:',
  'turn:-a',
  'turn:a:0',
  'turn:a:70000',
  'turn:a b',
  'turn://a',
  'turn:a?transport=dtls',
  'stuns:a',
  'turn:a@b',
])('%s is no server', (url) => {
  expect(readRelayUrl(url)).toBeNull();
});
