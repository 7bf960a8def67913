import { describe, expect, test } from 'vitest';
import type { Heard } from '../talk.ts';
import { shippedFlows } from './default-flows/index.ts';
import { heard, no, type Shop, TestTalk, tap, understood, yes } from './testing/talk.ts';

type Line = Heard | 'card:yes' | 'card:no';
const wantsReturn = heard('i want to send this back', 'want_return', { slots: { wanted: 'return' } });
const wontPair = heard('cant get it on my wifi', 'wont_pair');
const missing = heard('one part is missing', 'missing_part');
const twoItems: Shop['orders'] = [
  {
    order_id: 'o1',
    number: '#1',
    lines: [
      { id: 'l1', title: 'Halo lamp' },
      { id: 'l2', title: 'Desk fan' },
      { id: 'l3', title: 'Night bulb' },
    ],
  },
];
const item = (id: string, title: string) => [{ order_line_id: id, title, sku: '', quantity: 1 }];

describe('what is asked, in the order it is needed and not more', () => {
  test.each<[string, Partial<Shop>, Line[], string]>([
    ['why, where it was not said', {}, [wantsReturn], 'problem'],
    ['not why, where it was said', {}, [heard('changed my mind, taking it back', 'changed_mind')], 'offer'],
    ['which item, of several', { orders: twoItems }, [wantsReturn], 'item'],
    [
      'not which item, where it was said',
      { orders: twoItems },
      [heard('return the fan', 'want_return', { slots: { item: item('l2', 'Desk fan') } })],
      'problem',
    ],
    ['which part is missing', {}, [missing], 'part'],
    ['not which part, where its name was said', {}, [heard('the screw set is missing', 'missing_part')], 'confirm 5'],
    ['the order, of a guest', { orders: [] }, [wantsReturn], 'order'],
    [
      'a photo, where policy wants one',
      { evidence: true, parts: [] },
      [heard('arrived broken', 'item_damaged')],
      'photos',
    ],
    [
      'no photo, where one came with the words',
      { evidence: true, parts: [] },
      [heard('arrived broken', 'item_damaged', { file_ids: ['f'] })],
      'offer',
    ],
    [
      'what it should be instead, of a change',
      { order: { shipped: false, cancelled: false } },
      [heard('change my order', 'change_order'), tap('address')],
      'change',
    ],
    ['what for, of an exchange', {}, [heard('swap it please', 'want_exchange'), tap('changed_my_mind')], 'variant'],
    [
      'whether the parcel is there',
      { tracking: 'delivered' },
      [heard('never got it', 'delivered_not_received')],
      'choice 3b',
    ],
    ['what the question is', {}, [tap('before_buying')], 'question'],
  ])('%s', async (_, shop, lines, asked) => {
    const talk = new TestTalk({ shop });
    await talk.through(...lines);
    expect(talk.asked).toBe(asked);
  });
});

