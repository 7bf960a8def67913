import type { CallPart, CallSaid, CallSay, ToolWord } from '@recoup/contract';
import { toolWord } from '@recoup/contract';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Heard, type Line, type LineSocket, openLine } from './line.ts';
import { isToolWord, openTools } from './tools.ts';
import { openInbox, openOutbox } from './words.ts';

const CALL = '01890000-0000-7000-8000-000000000000';

describe('words over a line that loses, doubles and changes their order', () => {
  /** What happens on the way, in turn. */
  const way = fc.array(fc.constantFrom('comes', 'lost', 'doubled', 'late', 'got_lost', 'again'), { maxLength: 200 });

  test('all arrive, each once, in the order they were said', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), way, (count, accidents) => {
        const outbox = openOutbox<number>();
        const inbox = openInbox<number>();
        const heard: number[] = [];
        const late: { n: number; said: number }[] = [];
        const hear = ({ n, said }: { n: number; said: number }, gotIsLost: boolean) => {
          const { heard: now, known } = inbox.take(n, said);
          heard.push(...now);
          if (known && !gotIsLost) outbox.got(n);
        };
        let now = 0;
        let said = 0;
        for (let round = 0; round < 400 && (said < count || outbox.size() > 0); round++) {
          if (said < count) outbox.put(said++);
          now += 5000;
          for (const row of outbox.due(now)) {
            // The line is bad for as long as there are accidents, and good then.
            const accident = accidents.pop() ?? 'comes';
            if (accident === 'again') outbox.again();
            if (accident === 'late') late.push(row);
            if (accident === 'doubled') hear(row, false);
            if (accident !== 'lost' && accident !== 'late') hear(row, accident === 'got_lost');
          }
          for (const row of late.splice(0)) hear(row, false);
        }
        expect(heard).toEqual(Array.from({ length: count }, (_, n) => n));
        expect(outbox.size()).toBe(0);
      }),
    );
  });

  test('what is overtaken before it was said is let go; one kind that waits holds up no other', () => {
    const outbox = openOutbox<string>(100);
    outbox.put('here', 'pointer', 'tool');
    expect(outbox.due(0)).toEqual([{ n: 1, said: 'here' }]);
    outbox.put('there', 'pointer', 'tool');
    outbox.put('yonder', 'pointer', 'tool');
    outbox.put('all of it', undefined, 'tool');
    outbox.put('offer', undefined, 'rtc');
    expect(outbox.due(50)).toEqual([{ n: 2, said: 'offer' }]);
    expect(outbox.due(100)).toEqual([
      { n: 3, said: 'yonder' },
      { n: 4, said: 'all of it' },
    ]);
  });

  test('no more than a window is on its way, and what the server never takes gives its number to another word', () => {
    const outbox = openOutbox<string>();
    for (let n = 0; n < 100; n++) outbox.put(`word ${n}`);
    expect(outbox.due(0)).toHaveLength(24);
    expect(outbox.due(1)).toHaveLength(0);
    outbox.replace(1, 'nothing');
    expect(outbox.due(2)).toEqual([{ n: 1, said: 'nothing' }]);
    outbox.got(1);
    expect(outbox.due(3)).toEqual([{ n: 25, said: 'word 24' }]);
  });
});

/** A socket and, behind it, a server that passes words on to one other page. */
class FakeSocket {
  connected = false;
  active = true;
  listeners = new Map<string, ((said: unknown) => void)[]>();
  entered: { peer: string }[] = [];
  said: CallSay[] = [];
  got: unknown[] = [];
  answer: (event: string, said: unknown) => unknown = () => ({ ok: true });
  closes = 0;
  io = { engine: { close: () => this.closes++ } };
  on(event: string, listener: (said: unknown) => void) {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
  }
  off(event: string) {
    this.listeners.delete(event);
  }
  hear(event: string, said?: unknown) {
    for (const listener of this.listeners.get(event) ?? []) listener(said);
  }
  timeout() {
    return {
      emit: (event: string, said: unknown, answer: (error: unknown, answer: unknown) => void) => {
        if (event === 'call.enter') this.entered.push(said as { peer: string });
        if (event === 'call.say') this.said.push(said as CallSay);
        if (event === 'call.got') this.got.push(said);
        const given = this.answer(event, said);
        if (given !== undefined) answer(given instanceof Error ? given : null, given);
      },
    };
  }
  connect() {}
  disconnect() {}
  open() {
    this.connected = true;
    this.hear('connect');
  }
  lose() {
    this.connected = false;
    this.hear('disconnect', 'transport close');
  }
}

const part = (n: number, here = true): CallPart => ({
  id: `01890000-0000-7000-8000-00000000000${n}`,
  kind: n === 1 ? 'buyer' : 'agent',
  mode: 'talks',
  name: '',
  staff_id: null,
  language: null,
  joined_at: null,
  left_at: null,
  here,
  knocks: false,
});
const entered = { me: part(1), stage: 'live', version: 1, peers: [{ part: part(2), peer: 'other-peer' }] };

