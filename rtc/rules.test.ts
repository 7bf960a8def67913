import type { CallIce, Mark } from '@recoup/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Adapting, adapt, beginning, encodingOf, type Load } from './adapt.ts';
import { isPolite } from './call.ts';
import { configOf, regionOf } from './ice.ts';
import { inAppOf } from './in-app.ts';
import { isDark, luminance } from './light.ts';
import {
  type Board,
  begin,
  emptyBoard,
  extend,
  finish,
  hit,
  lengthInWords,
  measure,
  type Point,
  put,
  redo,
  remove,
  simplify,
  undo,
} from './marks.ts';
import { troubleOf } from './media.ts';
import { loadOf, type StatsRow, sampleOf, wordOf } from './quality.ts';
import type { Step } from './types.ts';

describe('how much picture a line bears', () => {
  const good: Load = { rtt: 60, lossOut: 0, room: 3000 };
  const bad: Load = { rtt: 300, lossOut: 9, room: null };
  const severe: Load = { rtt: 300, lossOut: 30, room: null };
  const after = (loads: Load[], from: Adapting = beginning) =>
    loads.reduce((state, load) => adapt(state, load, 'auto'), from);
  const times = (count: number, load: Load) => Array.from({ length: count }, () => load);

  test('begins at half the size and has all of it after one good look', () => {
    expect(beginning.step).toBe(2);
    expect(after([good]).step).toBe(3);
  });

  test.each([
    { line: 'one bad look is a moment', loads: [good, bad], step: 3 },
    { line: 'two bad looks are a step', loads: [good, bad, bad], step: 2 },
    { line: 'a severe one is a step at once', loads: [good, severe], step: 2 },
    { line: 'three severe ones leave the voice alone', loads: [good, severe, severe, severe], step: 0 },
    { line: 'it comes back no sooner than after ten seconds', loads: [good, severe, ...times(4, good)], step: 2 },
    { line: 'and then does', loads: [good, severe, ...times(5, good)], step: 3 },
    {
      line: 'what is neither good nor bad changes nothing',
      loads: [good, severe, ...times(40, { ...good, lossOut: 4 })],
      step: 2,
    },
    { line: 'a narrow way out counts where the browser knows it', loads: [good, { ...good, room: 200 }], step: 2 },
  ])('$line', ({ loads, step }) => {
    expect(after(loads).step).toBe(step);
  });

  test('a line that bears only so much is tried again ever more rarely', () => {
    let state = after([good, severe]);
    const ups: number[] = [];
    for (let n = 0; n < 200; n++) {
      const next = adapt(state, state.step === 3 ? severe : good, 'auto');
      if (next.step > state.step) ups.push(n);
      state = next;
    }
    const pauses = ups.slice(1).map((up, n) => up - ups[n]!);
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(pauses.at(-1)).toBeGreaterThanOrEqual(30);
  });

  test('by hand it is what the hand said, whatever the line is like', () => {
    for (const load of [good, bad, severe])
      expect([
        adapt(beginning, load, 'audio').step,
        adapt(beginning, load, 'low').step,
        adapt(beginning, load, 'high').step,
      ]).toEqual([0, 1, 3]);
  });

  const anyLoad = fc.record({
    rtc: fc.constant(0),
    rtt: fc.option(fc.integer({ min: 0, max: 5000 })),
    lossOut: fc.option(fc.integer({ min: 0, max: 100 })),
    room: fc.option(fc.integer({ min: 0, max: 10_000 })),
  });
  test('never leaves its steps, takes one at a time, and comes to rest on any steady line', () => {
    fc.assert(
      fc.property(fc.array(anyLoad, { maxLength: 120 }), anyLoad, (loads, steady) => {
        let state = beginning;
        for (const load of loads) {
          const next = adapt(state, load, 'auto');
          expect(Math.abs(next.step - state.step)).toBeLessThanOrEqual(1);
          state = next;
        }
        const steps: Step[] = [];
        for (let n = 0; n < 400; n++) {
          state = adapt(state, steady, 'auto');
          steps.push(state.step);
        }
        const changes = steps.slice(-100).filter((step, n, all) => n > 0 && step !== all[n - 1]).length;
        expect(changes).toBeLessThanOrEqual(10);
        expect(steps.every((step) => step >= 0 && step <= 3)).toBe(true);
      }),
    );
  });

  test.each([
    { step: 3 as const, width: 1280, height: 720, by: 1 },
    { step: 2 as const, width: 1280, height: 720, by: 2 },
    { step: 1 as const, width: 720, height: 1280, by: 4 },
    { step: 3 as const, width: 640, height: 480, by: 1 },
  ])('step $step of $width×$height is sent at 1/$by', ({ step, width, height, by }) => {
    expect(encodingOf(step, { width, height })).toMatchObject({ active: true, scaleResolutionDownBy: by });
  });
});

