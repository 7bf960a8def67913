/** A call over a bad network on the buyer's side: what is left of picture and sound, and what the client says of it. */
import { setTimeout as pause } from 'node:timers/promises';
import { FAIR, type Impaired, type Weather } from './impair.ts';
import { inPage, type Meeting } from './meet.ts';

export type Day = { name: string; weather: Weather };
export const DAYS: Day[] = [
  { name: 'a good network', weather: FAIR },
  { name: '5 % loss', weather: { ...FAIR, loss: 5 } },
  { name: '300 ms there and back', weather: { ...FAIR, delay: 150 } },
  { name: '5 % loss, 300 ms, 40 ms jitter', weather: { loss: 5, delay: 150, jitter: 40, kbps: null } },
  { name: '300 kbit/s', weather: { ...FAIR, delay: 25, kbps: 300 } },
  { name: '20 % loss', weather: { ...FAIR, loss: 20 } },
];

type Stats = Record<string, number | string | null>;
type Said = {
  word: string | null;
  picture?: { step: number; byLine: boolean };
  peer: { connection?: string; hasPicture?: boolean; word?: string | null; sample?: { score: number | null } | null };
};
export type Seen = {
  name: string;
  fps: number;
  width: number;
  kbps: number;
  frozen_s: number;
  /** Per cent of what the buyer sent that did not come to the agent, and of the sound that had to be made up. */
  loss: number;
  made_up: number;
  rtt_ms: number;
  /** What the agent's and the buyer's client say of the line; and the score of the last seconds. */
  agent_says: string;
  buyer_says: string;
  score: number | null;
};

const SETTLE_MS = 12_000;
const LOOK_S = 10;

/** What the agent has of the buyer in ten seconds, after twelve to get used to it. */
export async function look({ buyer, agent }: Meeting, way: Impaired, { name, weather }: Day): Promise<Seen> {
  way.weather(weather);
  await pause(SETTLE_MS);
  const before = await inPage<Stats>(agent, 'readStats');
  await pause(LOOK_S * 1000);
  const after = await inPage<Stats>(agent, 'readStats');
  const grew = (of: string) => Number(after[of]) - Number(before[of]);
  const [here, there] = [await inPage<Said>(agent, 'callState'), await inPage<Said>(buyer, 'callState')];
  return {
    name,
    fps: Math.round(grew('frames') / LOOK_S),
    width: Number(after.width),
    kbps: Math.round((grew('bytes') * 8) / LOOK_S / 1000),
    frozen_s: Number(grew('frozen_s').toFixed(1)),
    loss: percent(grew('lost'), grew('lost') + grew('packets')),
    made_up: percent(grew('concealed'), grew('samples')),
    rtt_ms: Math.round(Number(after.rtt_ms)),
    agent_says: says(here),
    buyer_says: says(there),
    score: here.peer.sample?.score ?? null,
  };
}

const says = ({ peer, picture }: Said) =>
  [peer.connection, peer.word, picture?.byLine ? `step ${picture.step} by the line` : null].filter(Boolean).join(', ');
const percent = (part: number, whole: number) => (whole > 0 ? Number(((part / whole) * 100).toFixed(1)) : 0);

/** What either side said, and after how many milliseconds of the outage, or after its end. */
export type Turn = { side: 'buyer' | 'agent'; at: number; says: string };
export type Outage = {
  seconds: number;
  turns: Turn[];
  /** Milliseconds from the end of the outage until the picture moves again, at the agent's and at the buyer's. */
  back: { agent: number; buyer: number };
};

/** The buyer's network is gone for so long. */
export async function outage(meeting: Meeting, way: Impaired, seconds: number): Promise<Outage> {
  way.weather(FAIR);
  const turns: Turn[] = [];
  const sides = { buyer: meeting.buyer, agent: meeting.agent };
  const last: Record<string, string> = {};
  const from = Date.now();
  const frames = async (side: 'buyer' | 'agent') => Number((await inPage<Stats>(sides[side], 'readStats')).frames);
  const listen = async () => {
    for (const side of ['buyer', 'agent'] as const) {
      const said = says(await inPage<Said>(sides[side], 'callState'));
      if (said !== last[side]) turns.push({ side, at: Date.now() - from, says: said });
      last[side] = said;
    }
  };
  await listen();
  way.cut();
  while (Date.now() - from < seconds * 1000) {
    await listen();
    await pause(200);
  }
  way.mend();
  const mended = Date.now();
  const back = { agent: Number.POSITIVE_INFINITY, buyer: Number.POSITIVE_INFINITY };
  const stood = { agent: await frames('agent'), buyer: await frames('buyer') };
  while (Math.max(back.agent, back.buyer) === Number.POSITIVE_INFINITY && Date.now() - mended < 30_000) {
    await listen();
    for (const side of ['buyer', 'agent'] as const) {
      // A new connection counts from nothing.
      const now = await frames(side);
      if (back[side] === Number.POSITIVE_INFINITY && (now > stood[side] + 2 || (now < stood[side] && now > 2)))
        back[side] = Date.now() - mended;
    }
    await pause(50);
  }
  await listen();
  return { seconds, turns, back };
}
