import { readFile } from 'node:fs/promises';
import { callRelay } from '@recoup/contract';
import { expect, test } from 'vitest';
import { afterFile } from '../../../test/after-file.ts';
import { startCoturn } from '../../../test/coturn.ts';
import { openFrontDoor } from '../../../test/front-door.ts';
import { readRelayUrl } from '../../platform/relay-config.ts';
import { turnCredential } from './ice.ts';
import { probe } from './turn-probe.ts';

const coturn = await startCoturn();
afterFile(coturn.stop);
const closed = await startCoturn(['denied-peer-ip=0.0.0.0-255.255.255.255']);
afterFile(closed.stop);
const stun = `stun:127.0.0.1:${coturn.port}`;
const door = await openFrontDoor({
  STUN_URLS: stun,
  TURN_REGIONS: JSON.stringify([
    { name: 'here', urls: Object.values(coturn.urls), secret: coturn.secret },
    { name: 'stranger', urls: [coturn.urls.udp.replace('127.0.0.1', 'localhost')], secret: 'not what the relay knows' },
    { name: 'closed', urls: [closed.urls.udp], secret: closed.secret },
  ]),
});
const until = () => new Date(Date.now() + 60_000);

test('a real relay gives a way by UDP, TCP and TLS to whoever holds a credential of ours, and to nobody else', async () => {
  for (const url of Object.values(coturn.urls)) {
    const server = readRelayUrl(url)!;
    const ask = (secret: string, at: Date, trusted?: string) =>
      probe(server, turnCredential(secret, at, 'seat'), 5_000, trusted);
    expect(await ask(coturn.secret, until(), coturn.certificate)).toMatchObject({ works: true });
    const refused = { works: false, failure: 'credential' };
    expect(await ask('another secret', until(), coturn.certificate)).toEqual(refused);
    expect(await ask(coturn.secret, new Date(Date.now() - 5_000), coturn.certificate)).toEqual(refused);
  }
});

test('what was tried is given back: a relay with room for one has it again, long before the ten minutes of an allocation', async () => {
  const narrow = await startCoturn(['user-quota=1', 'total-quota=1']);
  try {
    const server = readRelayUrl(narrow.urls.udp)!;
    const ask = () => probe(server, turnCredential(narrow.secret, until(), 'seat'), 5_000);
    expect(await ask()).toMatchObject({ works: true });
    // coturn sweeps about once a second; until then it has no room.
    await expect.poll(ask, { timeout: 10_000, interval: 200 }).toMatchObject({ works: true });
  } finally {
    await narrow.stop();
  }
});

test('the configuration of the guide is one coturn starts with, and it leads nowhere inside', async () => {
  const guide = await readFile(new URL('../../../../docs/guides/calls-network.md', import.meta.url), 'utf8');
  const lines = /```ini\n([\s\S]*?)```/.exec(guide)![1]!.split('\n');
  // What is of the place it runs at is ours here: addresses, ports, secret, certificate, log.
  const ownHere = /^(#|$)|^(listening-port|tls-listening-port|realm|static-auth-secret|cert|pkey|syslog)\b/;
  const asInGuide = await startCoturn(lines.filter((line) => !ownHere.test(line)));
  try {
    const credential = turnCredential(asInGuide.secret, until(), 'seat');
    expect(await probe(readRelayUrl(asInGuide.urls.udp)!, credential, 5_000)).toEqual({
      works: false,
      failure: 'relay_denied',
    });
  } finally {
    await asInGuide.stop();
  }
});

test('who sets calls up sees of each server whether it works, and why not', async () => {
  const before = await door.owner.call(callRelay.relays);
  expect(before.regions.map(({ name }) => name)).toEqual(['here', 'stranger', 'closed']);
  expect(before.regions[0]!.servers.map(({ transport, from_server }) => [transport, from_server])).toEqual([
    ['udp', null],
    ['tcp', null],
    ['tls', null],
  ]);
  const { regions, stun: stuns } = await door.owner.call(callRelay.check);
  const found = [...regions.flatMap(({ servers }) => servers), ...stuns].map(({ from_server }) => from_server!);
  expect(found.map(({ works, failure }) => failure ?? works)).toEqual([
    true,
    true,
    'certificate',
    'credential',
    'relay_denied',
    true,
  ]);
  expect(found[0]).toMatchObject({ milliseconds: expect.any(Number), by: expect.any(String) });
  expect(JSON.stringify([before, regions])).not.toContain(coturn.secret);
});

test('a relay that is down is told as such, and what a browser is given stays as it was: the call tries without', async () => {
  await coturn.kill();
  try {
    const { regions, stun: stuns } = await door.owner.call(callRelay.check);
    expect(regions[0]!.servers.map(({ from_server }) => from_server!.failure)).toEqual(['closed', 'closed', 'closed']);
    expect(stuns[0]!.from_server).toMatchObject({ works: false, failure: 'closed', milliseconds: null });
    const agent = await door.as('agent');
    const ice = await agent.call(callRelay.iceToTry);
    expect(ice).toMatchObject({ relay_only: false, prefer: null });
    expect(ice.regions).toHaveLength(3);
  } finally {
    await coturn.start();
  }
});

test('an agent’s browser tells what it found; the region that answered soonest is theirs for a day, and nobody else’s', async () => {
  const [agent, colleague] = [await door.as('agent'), await door.as('agent')];
  const check = (url: string, milliseconds: number | null, works = true) => ({
    url,
    works,
    milliseconds,
    failure: works ? null : ('no_relay' as const),
  });
  const checks = [check(coturn.urls.udp, 80), check(coturn.urls.tls, 90, false), check(closed.urls.udp, 30)];
  await agent.call(callRelay.tried, { body: { checks } });
  expect((await agent.call(callRelay.iceToTry)).prefer).toBe('closed');
  expect((await colleague.call(callRelay.iceToTry)).prefer).toBeNull();
  const { regions } = await door.owner.call(callRelay.relays);
  expect(regions[0]!.servers.map(({ from_browser }) => from_browser?.failure ?? from_browser?.works ?? null)).toEqual([
    true,
    null,
    'no_relay',
  ]);
  door.setNow(new Date(Date.now() + 25 * 3_600_000).toISOString());
  expect((await agent.call(callRelay.iceToTry)).prefer).toBeNull();
  const unknown = [check('turn:elsewhere.example', 5)];
  expect(await agent.refused(callRelay.tried, { body: { checks: unknown } })).toMatchObject({
    code: 'call.relay_not_found',
  });
});

test('only who sets things up has the relays asked', async () => {
  const agent = await door.as('agent');
  expect(await agent.refused(callRelay.check)).toMatchObject({ code: 'permission.not_allowed' });
  expect(await door.stranger.refused(callRelay.iceToTry)).toMatchObject({ code: 'auth.needed' });
});