test('of each two exactly one gives way: the buyer, or the lower part id', () => {
  const buyer = { id: '9', kind: 'buyer' } as const;
  const agent = { id: '1', kind: 'agent' } as const;
  const third = { id: '2', kind: 'supervisor' } as const;
  for (const [a, b] of [
    [buyer, agent],
    [buyer, third],
    [agent, third],
  ] as const)
    expect(isPolite(a, b)).toBe(!isPolite(b, a));
  expect([isPolite(buyer, agent), isPolite(agent, third)]).toEqual([true, true]);
});

describe('relays', () => {
  const region = (name: string) => ({ name, ice_servers: [{ urls: [`turn:${name}.example:3478?transport=udp`] }] });
  const stun = { name: 'stun', ice_servers: [{ urls: ['stun:stun.example:3478'] }] };
  const ice: CallIce = {
    regions: [region('fra'), region('iad'), region('sjc'), stun],
    prefer: null,
    relay_only: false,
    expires_at: null,
  };
  const hosts = (given: CallIce, nearest?: string[]) =>
    configOf(given, nearest).iceServers?.flatMap(({ urls }) => String(urls).split(':')[1]?.split('.')[0]);
  test('the region of choice comes first, a second one stands in for it, STUN servers belong to all', () => {
    expect(hosts({ ...ice, prefer: 'sjc' })).toEqual(['sjc', 'fra', 'stun']);
    expect(hosts(ice, ['iad', 'sjc', 'fra'])).toEqual(['iad', 'sjc', 'stun']);
    expect(configOf({ ...ice, prefer: 'sjc' }, [], 'sjc').iceServers?.[0]?.urls).toEqual(
      region('fra').ice_servers[0]!.urls,
    );
    expect(configOf({ ...ice, relay_only: true }).iceTransportPolicy).toBe('relay');
    expect(configOf({ ...ice, regions: [] })).toMatchObject({ iceServers: [], iceTransportPolicy: 'all' });
  });
  test('a relay is known by its address', () => {
    expect(regionOf(ice, 'turn:iad.example:3478?transport=tcp')).toBe('iad');
    expect(regionOf(ice, 'turn:other.example:3478')).toBeNull();
  });
});

