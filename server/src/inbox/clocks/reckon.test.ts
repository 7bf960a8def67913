import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Hours } from './business-time.ts';
import type { Fact, Standing } from './facts.ts';
import { platformTerm } from './platform-rules.ts';
import { choosePromise, type Promised, type Target, termsOf } from './promises.ts';
import { type Clock, reckon } from './reckon.ts';

/** Monday to Friday, 09:00–17:00 in New York. Instants below are written in New York's wall clock, November 2026, −05:00. */
const desk: Hours = {
  time_zone: 'America/New_York',
  weekly: (['mon', 'tue', 'wed', 'thu', 'fri'] as const).map((day) => ({ day, from: '09:00', to: '17:00' })),
  holidays: [],
};
const target = (kind: Target['kind'], change: Partial<Target> = {}): Target => ({
  kind,
  minutes: 120,
  hours: 'business',
  bot_counts: false,
  pause_while_waiting: false,
  pause_while_snoozed: false,
  reset_on_reopen: false,
  warn_minutes: 30,
  escalate: null,
  ...change,
});
const promise = (targets: Target[], change: Partial<Promised> = {}): Promised => ({
  id: 'p1',
  name: 'Standard',
  brand_id: null,
  position: 0,
  channels: [],
  priorities: [],
  tags: [],
  targets,
  hours: desk,
  ...change,
});
const mail: Standing = {
  brand_id: 'b1',
  channel: 'email',
  platform: null,
  has_return: false,
  priority: 'normal',
  tags: [],
};
/** `16 14:05`: the 16th of November 2026, a Monday, at 14:05. */
const at = (moment: string) => {
  const [day, time] = moment.split(' ') as [string, string];
  return new Date(`2026-11-${day}T${time}-05:00`);
};
const line = (moment: string, what: string): Fact => {
  const [word, by, ...rest] = what.split(' ') as [Fact['what'], string?, ...string[]];
  const fact = { at: at(moment), what: word };
  if (word === 'tags') return { ...fact, tags: [by, ...rest].filter(Boolean) } as Fact;
  if (word === 'priority') return { ...fact, priority: by } as Fact;
  if (word === 'spam') return { ...fact, spam: by !== 'no' } as Fact;
  return (by ? { ...fact, by } : fact) as Fact;
};
type History = Record<string, string>;
const factsOf = (history: History) => Object.entries(history).map(([moment, what]) => line(moment, what));
const clocksOf = (policies: Promised | Promised[], history: History, now: string, standing = mail): Clock[] =>
  reckon((as) => termsOf(choosePromise([policies].flat(), as)), standing, factsOf(history), at(now));

/** `first_reply met 16 12:00` and, where there is more to say, `answered 16 11:00` or `left 60 min`. */
const told = (clocks: Clock[]) =>
  clocks.map(({ kind, state, due_at, met_at, left_seconds }) =>
    [
      kind,
      state,
      due_at && `by ${moment(due_at)}`,
      met_at && `ended ${moment(met_at)}`,
      left_seconds !== null && `left ${left_seconds / 60} min`,
    ]
      .filter(Boolean)
      .join(' '),
  );
const moment = (date: Date) => {
  const wall = new Date(date.getTime() - 5 * 3_600_000).toISOString();
  return `${wall.slice(8, 10)} ${wall.slice(11, 16)}`;
};

const first = promise([target('first_reply')]);
const both = promise([target('first_reply'), target('next_reply', { minutes: 60 })]);