describe('the line of a call', () => {
  let socket: FakeSocket;
  let line: Line;
  const states: unknown[] = [];
  const heard: unknown[] = [];
  beforeEach(() => {
    vi.useFakeTimers();
    socket = new FakeSocket();
    socket.answer = (event) => (event === 'call.enter' ? entered : { ok: true });
    states.length = 0;
    heard.length = 0;
    const hears: Heard = {
      state: (state, refusal) => states.push(refusal ? [state, refusal] : state),
      entered: () => {},
      parts: () => {},
      said: (_from, said) => heard.push(said.data),
      changed: () => {},
    };
    line = openLine({
      callId: CALL,
      peer: 'my-peer-1',
      link: { kind: 'staff', socket: socket as unknown as LineSocket },
      heard: hears,
    } as Parameters<typeof openLine>[0]);
  });
  afterEach(() => {
    line.close();
    vi.useRealTimers();
  });
  const said = (n: number, data: unknown, from = 'other-peer'): CallSaid => ({
    call_id: CALL,
    from,
    part_id: part(2).id,
    n,
    word: 'caption',
    data,
  });

  test('comes back as the same peer, and says again what had not arrived', () => {
    socket.open();
    line.say('other-peer', 'caption', 'one');
    line.say('other-peer', 'caption', 'two');
    socket.hear('call.got', { call_id: CALL, from: 'other-peer', n: 1 });
    socket.lose();
    line.say('other-peer', 'caption', 'three');
    expect(socket.said.map(({ data }) => data)).toEqual(['one', 'two']);
    socket.open();
    expect(socket.entered.map(({ peer }) => peer)).toEqual(['my-peer-1', 'my-peer-1']);
    expect(socket.said.slice(2).map(({ n, data }) => [n, data])).toEqual([
      [2, 'two'],
      [3, 'three'],
    ]);
    expect(states).toEqual(['open', 'lost', 'open']);
  });

  test('hears each word once and in order, however they come, and says what it got', () => {
    socket.open();
    for (const n of [2, 1, 1, 3, 2]) socket.hear('call.said', said(n, `word ${n}`));
    expect(heard).toEqual(['word 1', 'word 2', 'word 3']);
    expect(socket.got).toHaveLength(5);
  });

  test('words to somebody whose line broke wait until they are back', () => {
    socket.open();
    socket.hear('call.parts', { call_id: CALL, peers: [{ part: part(2, false), peer: 'other-peer' }] });
    line.say('other-peer', 'caption', 'hello');
    vi.advanceTimersByTime(30_000);
    expect(socket.said).toHaveLength(0);
    socket.hear('call.parts', { call_id: CALL, peers: [{ part: part(2), peer: 'other-peer' }] });
    expect(socket.said.map(({ data }) => data)).toEqual(['hello']);
  });

  test('a word the server never takes is replaced by one that says nothing, and the next ones go on', () => {
    socket.answer = (event, given) => {
      if (event === 'call.enter') return entered;
      return (given as CallSay).data === 'bad' ? { code: 'input.invalid' } : { ok: true };
    };
    socket.open();
    line.say('other-peer', 'caption', 'bad');
    line.say('other-peer', 'caption', 'good');
    expect(socket.said.map(({ n, word }) => [n, word])).toEqual([
      [1, 'caption'],
      [1, 'rtc'],
      [2, 'caption'],
    ]);
  });

  test('a line on which nothing is answered is opened anew', () => {
    socket.answer = (event) => (event === 'call.enter' ? entered : new Error('timeout'));
    socket.open();
    line.say('other-peer', 'caption', 'one');
    line.say('other-peer', 'caption', 'two');
    expect(socket.closes).toBe(1);
  });

  test.each(['call.over', 'link.not_found', 'call.peer_taken'])('%s ends the line, and it says so', (code) => {
    socket.answer = () => ({ code });
    socket.open();
    expect(states).toEqual([['refused', code]]);
    vi.advanceTimersByTime(60_000);
    expect(socket.entered).toHaveLength(1);
  });

  test('whoever knocks waits to be let in, and comes in then', () => {
    socket.answer = () => ({ code: 'call.knocks' });
    socket.open();
    expect(states).toEqual([['connecting', 'call.knocks']]);
    socket.answer = () => entered;
    vi.advanceTimersByTime(3000);
    expect(states.at(-1)).toBe('open');
  });

  test('another page of the same person takes its place: this one is done', () => {
    socket.open();
    socket.hear('call.replaced', { call_id: CALL });
    socket.lose();
    socket.open();
    expect(states.at(-1)).toEqual(['refused', 'call.replaced']);
    expect(socket.entered).toHaveLength(1);
  });
});