describe('browsers inside other apps', () => {
  const IOS = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
  const OLD_IOS = 'Mozilla/5.0 (iPhone; CPU iPhone OS 15_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
  const DROID =
    'Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/AP1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/131.0.0.0 Mobile Safari/537.36';
  const CHROME =
    'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36';
  test.each([
    [`${IOS} Mobile/15E148 [FBAN/FBIOS;FBAV/480.0.0.39.104;FBBV/1]`, 'facebook', 'ios'],
    [`${IOS} Mobile/15E148 [FBAN/MessengerForiOS;FBAV/480.0]`, 'messenger', 'ios'],
    [`${IOS} Mobile/15E148 Instagram 360.0.0.30 (iPhone16,2; iOS 18_5)`, 'instagram', 'ios'],
    [`${IOS} Mobile/15E148 musical_ly_38.5.0 BytedanceWebview/d8a21c6`, 'tiktok', 'ios'],
    [`${IOS} Mobile/15E148 MicroMessenger/8.0.50(0x1800323d) NetType/WIFI`, 'wechat', 'ios'],
    [`${IOS} Mobile/15E148 Safari Line/14.20.0`, 'line', 'ios'],
    [`${IOS} Mobile/15E148 Snapchat/13.20.0.40 (like Safari/8617)`, 'snapchat', 'ios'],
    [`${IOS} Mobile/15E148 [LinkedInApp]/9.30.1`, 'linkedin', 'ios'],
    [`${IOS} Mobile/15E148`, 'other', 'ios'],
    [`${DROID} [FB_IAB/FB4A;FBAV/440.0.0.30.108;]`, 'facebook', 'android'],
    [`${DROID} [FB_IAB/Orca-Android;FBAV/440.0;]`, 'messenger', 'android'],
    [`${DROID} Instagram 350.0.0.40.109 Android`, 'instagram', 'android'],
    [`${DROID} trill_350101 BytedanceWebview/d8a21c6`, 'tiktok', 'android'],
    [DROID, 'other', 'android'],
  ])('%s', (userAgent, app, system) => {
    const seen = { userAgent, hasMedia: true, secure: true, standalone: false };
    expect(inAppOf(seen, 'https://r.lumora.example/c/1')).toMatchObject({ app, system, camera: true });
  });

  test.each([
    `${IOS} Version/18.5 Mobile/15E148 Safari/604.1`,
    `${IOS} CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1`,
    CHROME,
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
    'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  ])('%s is a browser of its own', (userAgent) => {
    expect(inAppOf({ userAgent, hasMedia: true, secure: true, standalone: false }, 'https://a.example/')).toBeNull();
  });

  test('a phone whose browser lacks the camera is inside an app, whatever it calls itself; an insecure page is another matter', () => {
    const seen = { userAgent: CHROME, hasMedia: false, secure: true, standalone: false };
    expect(inAppOf(seen, 'https://a.example/')).toMatchObject({ app: 'other', camera: false });
    expect(inAppOf({ ...seen, secure: false }, 'http://a.example/')).toBeNull();
  });

  test('the way out is an intent on Android, Safari’s own scheme on iOS 17 and later, and copying the link else', () => {
    const out = (userAgent: string, href = 'https://r.example/b/c/1?x=1#t') =>
      inAppOf({ userAgent, hasMedia: true, secure: true, standalone: false }, href)?.outside;
    expect(out(`${DROID} Instagram 350.0`)).toBe(
      'intent://r.example/b/c/1?x=1#t#Intent;scheme=https;action=android.intent.action.VIEW;category=android.intent.category.BROWSABLE;package=com.android.chrome;S.browser_fallback_url=https%3A%2F%2Fr.example%2Fb%2Fc%2F1%3Fx%3D1%23t;end',
    );
    expect(out(`${IOS} Mobile/15E148 Instagram 360.0`)).toBe('x-safari-https://r.example/b/c/1?x=1#t');
    expect(out(`${OLD_IOS} Mobile/15E148 Instagram 210.0`)).toBeNull();
    expect(out(`${IOS} Mobile/15E148 MicroMessenger/8.0`)).toBeNull();
    expect(out(DROID, 'http://r.example/')).toBeNull();
  });
});

test.each([
  ['NotAllowedError', true, false, 'blocked'],
  ['NotAllowedError', true, true, 'in_app'],
  ['NotFoundError', true, false, 'none'],
  ['OverconstrainedError', true, false, 'none'],
  ['NotReadableError', true, false, 'held'],
  ['AbortError', true, false, 'held'],
  ['TypeError', true, true, 'in_app'],
  ['TypeError', false, false, 'insecure'],
])('%s (secure %s, inside an app %s) is told as %s', (name, secure, inApp, trouble) => {
  expect(troubleOf(Object.assign(new Error(), { name }), { secure, inApp })).toBe(trouble);
});