describe('first reply: 2 business hours, Monday to Friday 09:00–17:00', () => {
  test.each<[string, History, string, string[]]>([
    // 10:00 + 2 h = 12:00; nobody answered by 11:00.
    ['runs from the first message', { '16 10:00': 'buyer_wrote' }, '16 11:00', ['first_reply running by 16 12:00']],
    // The second message changes nothing: 10:00 + 2 h.
    [
      'and a second message does not push it',
      { '16 10:00': 'buyer_wrote', '16 11:00': 'buyer_wrote' },
      '16 11:30',
      ['first_reply running by 16 12:00'],
    ],
    [
      'is kept by a person',
      { '16 10:00': 'buyer_wrote', '16 11:00': 'replied person' },
      '16 18:00',
      ['first_reply met by 16 12:00 ended 16 11:00'],
    ],
    [
      'an answer at the very end is in time',
      { '16 10:00': 'buyer_wrote', '16 12:00': 'replied person' },
      '16 18:00',
      ['first_reply met by 16 12:00 ended 16 12:00'],
    ],
    [
      'a minute later it was missed, and answered late',
      { '16 10:00': 'buyer_wrote', '16 12:01': 'replied person' },
      '16 18:00',
      ['first_reply breached_then_met by 16 12:00 ended 16 12:01'],
    ],
    ['without an answer it is missed', { '16 10:00': 'buyer_wrote' }, '16 12:00', ['first_reply breached by 16 12:00']],
    // Friday the 13th, 16:30–17:00 is 30 min; Monday 09:00 + 90 min = 10:30.
    ['stands still over the weekend', { '13 16:30': 'buyer_wrote' }, '15 12:00', ['first_reply running by 16 10:30']],
    [
      'notes, holiday notices and rules answer nothing',
      { '16 10:00': 'buyer_wrote', '16 10:10': 'noted', '16 10:20': 'replied machine' },
      '16 11:00',
      ['first_reply running by 16 12:00'],
    ],
    [
      'nor does a bot, unless the promise counts it',
      { '16 10:00': 'buyer_wrote', '16 10:01': 'replied bot' },
      '16 11:00',
      ['first_reply running by 16 12:00'],
    ],
    [
      'what we begin ourselves has no first reply before the buyer writes',
      { '16 09:00': 'replied person', '16 10:00': 'buyer_wrote' },
      '16 11:00',
      ['first_reply running by 16 12:00'],
    ],
    ['a call that was written down was answered on the phone', { '16 10:00': 'called' }, '16 11:00', []],
    [
      'a person who sets it to waiting says that no answer is needed',
      { '16 10:00': 'buyer_wrote', '16 10:30': 'waiting person' },
      '16 18:00',
      ['first_reply met by 16 12:00 ended 16 10:30'],
    ],
    [
      'resolved by a rule it counts for nothing',
      { '16 10:00': 'buyer_wrote', '16 10:30': 'resolved machine' },
      '16 18:00',
      [],
    ],
    [
      'unless it was missed before',
      { '16 10:00': 'buyer_wrote', '16 13:00': 'closed machine' },
      '16 18:00',
      ['first_reply breached_then_met by 16 12:00 ended 16 13:00'],
    ],
    ['spam is promised nothing', { '16 10:00': 'buyer_wrote', '16 10:30': 'spam' }, '16 18:00', []],
    [
      'what turns out to be no spam waits since it came',
      { '16 10:00': 'buyer_wrote', '16 10:30': 'spam', '16 11:00': 'spam no' },
      '16 11:30',
      ['first_reply running by 16 12:00'],
    ],
  ])('%s', (_, history, now, expected) => {
    expect(told(clocksOf(first, history, now))).toEqual(expected);
  });

  test('counts a bot where the promise says so', () => {
    const bots = promise([target('first_reply', { bot_counts: true })]);
    const history = { '16 10:00': 'buyer_wrote', '16 10:01': 'replied bot' };
    expect(told(clocksOf(bots, history, '16 18:00'))).toEqual(['first_reply met by 16 12:00 ended 16 10:01']);
  });

  test('runs out half an hour before its end, in business minutes', () => {
    // Ends Monday 09:10; of its last 30 minutes 10 are Monday's and 20 Friday's: 16:40.
    const [clock] = clocksOf(first, { '13 15:10': 'buyer_wrote' }, '13 16:00');
    expect(told([clock!])).toEqual(['first_reply running by 16 09:10']);
    expect(moment(clock!.warn_at!)).toBe('13 16:40');
  });

  test('by the wall clock, 2 hours are 2 hours, Sunday or not', () => {
    const always = promise([target('first_reply', { hours: 'always' })]);
    // Sunday the 15th, 10:00 + 2 h.
    expect(told(clocksOf(always, { '15 10:00': 'buyer_wrote' }, '15 11:00'))).toEqual([
      'first_reply running by 15 12:00',
    ]);
  });
});