describe('where talks end', () => {
  test.each<[string, Partial<Shop>, Line[], { ends?: string; over?: string; acts?: string[] }]>([
    ['a guide that works', {}, [wontPair, heard('it works now', 'it_worked')], { ends: 'settled', acts: ['settle'] }],
    [
      'a part that is missing',
      {},
      [missing, heard('the remote', null), yes()],
      { ends: 'settled', acts: ['give_remedy spare_part'] },
    ],
    [
      'the same by taps alone',
      {},
      [missing, tap('p2'), 'card:yes'],
      { ends: 'settled', acts: ['give_remedy spare_part'] },
    ],
    [
      'a part said no to, then another way',
      {},
      [missing, tap('p1'), 'card:no', tap('refund'), 'card:yes'],
      { ends: 'settled', acts: ['give_remedy spare_part', 'give_remedy refund'] },
    ],
    [
      'a return of a changed mind',
      {},
      [wantsReturn, tap('changed_my_mind'), tap('refund'), yes()],
      { ends: 'settled', acts: ['give_remedy refund'] },
    ],
    [
      'a way asked for by name',
      {},
      [heard('send me a new one, it is broken', 'item_damaged', { slots: { wanted: 'replacement' } }), yes()],
      { ends: 'settled', acts: ['give_remedy replacement'] },
    ],
    [
      'an exchange',
      {},
      [heard('swap it for the white one', 'want_exchange'), tap('changed_my_mind'), yes()],
      { ends: 'settled', acts: ['give_remedy exchange'] },
    ],
    [
      'an order called off',
      { order: { shipped: false, cancelled: false } },
      [heard('cancel it', 'cancel_order'), yes()],
      { ends: 'settled', acts: ['cancel_order'] },
    ],
    [
      'a return of what has not left is a cancellation',
      { order: { shipped: false, cancelled: false } },
      [wantsReturn, tap('cancel'), yes()],
      { ends: 'settled', acts: ['cancel_order'] },
    ],
    ['too late to call off', {}, [heard('cancel it', 'cancel_order'), tap('no_keep')], { ends: 'answered', acts: [] }],
    ['a receipt', {}, [heard('receipt pls', 'invoice_request'), yes()], { ends: 'settled', acts: ['send_receipt'] }],
    [
      'an invoice to a company',
      {},
      [heard('invoice for ACME Inc.', 'invoice_request', { slots: { company: 'ACME Inc.' } })],
      { over: 'cannot_do', acts: [] },
    ],
    ['where it is', {}, [heard('where is it', 'where_is_order')], { ends: 'answered' }],
    [
      'a parcel without a scan for long',
      { tracking: 'lost' },
      [heard('where is it', 'where_is_order')],
      { over: 'rule' },
    ],
    [
      'delivered, and not there',
      { tracking: 'delivered' },
      [heard('where is it', 'where_is_order'), no('no its not here')],
      { over: 'rule' },
    ],
    ['where the money is', { refunds: 'sent' }, [heard('refund?', 'refund_status')], { ends: 'answered' }],
    ['a refund that failed', { refunds: 'failed' }, [heard('refund?', 'refund_status')], { over: 'cannot_do' }],
    [
      'under warranty, only asked',
      {},
      [heard('warranty?', 'warranty_question'), tap('no_just_asking')],
      { ends: 'answered' },
    ],
    [
      'a question before buying',
      {},
      [heard('does it dim?', 'product_question'), yes('yes thanks')],
      { ends: 'answered' },
    ],
    [
      'a question no article answers',
      { article: null },
      [heard('does it dim?', 'product_question')],
      { over: 'cannot_do' },
    ],
    ['a complaint', {}, [heard('your service is a joke, nobody ever calls back', 'complaint')], { over: 'upset' }],
    ['a person, please', {}, [heard('human', 'talk_to_person')], { over: 'asked' }],
    ['a person, by a button', {}, [wantsReturn, tap('changed_my_mind'), tap('person')], { over: 'asked' }],
    ['a rule asks a person', { waits: true }, [wantsReturn, tap('changed_my_mind')], { over: 'policy_asks', acts: [] }],
    [
      'an order above the limit',
      { order: { shipped: true, above: true } },
      [wantsReturn, tap('changed_my_mind')],
      { over: 'policy_asks', acts: [] },
    ],
    [
      'nothing policy offers',
      { remedies: [] },
      [wantsReturn, tap('changed_my_mind')],
      { over: 'policy_says_no', acts: [] },
    ],
    [
      'a cap that is reached',
      { cannot: { give_remedy: 'over_cap' } },
      [wantsReturn, tap('changed_my_mind'), tap('refund')],
      { over: 'over_cap' },
    ],
    [
      'no photo to be had',
      { evidence: true, parts: [] },
      [heard('arrived broken', 'item_damaged'), no('cant')],
      { over: 'policy_asks', acts: [] },
    ],
    [
      'an order nobody finds',
      { orders: [] },
      [
        wantsReturn,
        ...['#1', '#2', '#3', '#4'].map((number) =>
          heard(number, null, { tokens: { order_numbers: [number], postal_codes: ['10001'] } }),
        ),
      ],
      { over: 'not_proved', acts: [] },
    ],
  ])('%s', async (_, shop, lines, { ends, over, acts }) => {
    const talk = new TestTalk({ shop });
    const turn = await talk.through(...lines);
    expect(turn.hand_over?.reason).toBe(over);
    if (ends) expect(turn.ended.map(({ ending }) => ending)).toEqual([ends]);
    if (acts) {
      const offered = talk.world.offered.map(({ act, slots }) =>
        act === 'give_remedy' ? `${act} ${slots.offer}` : act,
      );
      expect(offered).toEqual(acts);
    }
    expect(talk.said).not.toMatch(/\{\{|undefined|null/);
  });
});

describe('danger and a person, before everything', () => {
  test.each<[string, Heard, string]>([
    [
      'smoke',
      heard('my lamp is smoking', 'safety_report', { alarm: { kind: 'safety', words: ['smoking'] } }),
      'safety',
    ],
    [
      'smoke in passing',
      heard('it wont pair, there was smoke', 'wont_pair', { alarm: { kind: 'safety', words: ['smoke'] } }),
      'safety',
    ],
    [
      'a lawyer',
      heard('my lawyer will call', 'legal_threat', { alarm: { kind: 'legal', words: ['lawyer'] } }),
      'legal',
    ],
    ['a word of the brand’s own', heard('recall?', null, { alarm: { kind: 'own', words: ['recall'] } }), 'rule'],
    ['danger without a word of the list', heard('it burned my kid', null, { severity: 'danger' }), 'safety'],
  ])('%s goes to a person at once, at any point of a talk', async (_, said, reason) => {
    for (const before of [[], [wantsReturn], [wantsReturn, tap('changed_my_mind'), tap('refund')]]) {
      const talk = new TestTalk();
      const turn = await talk.through(...before, said);
      expect(turn.hand_over?.reason).toBe(reason);
      expect(talk.state.pending).toBeNull();
      expect(talk.state.matters.every(({ ending }) => ending !== 'open')).toBe(true);
      expect(talk.said).not.toBe('');
    }
  });

  test('the problem at hand is what the person gets', async () => {
    const turn = await new TestTalk().through(wantsReturn, wontPair, heard('human please', 'talk_to_person'));
    expect(turn.hand_over).toMatchObject({
      reason: 'asked',
      matter: { flow: 'return', slots: { problem: 'cannot-use' } },
    });
    expect(turn.hand_over?.matter?.text).toContain('wifi');
  });

  test('when nobody is there it is said when somebody is', async () => {
    const talk = new TestTalk({ shop: { here: false } });
    await talk.through(heard('human', 'talk_to_person'));
    expect(talk.said).toContain('tomorrow at 9:00 AM');
    const other = new TestTalk({ shop: { here: false, waits: true } });
    await other.through(wantsReturn, tap('changed_my_mind'));
    expect(other.said).toContain('tomorrow at 9:00 AM');
  });
});

describe('buyers change their minds', () => {
  test('the picture’s talk: why, the guide, no thanks, the ways, the fee disputed, a person', async () => {
    const talk = new TestTalk();
    await talk.through(wantsReturn);
    expect(talk.said).toBe('I can help with that. What went wrong with it?');
    await talk.through(heard('cant get it on my wifi. tried like 5 times', 'wont_pair'));
    expect(talk.last?.says.at(-1)?.card?.kind).toBe('guide');
    await talk.through(heard('no. just want it gone', 'want_return', { yes: false }));
    expect(talk.asked).toBe('offer');
    const turn = await talk.through(
      heard('5.95?? it never worked. that’s on you', 'complaint', {
        tokens: { amounts: [{ minor: 595, currency: 'USD', words: '5.95' }] },
      }),
    );
    expect(turn.hand_over?.reason).toBe('disputes');
    expect(turn.hand_over?.matter?.tried).toMatchObject([{ kind: 'guide', outcome: 'failed' }]);
  });

  test('all the money and the goods: shown what policy allows, then a person', async () => {
    const talk = new TestTalk();
    const greedy = heard('I want 100% back and keep it', 'want_keep_discount', { slots: { wanted: 'keep_it' } });
    await talk.through(greedy, heard('it is scratched', 'item_damaged'));
    expect(talk.world.offered.at(-1)?.slots.offer).toBe('keep_it');
    const turn = await talk.through(heard('no, all of my money and I keep it', 'want_keep_discount', { yes: false }));
    expect(turn.hand_over?.reason).toBe('disputes');
    expect(talk.world.answers).toEqual([{ id: 'c1', yes: false }]);
  });

  test('“yes, but all of it” is no yes', async () => {
    const talk = new TestTalk();
    await talk.through(wantsReturn, tap('changed_my_mind'), tap('keep_it'));
    await talk.through(heard('yes but make it 50%', null, { yes: true, corrects: true }));
    expect(talk.world.answers.filter((one) => one.yes)).toEqual([]);
  });

  test('another item than was said: what was chosen for the first is forgotten', async () => {
    const talk = new TestTalk({ shop: { orders: twoItems } });
    await talk.through(wantsReturn, heard('the lamp', null), tap('changed_my_mind'), tap('refund'));
    await talk.through(
      heard('no wait, the fan', null, { corrects: true, yes: false, slots: { item: item('l2', 'Desk fan') } }),
    );
    expect(talk.asked).toBe('offer');
    expect(talk.state.matters[0]?.slots.item).toMatchObject([{ order_line_id: 'l2' }]);
  });

  test('what an open card rests on changed: another card is made, and a yes is for that one', async () => {
    const talk = new TestTalk();
    await talk.through(wantsReturn, tap('changed_my_mind'), tap('refund'));
    await talk.through(heard('actually two of them', null, { corrects: true, slots: { quantity: 2 } }));
    expect(talk.world.offered.map(({ slots }) => slots.quantity)).toEqual([undefined, 2]);
    await talk.through(yes());
    expect(talk.world.answers).toEqual([{ id: 'c2', yes: true }]);
  });

  test('an answer given by an older button is a change of mind', async () => {
    const talk = new TestTalk();
    await talk.through(wantsReturn, tap('changed_my_mind'));
    await talk.through(tap('cannot_use'));
    expect(talk.asked).toBe('choice 4b');
  });

  test('a way said no to may be chosen again; the second no goes to a person', async () => {
    const talk = new TestTalk();
    await talk.through(wantsReturn, tap('changed_my_mind'), tap('refund'), no());
    expect(talk.asked).toBe('offer');
    await talk.through(tap('refund'));
    expect(talk.asked).toBe('confirm 6c');
    expect((await talk.through(no())).hand_over?.reason).toBe('disputes');
  });

  test('never mind leaves everything as it is, and declines what was offered', async () => {
    const talk = new TestTalk();
    await talk.through(wantsReturn, tap('changed_my_mind'), tap('refund'), heard('never mind', 'never_mind'));
    expect(talk.state.matters[0]?.ending).toBe('left');
    expect(talk.world.answers).toEqual([{ id: 'c1', yes: false }]);
    expect(talk.asked).toBe('nothing');
  });

  test('what worked and then did not goes on where it was', async () => {
    const talk = new TestTalk();
    await talk.through(wontPair, tap('worked'), heard('it stopped again', 'it_did_not_work'));
    expect(talk.asked).toBe('offer');
  });

  test('a no that names another way is offered that way', async () => {
    const talk = new TestTalk();
    await talk.through(wantsReturn, tap('changed_my_mind'), tap('replacement'));
    await talk.through(heard('no wait, refund', 'refund_status', { yes: false }));
    expect(talk.world.offered.map(({ slots }) => slots.offer)).toEqual(['replacement', 'refund']);
    expect(talk.world.answers).toEqual([{ id: 'c1', yes: false }]);
  });

  test('an order that was to be called off is to be changed instead', async () => {
    const talk = new TestTalk({ shop: { order: { shipped: false, cancelled: false } } });
    await talk.through(heard('cancel it', 'cancel_order'));
    await talk.through(
      heard('hmm no, change the address', 'change_address', { slots: { change: 'change the address' } }),
    );
    expect(talk.asked).toBe('change');
    const turn = await talk.through(heard('12 Oak St, Austin TX 78704', null));
    expect(turn.hand_over?.matter?.slots.change).toBe('12 Oak St, Austin TX 78704');
  });

  test('a guess the understanding is not sure of changes nothing', async () => {
    const talk = new TestTalk();
    await talk.through(wantsReturn, tap('changed_my_mind'));
    await talk.through(heard('hm', 'item_defective', { confidence: 0.14, slots: { problem: 'damaged-or-defective' } }));
    expect(talk.state.matters[0]?.slots.problem).toBe('changed-my-mind');
  });

  test('a correction of the problem leads to the flow made for it', async () => {
    const talk = new TestTalk();
    await talk.through(wontPair, heard('sorry, I mean a part is missing', 'missing_part', { corrects: true }));
    expect(talk.asked).toBe('part');
    expect(talk.state.matters).toHaveLength(1);
  });
});

describe('several things at once', () => {
  test('several items are one return', async () => {
    const talk = new TestTalk({ shop: { orders: twoItems } });
    await talk.through(wantsReturn, heard('the lamp and the fan', null), tap('changed_my_mind'), tap('refund'), yes());
    expect(talk.world.offered.at(-1)?.slots.item?.map(({ order_line_id }) => order_line_id)).toEqual(['l1', 'l2']);
  });

  test('one more item is added; another one replaces it', async () => {
    const talk = new TestTalk({ shop: { orders: twoItems } });
    const fan = { slots: { item: item('l2', 'Desk fan') } };
    await talk.through(heard('the lamp is broken', 'item_damaged', { slots: { item: item('l1', 'Halo lamp') } }));
    await talk.through(heard('and the fan too', 'size_wrong', fan));
    expect(talk.state.matters.map(({ slots }) => slots.item?.length)).toEqual([2]);
    await talk.through(heard('no, only the fan', null, { ...fan, corrects: true, yes: false }));
    expect(talk.state.matters[0]?.slots.item).toEqual(item('l2', 'Desk fan'));
  });

  test('all of them', async () => {
    const talk = new TestTalk({ shop: { orders: twoItems } });
    await talk.through(wantsReturn, heard('all of them', null));
    expect(talk.state.matters[0]?.slots.item).toHaveLength(3);
  });

  test('a second problem waits, and is begun when the first has ended', async () => {
    const talk = new TestTalk();
    const also = [{ text: 'and where is my refund', understood: understood({ intent: 'refund_status' }), slots: {} }];
    await talk.through(heard('it wont pair and where is my refund', 'wont_pair', { also }));
    expect(talk.asked).toBe('choice 5');
    await talk.through(tap('worked'));
    expect(talk.said).toContain('Now the other thing:');
    expect(talk.asked).toBe('choice 3d');
  });

  test('a question in between is answered, and then it goes on', async () => {
    const talk = new TestTalk();
    await talk.through(wantsReturn, heard('wait where is my order', 'where_is_order'));
    expect(talk.said).toContain('left Reno');
    expect(talk.said).toContain('Back to where we were:');
    expect(talk.asked).toBe('problem');
  });

  test('one more problem with the same thing is one more, unless it puts the first right', async () => {
    const talk = new TestTalk();
    await talk.through(heard('it is broken', 'item_damaged'), heard('the remote is missing too', 'missing_part'));
    expect(talk.state.matters.map(({ flow }) => flow)).toEqual(['damaged', 'missing_part']);
  });

  test('photos that come first go with the problem', async () => {
    const talk = new TestTalk({ shop: { evidence: true, parts: [] } });
    await talk.through(heard('', null, { file_ids: ['f1'] }));
    expect(talk.asked).toBe('intent');
    await talk.through(tap('damaged'), tap('damaged_or_defective'));
    expect(talk.asked).toBe('offer');
    expect(talk.state.matters[0]?.slots.photos).toEqual(['f1']);
  });
});

describe('languages', () => {
  test('the answer is in the language of the last message', async () => {
    const talk = new TestTalk();
    await talk.through(wantsReturn);
    await talk.through(heard('连不上网', 'wont_pair', { language: 'zh' }));
    expect(talk.said).toContain('现在能用了吗');
    await talk.through(heard('no funciona', 'it_did_not_work', { language: 'es' }));
    expect(talk.said).toContain('¿Qué prefieres?');
  });

  test('a word or two alone, or one word of another language, change none', async () => {
    const talk = new TestTalk();
    await talk.through(wontPair, heard('no', 'no', { yes: false, language: 'es' }));
    expect(talk.state.language).toBe('en');
    const chinese = new TestTalk({ language: 'zh' });
    await chinese.through(
      heard('我要退货', 'want_return', { language: 'zh' }),
      heard('不想要了 ok', 'changed_mind', { language: 'en' }),
    );
    expect(chinese.state.language).toBe('zh');
  });

  test('a language the brand does not speak is answered in the one before', async () => {
    const talk = new TestTalk({ settings: { languages: ['en'] } });
    await talk.through(heard('我要退货', 'want_return', { language: 'zh' }));
    expect(talk.said).toContain('What went wrong');
  });
});

describe('not understood', () => {
  test('it asks what was meant with at most three to tap, and then a person', async () => {
    const talk = new TestTalk();
    const vague = heard('the thing with the thing', null, {
      ranking: [
        { intent: 'want_return', confidence: 0.3 },
        { intent: 'where_is_order', confidence: 0.2 },
        { intent: 'cancel_order', confidence: 0.1 },
      ],
    });
    await talk.through(vague);
    expect(talk.last?.says.at(-1)?.choices.map(({ value }) => value)).toEqual([
      'return',
      'where_is_it',
      'anything_else',
    ]);
    expect((await talk.through(heard('you know', null))).hand_over?.reason).toBe('not_understood');
  });

  test('an intent it is not sure enough of is asked for', async () => {
    const talk = new TestTalk();
    await talk.through(heard('back', 'want_return', { confidence: 0.3 }));
    expect(talk.asked).toBe('intent');
    await talk.through(heard('return something', null));
    expect(talk.asked).toBe('problem');
  });

  test('a question is put in other words once; the second time a person answers, as often as the brand set', async () => {
    const talk = new TestTalk();
    await talk.through(wantsReturn, heard('purple', null));
    expect(talk.said).toBe('Which of these comes closest?');
    expect((await talk.through(heard('monkey', null))).hand_over?.reason).toBe('failed_twice');
    const patient = new TestTalk({
      settings: { hand_over: { after_failures: 4, words: [], above: null, team_id: null } },
    });
    const turn = await patient.through(wantsReturn, heard('purple', null), heard('monkey', null), heard('dish', null));
    expect(turn.hand_over).toBeNull();
  });

  test('an answer in between makes it patient again', async () => {
    const talk = new TestTalk();
    const lines = [wantsReturn, heard('purple', null), tap('changed_my_mind'), heard('monkey', null)];
    expect((await talk.through(...lines)).hand_over).toBeNull();
  });

  test('who is upset is not asked twice', async () => {
    const turn = await new TestTalk().through(
      wantsReturn,
      heard('you are thieves', null, { severity: 'serious', sentiment: -0.9 }),
    );
    expect(turn.hand_over?.reason).toBe('upset');
  });
});

describe('who is asking', () => {
  const proves = { '#20455': '78704' };
  test('number and ZIP are asked for one after the other, and a wrong one again', async () => {
    const talk = new TestTalk({ shop: { proves } });
    await talk.through(heard('where is my order', 'where_is_order'));
    expect(talk.asked).toBe('order');
    await talk.through(heard('#20455', null, { tokens: { order_numbers: ['#20455'] } }));
    expect(talk.said).toContain('ZIP');
    await talk.through(heard('78701', null, { tokens: { postal_codes: ['78701'] } }));
    expect(talk.said).toContain('check both');
    await talk.through(heard('78704 sorry', null, { tokens: { postal_codes: ['78704'] } }));
    expect(talk.said).toContain('left Reno');
  });

  test('a code that was mailed is asked for, wrong ones twice, and then a person', async () => {
    const talk = new TestTalk({ shop: { code: '123456' } });
    const code = (digits: string) => heard(digits, null, { tokens: { code: digits } });
    await talk.through(missing, tap('p1'));
    expect(talk.asked).toBe('code 5');
    await talk.through(code('111111'));
    expect(talk.said).toContain('does not match');
    await talk.through(code('123456'));
    expect(talk.asked).toBe('confirm 5');
    const other = new TestTalk({ shop: { code: '123456' } });
    const turn = await other.through(missing, tap('p1'), code('1'), code('2'), code('3'));
    expect(turn.hand_over?.reason).toBe('not_proved');
  });

  test('another order’s number is another order', async () => {
    const orders: Shop['orders'] = [
      { order_id: 'o1', number: '#1', lines: [{ id: 'l1', title: 'Lamp' }] },
      { order_id: 'o2', number: '#2', lines: [{ id: 'l2', title: 'Fan' }] },
    ];
    const talk = new TestTalk({ shop: { orders } });
    await talk.through(wantsReturn, tap('o1'), heard('sorry, #2', null, { tokens: { order_numbers: ['#2'] } }));
    expect(talk.state.matters[0]?.slots).toMatchObject({ order: { order_id: 'o2' }, item: [{ order_line_id: 'l2' }] });
  });
});

describe('small talk', () => {
  test.each<[string, Line[], string]>([
    ['a greeting is greeted', [heard('hi', 'greeting')], 'Hi!'],
    ['thanks after the end', [heard('where is it', 'where_is_order'), heard('thanks', 'thanks')], 'You’re welcome!'],
    ['thanks in the middle: the question stands', [wantsReturn, heard('thanks', 'thanks')], 'Which of these'],
    ['no, nothing else', [heard('where is it', 'where_is_order'), no('nope')], 'Take care!'],
    [
      'that is all',
      [heard('where is it', 'where_is_order'), heard('没有了谢谢', 'thanks', { confidence: 0.3, yes: null })],
      'Take care!',
    ],
    ['ok, after the end', [heard('where is it', 'where_is_order'), yes('ok')], 'You’re welcome!'],
    ['goodbye', [heard('bye', 'goodbye')], 'Take care!'],
    ['an offer to sell links', [heard('buy backlinks', 'spam_or_offer')], 'orders and products'],
  ])('%s', async (_, lines, said) => {
    const talk = new TestTalk();
    expect((await talk.through(...lines)).hand_over).toBeNull();
    expect(talk.said).toContain(said);
  });

  test('the brand’s greeting is said once, before the first answer', async () => {
    const greeting = { en: 'Lumi here, I answer automatically.', zh: '我是自动客服。', es: 'Soy Lumi.' };
    const talk = new TestTalk({ settings: { greeting } });
    await talk.through(wantsReturn);
    expect(talk.last?.says[0]?.text).toBe(greeting.en);
    await talk.through(tap('changed_my_mind'));
    expect(talk.said).not.toContain(greeting.en);
  });
});

test('a flow that leads round and round is a fault, and goes to a person', async () => {
  const flows = new Map(shippedFlows);
  const broken = flows.get('where_is_it')!;
  flows.set('where_is_it', { ...broken, steps: [{ ...broken.steps[0]!, next: [{ when: [], to: '1', label: null }] }] });
  const talk = new TestTalk({ flows });
  expect((await talk.through(heard('where is it', 'where_is_order'))).hand_over?.reason).toBe('fault');
});
