/**
 * A call, from the tap to the picture, with the real server, its database and our own client, in Chromium with its made-up
 * camera; beside PeerJS (its own server, its own client) doing the same job in the same run: the same pages, constraints and
 * STUN/TURN servers, turn and turn about, the first pair left out. Both ask for camera and microphone on the tap; both agents
 * answer by themselves the moment it rings and ask for theirs then; both send picture and sound both ways. PeerJS has its line
 * open before the tap and finds the agent by a name it knows; ours finds who is free, rings there, keeps the call and opens
 * the buyer's line after the tap.   npm run bench -- call [--quick] [--only=open,relay,recover,weather,lines]
 *
 * open: tap → first remote picture, where the browsers reach each other. relay: the same with nothing but a TURN relay
 * (coturn). recover: the relay in use is cut off without a word, and another region stands by: how long the picture stands.
 * weather: what is left of a call when the buyer's network is bad, and what our client says of it. lines: how many calls one
 * process signals at once.
 */
import { turnCredential } from '../server/src/calls/relays/ice.ts';
import { type Coturn, startCoturn } from '../server/test/coturn.ts';
import { startImpaired } from './call/impair.ts';
import { measureLines, rowsOfLines } from './call/lines.ts';
import { type Meeting, openPages, type Pages, startPeerServer } from './call/meet.ts';
import { type Ground, meetOurs, meetTheirs } from './call/meetings.ts';
import { cutAndWait } from './call/recover.ts';
import { type CallShop, makeCallShop, serveCalls } from './call/shop.ts';
import { DAYS, look, type Outage, outage, type Seen } from './call/weather.ts';
import { measure, type Place, quantile, report, round } from './lib/place.ts';