describe('next reply: 1 business hour from the oldest message without an answer', () => {
  test.each<[string, History, string, string[]]>([
    // First reply kept at 10:30. 11:00 + 1 h = 12:00, and the message of 11:30 does not push it.
    [
      'begins with the first message after an answer',
      { '16 10:00': 'buyer_wrote', '16 10:30': 'replied person', '16 11:00': 'buyer_wrote', '16 11:30': 'buyer_wrote' },
      '16 11:45',
      ['first_reply met by 16 12:00 ended 16 10:30', 'next_reply running by 16 12:00'],
    ],
    [
      'each wait is a promise of its own',
      {
        '16 10:00': 'buyer_wrote',
        '16 10:30': 'replied person',
        '16 11:00': 'buyer_wrote',
        '16 11:20': 'replied person',
        '16 13:00': 'buyer_wrote',
        '16 14:30': 'replied person',
      },
      '16 18:00',
      [
        'first_reply met by 16 12:00 ended 16 10:30',
        'next_reply met by 16 12:00 ended 16 11:20',
        'next_reply breached_then_met by 16 14:00 ended 16 14:30',
      ],
    ],
    [
      'does not begin while the first reply is still owed',
      { '16 10:00': 'buyer_wrote', '16 10:01': 'replied bot', '16 10:30': 'buyer_wrote' },
      '16 11:00',
      ['first_reply running by 16 12:00'],
    ],
    [
      'begins with the message that opens a resolved conversation again',
      {
        '16 10:00': 'buyer_wrote',
        '16 10:30': 'replied person',
        '16 10:31': 'resolved person',
        '17 09:00': 'buyer_wrote',
      },
      '17 09:30',
      ['first_reply met by 16 12:00 ended 16 10:30', 'next_reply running by 17 10:00'],
    ],
  ])('%s', (_, history, now, expected) => {
    expect(told(clocksOf(both, history, now))).toEqual(expected);
  });

  test('where the promise says so, a conversation opened again gets a first reply anew', () => {
    const anew = promise([target('first_reply', { reset_on_reopen: true }), target('next_reply', { minutes: 60 })]);
    const history = {
      '16 10:00': 'buyer_wrote',
      '16 10:30': 'replied person',
      '16 10:31': 'resolved person',
      '17 09:00': 'buyer_wrote',
    };
    expect(told(clocksOf(anew, history, '17 09:30'))).toEqual([
      'first_reply met by 16 12:00 ended 16 10:30',
      'first_reply running by 17 11:00',
    ]);
  });

  test('pauses while snoozed where the promise says so', () => {
    const sleepy = promise([target('first_reply', { pause_while_snoozed: true })]);
    const history = { '16 10:00': 'buyer_wrote', '16 10:30': 'snoozed' };
    // 30 of 120 minutes are used up.
    expect(told(clocksOf(sleepy, history, '16 15:00'))).toEqual(['first_reply paused left 90 min']);
    // Woken Tuesday 09:00 + 90 min.
    expect(told(clocksOf(sleepy, { ...history, '17 09:00': 'woken' }, '17 10:00'))).toEqual([
      'first_reply running by 17 10:30',
    ]);
    // And not where it does not: 10:00 + 2 h.
    expect(told(clocksOf(first, history, '16 11:00'))).toEqual(['first_reply running by 16 12:00']);
  });
});