describe('the tools of two sides', () => {
  /** Two sides, a channel between them that opens and breaks, and a line that never does. */
  function pair() {
    const heard: ToolWord[] = [];
    const state = { open: false, loses: false, owes: false, sent: 0, byLine: 0 };
    const make = (toOther: () => ReturnType<typeof openTools>, hear: (word: ToolWord) => void, mine: () => void) =>
      openTools({
        isOpen: () => state.open,
        send(text) {
          state.sent += 1;
          if (!state.loses) toOther().hear(text);
        },
        sayOnLine(word) {
          mine();
          b.hear(JSON.stringify({})); // Nothing that is no word does harm.
          heard.push(word);
        },
        lineOwes: () => state.owes,
        heard: hear,
      });
    const b: ReturnType<typeof openTools> = make(
      () => a,
      (word) => heard.push(word),
      () => {},
    );
    const a = make(
      () => b,
      () => {},
      () => {
        state.byLine += 1;
      },
    );
    return { a, b, heard, state };
  }
  const torch = (on: boolean): ToolWord => ({ kind: 'torch', on });
  const pointer = (x: number): ToolWord => ({ kind: 'pointer', at: [x, 0.5] });

  test('go by the line until the channel is open, by the channel then, and by the line again when it broke', () => {
    const { a, b, heard, state } = pair();
    a.say(torch(true));
    state.open = true;
    b.look();
    a.look();
    a.say(torch(false));
    expect(state.byLine).toBe(1);
    state.loses = true;
    a.say(pointer(0.1));
    a.say({ kind: 'hint', hint: 'closer' });
    state.open = false;
    a.look();
    expect(heard).toEqual([torch(true), torch(false), pointer(0.1), { kind: 'hint', hint: 'closer' }]);
    state.open = true;
    state.loses = false;
    a.look();
    a.say(torch(true));
    expect(heard.at(-1)).toEqual(torch(true));
    expect(state.byLine).toBe(3);
    for (const side of [a, b]) side.close();
  });

  test('keep to the line while it has words on their way, so that none is overtaken', () => {
    const { a, state } = pair();
    state.open = true;
    state.owes = true;
    a.say(torch(true));
    expect([state.byLine, state.sent]).toEqual([1, 0]);
    state.owes = false;
    a.say(torch(false));
    expect(state.byLine).toBe(1);
    a.close();
  });

  test('more marks than fit in one word go in several', () => {
    const { a, heard } = pair();
    const points = Array.from({ length: 500 }, (_, n): [number, number] => [n / 500, 0.123456789]);
    const marks = Array.from({ length: 12 }, (_, n) => ({
      id: `m${n}`,
      kind: 'pen' as const,
      color: 'red' as const,
      points,
      words: null,
    }));
    a.say({ kind: 'marks', still_id: null, marks });
    const shown = heard.flatMap((word) =>
      word.kind === 'marks' ? word.marks : word.kind === 'stroke' ? [word.mark] : [],
    );
    expect(shown.map(({ id }) => id)).toEqual(marks.map(({ id }) => id));
    for (const word of heard) expect(JSON.stringify(word).length).toBeLessThan(60_000);
    a.close();
  });

  test('what comes over the channel passes no server, so it is held to the same shape here', () => {
    const id = '01890000-0000-7000-8000-000000000001';
    const good: ToolWord[] = [
      { kind: 'freeze', still_id: id, url: '/v1/files/abc' },
      { kind: 'freeze', still_id: null, url: null },
      { kind: 'stroke', still_id: null, mark: { id: 'm', kind: 'pen', color: 'red', points: [[0, 1]], words: null } },
      { kind: 'show', what: { kind: 'guide', title: 'How', url: 'https://help.example/a' } },
      { kind: 'still_taken', ask: 'a', still_id: id },
      { kind: 'still_failed', ask: 'a', because: 'not_sent' },
      { kind: 'pointer', at: null },
      { kind: 'hint', hint: null },
    ];
    for (const word of good) expect([isToolWord(word), toolWord.safeParse(word).success]).toEqual([true, true]);
    const bad: unknown[] = [
      null,
      'torch',
      { kind: 'constructor' },
      { kind: 'torch', on: 'yes' },
      { kind: 'pointer', at: [0, 2] },
      { kind: 'show', what: { kind: 'guide', title: 'x', url: 'javascript:alert(1)' } },
      { kind: 'freeze', still_id: null, url: '//evil.example/x' },
      { kind: 'stroke', still_id: null, mark: { id: 'm', kind: 'pen', color: 'blue', points: [[0, 1]], words: null } },
    ];
    for (const word of bad) expect(isToolWord(word)).toBe(false);
    fc.assert(fc.property(fc.anything(), (said) => isToolWord(said) === false || toolWord.safeParse(said).success));
  });
});