test('a picture is dark after two dark looks, and light again as soon as there is light', () => {
  expect(luminance(new Uint8ClampedArray([255, 255, 255, 255, 0, 0, 0, 255]))).toBeCloseTo(127.5);
  expect([isDark(false, [10]), isDark(false, [10, 12]), isDark(true, [12, 50]), isDark(true, [12, 90])]).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

describe('what a connection is like', () => {
  /** As Chrome 131 tells it, shortened to what is read. */
  const chrome = (at: number, grew: number): { at: number; rows: StatsRow[] } => ({
    at,
    rows: [
      { type: 'transport', id: 'T', selectedCandidatePairId: 'P' },
      {
        type: 'candidate-pair',
        id: 'P',
        currentRoundTripTime: 0.084,
        localCandidateId: 'L',
        remoteCandidateId: 'R',
        availableOutgoingBitrate: 900_000,
      },
      { type: 'candidate-pair', id: 'Q', currentRoundTripTime: 0.5, nominated: true, state: 'succeeded' },
      {
        type: 'local-candidate',
        id: 'L',
        candidateType: 'relay',
        relayProtocol: 'tls',
        protocol: 'udp',
        url: 'turns:iad.example:5349',
      },
      { type: 'remote-candidate', id: 'R', candidateType: 'srflx' },
      {
        type: 'inbound-rtp',
        id: 'A',
        kind: 'audio',
        jitter: 0.012,
        packetsLost: 0,
        packetsReceived: 100 + 98 * grew,
        bytesReceived: 1000 + 8000 * grew,
      },
      {
        type: 'inbound-rtp',
        id: 'V',
        kind: 'video',
        packetsLost: 5 + 2 * grew,
        packetsReceived: 300 + 100 * grew,
        bytesReceived: 9000 + 242_000 * grew,
        framesDecoded: 60 + 40 * grew,
        framesPerSecond: 20,
        frameWidth: 1280,
        frameHeight: 720,
        totalFreezesDuration: 0.6 * grew,
      },
      { type: 'outbound-rtp', id: 'O', kind: 'video', bytesSent: 100_000 * grew },
      { type: 'remote-inbound-rtp', id: 'X', kind: 'video', fractionLost: 0.045, roundTripTime: 0.09, timestamp: grew },
    ],
  });
  const about = { part_id: 'p', step: 3 as const, regionOf: () => 'iad', date: new Date('2026-11-17T10:00:00Z') };

  test('is told from two readings of Chrome', () => {
    const now = chrome(4000, 1);
    const sample = sampleOf(chrome(2000, 0), now, about);
    expect(sample).toMatchObject({
      rtt: 84,
      jitter: 12,
      loss_in: 1,
      loss_out: 4.5,
      freeze: 600,
      kbps_in: 1000,
      kbps_out: 400,
      width: 1280,
      height: 720,
      fps: 20,
      relayed: true,
      local: 'relay',
      remote: 'srflx',
      protocol: 'tls',
      region: 'iad',
    });
    expect(wordOf(sample)).toBe('weak');
    expect(loadOf(sample, now)).toEqual({ rtt: 84, lossOut: 4.5, room: 900 });
  });

  test('and of Firefox and Safari, which tell less: what they do not tell is null, not nought', () => {
    const rows = (frames: number, packets: number): StatsRow[] => [
      {
        type: 'candidate-pair',
        id: 'P',
        selected: true,
        nominated: true,
        state: 'succeeded',
        localCandidateId: 'L',
        remoteCandidateId: 'R',
      },
      { type: 'local-candidate', id: 'L', candidateType: 'host', protocol: 'udp' },
      { type: 'remote-candidate', id: 'R', candidateType: 'host' },
      {
        type: 'inbound-rtp',
        id: 'V',
        mediaType: 'video',
        packetsReceived: packets,
        packetsLost: 0,
        framesDecoded: frames,
        bytesReceived: packets * 1000,
      },
      { type: 'remote-inbound-rtp', id: 'X', roundTripTime: 0.2 },
    ];
    const before = { at: 0, rows: rows(50, 100) };
    expect(sampleOf(before, { at: 2000, rows: rows(90, 180) }, about)).toMatchObject({
      rtt: 200,
      jitter: null,
      loss_in: 0,
      loss_out: null,
      freeze: 0,
      fps: 20,
      relayed: false,
      protocol: 'udp',
      region: null,
    });
    // Packets come and no frame is made of them: it stands still. No packets: the other side paused its camera.
    expect(sampleOf(before, { at: 2000, rows: rows(50, 120) }, about).freeze).toBe(2000);
    expect(sampleOf(before, { at: 2000, rows: rows(50, 100) }, about).freeze).toBe(0);
    expect(sampleOf(before, { at: 2000, rows: [] }, about)).toMatchObject({ rtt: null, relayed: null, score: null });
  });

  test('a connection that was made anew counts from nought, not below it', () => {
    expect(sampleOf(chrome(0, 5), chrome(2000, 0), about).kbps_in).toBeGreaterThanOrEqual(0);
  });
});

describe('drawing', () => {
  const size = { width: 1280, height: 720 };
  const point = fc.tuple(
    fc.double({ min: -0.2, max: 1.2, noNaN: true }),
    fc.double({ min: -0.2, max: 1.2, noNaN: true }),
  );
  const drawn = (kind: Mark['kind'], way: Point[], board: Board = emptyBoard, words?: string) =>
    finish(way.slice(1).reduce(extend, begin(board, kind, 'red', way[0]!, words)), size);

  test('a pen’s way keeps its shape with far fewer points, and its ends', () => {
    const way = Array.from({ length: 200 }, (_, n): Point => [n / 200, 0.5 + Math.sin(n / 30) / 5]);
    const mark = drawn('pen', way)!;
    expect(mark.points.length).toBeLessThan(40);
    expect([mark.points[0], mark.points.at(-1)]).toEqual([way[0], [way.at(-1)![0], expect.closeTo(way.at(-1)![1], 4)]]);
  });
  test('no point of the way lies further from what is kept than the slack', () => {
    const pixels = fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 900 }));
    fc.assert(
      fc.property(fc.array(pixels, { minLength: 2, maxLength: 80 }), (way) => {
        const kept = simplify(way, 2);
        for (let part = 1; part < kept.length; part++)
          for (let n = kept[part - 1]!; n <= kept[part]!; n++) {
            const between: Mark = {
              id: 'm',
              kind: 'pen',
              color: 'red',
              words: null,
              points: [way[kept[part - 1]!]!, way[kept[part]!]!],
            };
            expect(hit([between], way[n]!, { width: 1, height: 1 }, 2.001)).not.toBeNull();
          }
      }),
    );
  });
  test('a slip of the finger leaves nothing', () => {
    expect(
      drawn('circle', [
        [0.5, 0.5],
        [0.501, 0.501],
      ]),
    ).toBeNull();
    expect(drawn('text', [[0.5, 0.5]], emptyBoard, ' ')).toBeNull();
    expect(
      drawn('arrow', [
        [0.1, 0.1],
        [0.4, 0.4],
      ]),
    ).not.toBeNull();
  });
  test('every mark stays within the picture and what the contract takes', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 50 }), (way) => {
        const { points } = way.slice(1).reduce(extend, begin(emptyBoard, 'pen', 'red', way[0]!));
        expect(points.every(([x, y]) => x >= 0 && x <= 1 && y >= 0 && y <= 1)).toBe(true);
      }),
    );
  });
  test('steps count themselves; undo and redo go back and forth; a new mark ends what could be redone', () => {
    let board = emptyBoard;
    for (let n = 0; n < 3; n++) board = put(board, drawn('step', [[0.1 * n, 0.2]], board)!);
    expect(board.marks.map(({ words }) => words)).toEqual(['1', '2', '3']);
    board = undo(undo(board));
    expect(redo(board).marks.map(({ words }) => words)).toEqual(['1', '2']);
    board = put(
      board,
      drawn(
        'arrow',
        [
          [0, 0],
          [1, 1],
        ],
        board,
      )!,
    );
    expect([board.marks.length, board.undone.length]).toEqual([2, 0]);
    expect(remove(board, board.marks[0]!.id).marks).toHaveLength(1);
    expect(undo(emptyBoard)).toEqual(emptyBoard);
  });
  test.each([
    {
      kind: 'circle' as const,
      way: [
        [0.2, 0.2],
        [0.6, 0.6],
      ] as Point[],
      on: [0.4, 0.2] as Point,
      off: [0.4, 0.4] as Point,
    },
    {
      kind: 'arrow' as const,
      way: [
        [0.2, 0.2],
        [0.6, 0.6],
      ] as Point[],
      on: [0.4, 0.405] as Point,
      off: [0.2, 0.6] as Point,
    },
    { kind: 'step' as const, way: [[0.5, 0.5]] as Point[], on: [0.51, 0.51] as Point, off: [0.6, 0.6] as Point },
  ])('a $kind is hit on its line and not beside it', ({ kind, way, on, off }) => {
    const mark = drawn(kind, way)!;
    expect([hit([mark], on, size)?.id, hit([mark], off, size)]).toEqual([mark.id, null]);
  });
});