describe('resolution: 8 business hours', () => {
  const resolution = (change: Partial<Target> = {}) => promise([target('resolution', { minutes: 480, ...change })]);
  test('runs from the first message to the solution, whoever has the next word', () => {
    // Monday 10:00–17:00 is 7 h, Tuesday 09:00 + 1 h = 10:00.
    const history = { '16 10:00': 'buyer_wrote', '16 11:00': 'replied person', '16 11:01': 'waiting person' };
    expect(told(clocksOf(resolution(), history, '16 12:00'))).toEqual(['resolution running by 17 10:00']);
    expect(told(clocksOf(resolution(), { ...history, '16 16:00': 'resolved person' }, '16 17:00'))).toEqual([
      'resolution met by 17 10:00 ended 16 16:00',
    ]);
  });

  test('stands still while the buyer has the next word, where the promise says so', () => {
    const patient = resolution({ pause_while_waiting: true });
    // 10:00–11:00 is 1 h of 8. Then the buyer is silent for two days.
    const history: History = { '16 10:00': 'buyer_wrote', '16 11:00': 'waiting person' };
    expect(told(clocksOf(patient, history, '18 10:00'))).toEqual(['resolution paused left 420 min']);
    // Wednesday 10:00 + 7 h = 17:00.
    expect(told(clocksOf(patient, { ...history, '18 10:00': 'buyer_wrote' }, '18 11:00'))).toEqual([
      'resolution running by 18 17:00',
    ]);
  });

  test('opened again it goes on where it stood; the time it stood resolved does not count', () => {
    // Monday 10:00–14:00 is 4 h. Opened again Wednesday 09:00 + 4 h = 13:00.
    const history = { '16 10:00': 'buyer_wrote', '16 14:00': 'resolved person', '18 09:00': 'buyer_wrote' };
    expect(told(clocksOf(resolution(), history, '18 10:00'))).toEqual(['resolution running by 18 13:00']);
  });

  test('or begins anew, where the promise says so', () => {
    const history = { '16 10:00': 'buyer_wrote', '16 14:00': 'resolved person', '18 09:00': 'buyer_wrote' };
    expect(told(clocksOf(resolution({ reset_on_reopen: true }), history, '18 10:00'))).toEqual([
      'resolution met by 17 10:00 ended 16 14:00',
      'resolution running by 18 17:00',
    ]);
  });

  test('a person takes it up again without a new message', () => {
    const history = { '16 10:00': 'buyer_wrote', '16 14:00': 'resolved person', '18 09:00': 'reopened' };
    expect(told(clocksOf(resolution(), history, '18 10:00'))).toEqual(['resolution running by 18 13:00']);
  });
});

describe('a promise that changes on the way', () => {
  const urgent = promise([target('first_reply', { minutes: 30 })], {
    id: 'p0',
    name: 'Urgent',
    priorities: ['urgent'],
  });
  const usual = promise([target('first_reply')], { position: 1 });
  test('is held to the stricter one from the beginning', () => {
    const history = { '16 10:00': 'buyer_wrote', '16 10:10': 'priority urgent' };
    // 10:00 + 30 min.
    const [clock] = clocksOf([urgent, usual], history, '16 10:20');
    expect(told([clock!])).toEqual(['first_reply running by 16 10:30']);
    expect(clock!.policy).toBe('Urgent');
  });
  test('what was broken stays broken', () => {
    const history = { '16 10:00': 'buyer_wrote', '16 10:01': 'priority urgent', '16 10:40': 'priority normal' };
    expect(told(clocksOf([urgent, usual], history, '16 10:45'))).toEqual(['first_reply breached by 16 10:30']);
  });
  test('what was kept stays kept under the promise of its time', () => {
    const history = { '16 10:00': 'buyer_wrote', '16 11:00': 'replied person', '16 11:30': 'priority urgent' };
    const [clock] = clocksOf([urgent, usual], history, '16 12:00');
    expect([told([clock!]), clock!.policy]).toEqual([['first_reply met by 16 12:00 ended 16 11:00'], 'Standard']);
  });
  test('a promise that comes with a tag counts from the message that waits', () => {
    const vip = promise([target('first_reply')], { tags: ['vip'] });
    const history = { '16 10:00': 'buyer_wrote', '16 10:30': 'tags vip' };
    expect(told(clocksOf(vip, history, '16 11:00'))).toEqual(['first_reply running by 16 12:00']);
    expect(told(clocksOf(vip, { ...history, '16 10:45': 'tags' }, '16 11:00'))).toEqual([]);
  });
});

test('the first promise whose brand, channels, priorities and tags all hold is the one', () => {
  const of = (id: string, change: Partial<Promised>) => promise([], { id, ...change });
  const list = [
    of('last', { position: 9 }),
    of('chat', { position: 1, channels: ['chat'] }),
    of('other brand', { position: 2, brand_id: 'b2' }),
    of('urgent mail', { position: 3, channels: ['email'], priorities: ['urgent'] }),
    of('tagged', { position: 4, tags: ['vip', 'press'] }),
  ];
  const chosen = (change: Partial<Standing>) => choosePromise(list, { ...mail, ...change })?.id;
  expect(chosen({})).toBe('last');
  expect(chosen({ channel: 'chat' })).toBe('chat');
  expect(chosen({ brand_id: 'b2' })).toBe('other brand');
  expect(chosen({ priority: 'urgent' })).toBe('urgent mail');
  expect(chosen({ tags: ['press'] })).toBe('tagged');
  expect(choosePromise(list.slice(1), mail)).toBeNull();
});