const quick = process.argv.includes('--quick');
const only = process.argv
  .find((one) => one.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');
const wants = (part: string) => !only || only.includes(part);
const RUNS = quick ? 3 : 15;
const CUTS = quick ? 2 : 5;
const SEED = 20261122;

type Times = { agentSees: number[]; buyerSees: number[]; answerToPicture: number[] };
type Both = { ours: Times; theirs: Times };
const none = (): Times => ({ agentSees: [], buyerSees: [], answerToPicture: [] });

/** Turn and turn about, who begins changes each time; the first pair warms everything up and does not count. */
async function beside(ground: Ground): Promise<Both> {
  const both: Both = { ours: none(), theirs: none() };
  for (let run = 0; run <= RUNS; run += 1) {
    const order = [
      ['ours', meetOurs],
      ['theirs', meetTheirs],
    ] as const;
    for (const [whose, meet] of run % 2 === 0 ? order : order.toReversed()) {
      const met = await meet(ground);
      if (run > 0) {
        both[whose].agentSees.push(met.agentSees);
        both[whose].buyerSees.push(met.buyerSees);
        both[whose].answerToPicture.push(met.marks.agent.frame! - met.marks.agent.ring!);
      }
      process.stderr.write(`${whose} ${Math.round(met.agentSees)} ms  `);
      await met.end();
    }
  }
  process.stderr.write('\n');
  return both;
}

type Stand = { place: Place; pages: Pages; shop: CallShop; peerPort: number; coturn: Coturn };
const env = (regions: { name: string; urls: string[] }[], coturn: Coturn) => ({
  TURN_REGIONS: JSON.stringify(regions.map((region) => ({ ...region, secret: coturn.secret }))),
  CALLS_RELAY_ONLY: 'on',
});

async function open({ place, pages, shop, peerPort }: Stand): Promise<Both> {
  const server = await serveCalls(place, 'calls', {});
  const both = await beside({ pages, shop, server, peerPort, ice: { iceServers: [], iceTransportPolicy: 'all' } });
  await server.stop();
  return both;
}

async function relayed({ place, pages, shop, peerPort, coturn }: Stand): Promise<Both> {
  const urls = [coturn.urls.udp];
  const server = await serveCalls(place, 'calls', env([{ name: 'here', urls }], coturn));
  const credential = turnCredential(coturn.secret, new Date(Date.now() + 3_600_000), 'bench');
  const ice = { iceServers: [{ urls, ...credential }], iceTransportPolicy: 'relay' as const };
  const both = await beside({ pages, shop, server, peerPort, ice });
  await server.stop();
  return both;
}

/** Milliseconds without a new picture, at the side that had to wait longer. */
async function recover({ place, pages, shop, peerPort, coturn }: Stand): Promise<number[]> {
  const ways = [await startImpaired(coturn.port, SEED), await startImpaired(coturn.port, SEED + 1)];
  const regions = ways.map(({ urls }, n) => ({ name: n === 0 ? 'here' : 'there', urls: [urls.udp] }));
  const server = await serveCalls(place, 'calls', env(regions, coturn));
  const gaps: number[] = [];
  for (let run = 0; run < CUTS; run += 1) {
    const met = await meetOurs({ pages, shop, server, peerPort, ice: { iceServers: [], iceTransportPolicy: 'relay' } });
    const { buyer, agent } = await cutAndWait(met, ways);
    gaps.push(Math.max(buyer, agent));
    process.stderr.write(`cut ${Math.round(buyer)} ${Math.round(agent)} ms  `);
    await met.end();
  }
  process.stderr.write('\n');
  await server.stop();
  for (const way of ways) await way.stop();
  return gaps;
}

/** One call for each day, so that none is judged by what the one before left behind; and one whose network is gone for half a minute. */
async function weather({ place, pages, shop, peerPort, coturn }: Stand): Promise<{ days: Seen[]; gone: Outage }> {
  const server = await serveCalls(place, 'calls', env([{ name: 'here', urls: [coturn.urls.udp] }], coturn));
  const ground: Ground = { pages, shop, server, peerPort, ice: { iceServers: [], iceTransportPolicy: 'relay' } };
  const inCall = async <A>(work: (met: Meeting, way: Awaited<ReturnType<typeof startImpaired>>) => Promise<A>) => {
    const way = await startImpaired(coturn.port, SEED);
    const met = await meetOurs(ground, way.urls.udp);
    try {
      return await work(met, way);
    } finally {
      await met.end();
      await way.stop();
    }
  };
  const days: Seen[] = [];
  for (const day of quick ? DAYS.slice(0, 2) : DAYS) days.push(await inCall((met, way) => look(met, way, day)));
  const gone = await inCall((met, way) => outage(met, way, quick ? 5 : 30));
  await server.stop();
  return { days, gone };
}

const mid = (values: number[]) => round(quantile(values, 0.5), 0);
const spread = (values: number[]) => `${round(quantile(values, 0.25), 0)}–${round(quantile(values, 0.75), 0)}`;
const ratio = ({ ours, theirs }: Both, of: keyof Times) =>
  round(quantile(ours[of], 0.5) / quantile(theirs[of], 0.5), 2);

function rowsOf(name: string, both: Both | null): [string, string][] {
  if (!both) return [];
  const row = (what: string, of: keyof Times): [string, string] => [
    `${name}: ${what}`,
    `ours ${mid(both.ours[of])} ms (${spread(both.ours[of])}), PeerJS ${mid(both.theirs[of])} ms (${spread(both.theirs[of])}), ratio ${ratio(both, of)}`,
  ];
  return [
    row('tap → the agent sees the buyer', 'agentSees'),
    row('tap → the buyer sees the agent', 'buyerSees'),
    row('it rings and is answered → the agent sees the buyer', 'answerToPicture'),
  ];
}

function figuresOf(name: string, both: Both | null): Record<string, unknown> {
  if (!both) return {};
  return {
    [`${name}_ms`]: mid(both.ours.agentSees),
    [`${name}_peerjs_ms`]: mid(both.theirs.agentSees),
    [`${name}_ratio`]: ratio(both, 'agentSees'),
    [`${name}_buyer_ratio`]: ratio(both, 'buyerSees'),
    [`${name}_answer_ms`]: mid(both.ours.answerToPicture),
    [`${name}_answer_ratio`]: ratio(both, 'answerToPicture'),
    [`${name}_runs`]: both.ours.agentSees.length,
  };
}

function rowsOfWeather({ days, gone }: { days: Seen[]; gone: Outage }): [string, string][] {
  const day = (one: Seen): [string, string] => [
    `weather: ${one.name}`,
    `${one.fps} pictures/s of ${one.width} wide, ${one.kbps} kbit/s, stood ${one.frozen_s} s of 10, lost ${one.loss} %, sound made up ${one.made_up} %, ${one.rtt_ms} ms, score ${one.score ?? '–'}; agent: ${one.agent_says}; buyer: ${one.buyer_says}`,
  ];
  const turns = gone.turns.map(({ side, at, says }) => `${round(at / 1000, 1)} s ${side}: ${says}`).join(' · ');
  return [
    ...days.map(day),
    [
      `weather: no network for ${gone.seconds} s`,
      `${turns}; after its end the agent sees again in ${Math.round(gone.back.agent)} ms, the buyer in ${Math.round(gone.back.buyer)} ms`,
    ],
  ];
}

await measure(async (place) => {
  const coturn = await startCoturn();
  place.onEnd(() => coturn.stop());
  const pages = await openPages(place);
  const peerPort = await startPeerServer(place);
  const shop = await makeCallShop(place, 'calls');
  const stand: Stand = { place, pages, shop, peerPort, coturn };
  const near = wants('open') ? await open(stand) : null;
  const through = wants('relay') ? await relayed(stand) : null;
  const gaps = wants('recover') ? await recover(stand) : [];
  const bad = wants('weather') ? await weather(stand) : null;
  const lines = wants('lines') ? await measureLines(place, shop, { quick }) : null;
  report(
    'call',
    [
      ...rowsOf('open', near),
      ...rowsOf('relay only', through),
      ...(gaps.length > 0
        ? [
            [
              'the relay in use cut off → the picture moves again',
              `${mid(gaps)} ms, at most ${round(Math.max(...gaps), 0)} ms of ${gaps.length} (goal under 3000)`,
            ] as [string, string],
          ]
        : []),
      ...(bad ? rowsOfWeather(bad) : []),
      ...(lines ? rowsOfLines(lines) : []),
    ],
    {
      ...figuresOf('open', near),
      ...figuresOf('relay', through),
      ...(gaps.length > 0
        ? { recover_ms: mid(gaps), recover_most_ms: round(Math.max(...gaps), 0), recover_runs: gaps.length }
        : {}),
      ...(bad ? { weather: bad.days, outage: bad.gone.back } : {}),
      ...(lines ? { lines } : {}),
    },
  );
});