describe('measuring by a thing whose size is known', () => {
  const size = { width: 4000, height: 3000 };
  test('a line twice as long as a bank card is twice its length, give or take', () => {
    const known = { from: [0.1, 0.5] as Point, to: [0.35, 0.5] as Point, mm: 85.6 };
    const length = measure(known, { from: [0.1, 0.8], to: [0.6, 0.8] }, size)!;
    expect(length.mm).toBeCloseTo(171.2);
    // √(0.363² + 0.726² + 5.82²): both lines' ends by 3 pixels of 1000, and the tilt of 3.4 %.
    expect(length.error).toBeCloseTo(5.88, 1);
    expect(lengthInWords(length, 'cm')).toBe('17.1 ± 0.6 cm');
    expect(lengthInWords(length, 'in')).toBe('6.7 ± 0.3 in');
    expect(lengthInWords({ mm: 12, error: 0 }, 'mm')).toBe('12.00 ± 0.00 mm');
  });
  test('up and down counts as much as across, whatever the shape of the picture', () => {
    const known = { from: [0.5, 0.1] as Point, to: [0.5, 0.1 + 1000 / 3000] as Point, mm: 100 };
    expect(measure(known, { from: [0.1, 0.5], to: [0.35, 0.5] }, size)?.mm).toBeCloseTo(100);
  });
  test('a coin of a few pixels says nothing', () => {
    const coin = { from: [0.5, 0.5] as Point, to: [0.505, 0.5] as Point, mm: 24.26 };
    expect(measure(coin, { from: [0, 0], to: [1, 1] }, size)).toBeNull();
  });
});