describe("platforms' own rules", () => {
  const on = (platform: string, change: Partial<Standing> = {}): Standing => ({
    ...mail,
    channel: 'marketplace',
    platform,
    ...change,
  });
  const platformClocks = (history: History, now: string, standing: Standing) =>
    told(reckon((as) => [platformTerm(as)].filter((term) => term !== null), standing, factsOf(history), at(now)));

  test.each<[string, Standing, History, string, string[]]>([
    // Friday 16:00 + 24 h is Saturday 16:00.
    [
      'Amazon counts the weekend',
      on('amazon'),
      { '13 16:00': 'buyer_wrote' },
      '14 09:00',
      ['platform running by 14 16:00'],
    ],
    [
      'Amazon leaves out what needs no answer',
      on('amazon'),
      { '13 16:00': 'buyer_wrote', '13 16:05': 'resolved person' },
      '15 09:00',
      [],
    ],
    [
      'automatic answers do not count on Amazon',
      on('amazon'),
      { '13 16:00': 'buyer_wrote', '13 16:01': 'replied machine', '13 16:02': 'replied bot' },
      '14 17:00',
      ['platform breached by 14 16:00'],
    ],
    [
      "TikTok Shop counts people's answers only",
      on('tiktok_shop'),
      { '16 10:00': 'buyer_wrote', '16 10:01': 'replied bot', '16 15:00': 'replied person' },
      '17 09:00',
      ['platform met by 17 10:00 ended 16 15:00'],
    ],
    [
      'TikTok Shop waits on where we called it settled without an answer',
      on('tiktok_shop'),
      { '16 10:00': 'buyer_wrote', '16 10:05': 'resolved person' },
      '16 11:00',
      ['platform running by 17 10:00'],
    ],
    // 48 h from Friday 16:00 is Sunday 16:00.
    [
      'Walmart gives 48 hours',
      on('walmart'),
      { '13 16:00': 'buyer_wrote' },
      '14 09:00',
      ['platform running by 15 16:00'],
    ],
    // Thursday 12:00 + 3 × 24 h of working days: Friday 12:00, Monday 12:00, Tuesday 12:00.
    [
      'eBay gives 3 business days to a return',
      on('ebay', { has_return: true }),
      { '12 12:00': 'buyer_wrote' },
      '13 09:00',
      ['platform running by 17 12:00'],
    ],
    ['and no rule to anything else', on('ebay'), { '12 12:00': 'buyer_wrote' }, '13 09:00', []],
    ['mail is no marketplace', { ...mail, platform: 'amazon' }, { '12 12:00': 'buyer_wrote' }, '13 09:00', []],
    [
      'every message without an answer counts, not the first alone',
      on('amazon'),
      { '16 10:00': 'buyer_wrote', '16 11:00': 'replied person', '17 10:00': 'buyer_wrote' },
      '17 11:00',
      ['platform met by 17 10:00 ended 16 11:00', 'platform running by 18 10:00'],
    ],
  ])('%s', (_, standing, history, now, expected) => {
    expect(platformClocks(history, now, standing)).toEqual(expected);
  });
});

describe('whatever happens to a conversation', () => {
  const kinds = fc.constantFrom(
    'buyer_wrote',
    'called',
    'replied person',
    'replied bot',
    'replied machine',
    'noted',
    'snoozed',
    'woken',
    'waiting person',
    'waiting bot',
    'resolved person',
    'resolved machine',
    'reopened',
    'closed person',
    'spam yes',
    'spam no',
    'priority urgent',
    'priority normal',
    'tags vip',
    'tags',
  );
  const anyTarget = (kind: Target['kind']) =>
    fc.record({
      kind: fc.constant(kind),
      minutes: fc.integer({ min: 1, max: 2000 }),
      hours: fc.constantFrom('business' as const, 'always' as const),
      bot_counts: fc.boolean(),
      pause_while_waiting: fc.boolean(),
      pause_while_snoozed: fc.boolean(),
      reset_on_reopen: fc.boolean(),
      warn_minutes: fc.integer({ min: 1, max: 600 }),
      escalate: fc.constant(null),
    });
  const anyPolicy = fc
    .tuple(anyTarget('first_reply'), anyTarget('next_reply'), anyTarget('resolution'))
    .map((targets) => promise(targets));
  const vip = fc
    .tuple(anyTarget('first_reply'), anyTarget('resolution'))
    .map((targets) => promise(targets, { id: 'p0', tags: ['vip'], position: -1 }));
  const history = fc.array(fc.tuple(fc.integer({ min: 1, max: 900 }), kinds), { maxLength: 25 }).map((steps) => {
    let minute = 0;
    return steps.map(([more, what]): Fact => {
      minute += more;
      const [word, rest] = [what, at('02 00:00')];
      return { ...line('02 00:00', word), at: new Date(rest.getTime() + minute * 60_000) };
    });
  });
  const all = (policies: Promised[], facts: Fact[], now: Date) =>
    reckon(
      (as) => [...termsOf(choosePromise(policies, as)), ...[platformTerm(as)].filter((term) => term !== null)],
      { ...mail, channel: 'marketplace', platform: 'amazon' },
      facts,
      now,
    );
  const end = at('30 00:00');

  test('no clock stands twice, and no more than one of a kind goes', () => {
    fc.assert(
      fc.property(anyPolicy, vip, history, (policy, other, facts) => {
        const clocks = all([policy, other], facts, end);
        const names = clocks.map(({ kind, started_at }) => `${kind} ${started_at.toISOString()}`);
        expect(new Set(names).size).toBe(names.length);
        for (const kind of ['first_reply', 'next_reply', 'resolution', 'platform']) {
          const going = clocks.filter((clock) => clock.kind === kind && clock.met_at === null);
          expect(going.length).toBeLessThanOrEqual(1);
        }
        expect(names.length === 0 || facts.some(({ what }) => what === 'buyer_wrote' || what === 'called')).toBe(true);
      }),
    );
  });

  test('kept means ended by its end, missed means not, and a pause has no end', () => {
    fc.assert(
      fc.property(anyPolicy, history, (policy, facts) => {
        for (const { state, due_at, met_at, left_seconds, started_at } of all([policy], facts, end)) {
          if (state === 'met' && due_at) expect(met_at!.getTime()).toBeLessThanOrEqual(due_at.getTime());
          if (state === 'breached_then_met') expect(met_at!.getTime()).toBeGreaterThan(due_at!.getTime());
          if (state === 'running') expect(due_at === null || due_at > end).toBe(true);
          if (state === 'breached') expect(due_at!.getTime()).toBeLessThanOrEqual(end.getTime());
          expect(left_seconds !== null).toBe(state === 'paused');
          if (due_at) expect(due_at.getTime()).toBeGreaterThan(started_at.getTime());
        }
      }),
      // Ended while it paused, after the end it had before the pause.
      {
        examples: [
          [
            promise([target('first_reply', { minutes: 1, hours: 'business', pause_while_snoozed: true })]),
            [
              { at: new Date('2026-11-02T05:01:00Z'), what: 'buyer_wrote' },
              { at: new Date('2026-11-02T05:02:00Z'), what: 'snoozed' },
              { at: new Date('2026-11-02T14:02:00Z'), what: 'waiting', by: 'person' },
            ],
          ],
        ],
      },
    );
  });

  test('time alone ends nothing and mends nothing: what is missed today is missed tomorrow', () => {
    fc.assert(
      fc.property(anyPolicy, history, fc.integer({ min: 0, max: 10_000 }), (policy, facts, minutes) => {
        const soon = all([policy], facts, end);
        const later = all([policy], facts, new Date(end.getTime() + minutes * 60_000));
        expect(later.map(({ kind, started_at, met_at }) => [kind, started_at, met_at])).toEqual(
          soon.map(({ kind, started_at, met_at }) => [kind, started_at, met_at]),
        );
        soon.forEach((clock, n) => {
          if (clock.state.startsWith('breached')) expect(later[n]!.state).toBe(clock.state);
          if (clock.state === 'running') expect(['running', 'breached']).toContain(later[n]!.state);
        });
      }),
    );
  });
});
