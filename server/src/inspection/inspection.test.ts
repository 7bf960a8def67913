import { type Inspection, inspections, orders, returns, warehouse } from '@recoup/contract';
import { describe, expect, it } from 'vitest';
import { atOnce, HALO, R7, withSerials } from '../warehouse/testing/dock.ts';
import { defaultRates, defaultRules } from './rates.ts';
import { openBench } from './testing/bench.ts';

const bench = await openBench();
const { door, owner, manager, tasha, andre, mina, site, losAngeles, brand } = bench;
const start = (id: string, who = tasha) => who.call(inspections.start, { params: { id } });
const lines = async (id: string) =>
  (await owner.call(returns.get, { params: { id } })).lines.map(({ accepted, rejected }) => [accepted, rejected]);
const events = async (unitId: string, type: string) =>
  (await bench.unit(unitId)).timeline.filter((event) => event.type === type).map(({ data }) => data);
const answer = (run: Pick<Inspection, 'id'>, step: string, key: string | null, more = {}, who = tasha) =>
  who.call(inspections.answer, { params: { id: run.id }, body: { step, answer: key, ...more } });

describe('inspecting a unit', () => {
  it('is by the checklist of its category, one step after the other, and ends in a grade', async () => {
    const { made, unit } = await bench.taken();
    expect(unit.moves).toContain('inspect');
    const run = await start(unit.id);
    expect(run).toMatchObject({
      state: 'running',
      sop: { name: 'Lamp 灯具', version: 1 },
      next: 'product',
      answers: [],
      unit: { lpn: unit.lpn, reason: 'changed-my-mind' },
      by: { name: 'technician of tests' },
    });
    const once = await answer(run, 'product', 'yes', { seconds: 12 });
    expect(once).toMatchObject({ next: 'seal', answers: [{ step: 'product', answer: 'yes', seconds: 12 }] });
    expect(await tasha.call(inspections.get, { params: { id: run.id } })).toEqual(once);
    await bench.answers(once, { looks: { answer: 'light' } });
    const done = await tasha.call(inspections.finish, { params: { id: run.id } });
    expect(done).toMatchObject({
      state: 'done',
      next: null,
      functional: 'A',
      cosmetic: 'B',
      grade: 'B',
      acceptance: 'accepted',
      failed: [],
      unsafe: false,
      unit: { stage: 'inspected', grade: 'B', acceptance: 'accepted', moves: ['decide', 'move'] },
    });
    expect(done.unit).toEqual((await bench.unit(unit.id, tasha)).unit);
    expect(await lines(made.id)).toEqual([[1, 0]]);
    expect(await events(unit.id, 'unit.inspected')).toMatchObject([
      { functional: 'A', cosmetic: 'B', grade: 'B', acceptance: 'accepted', cost: { currency: 'USD' } },
    ]);
  });

  it('a serial unit of electronics is checked for what it was sold as, and a swollen battery makes it unsafe', async () => {
    const made = await bench.promised([R7], withSerials('R7-SAFE-1'));
    const { unit } = await bench.taken(made);
    const done = await bench.inspected(unit, { serial: { note: 'r7-safe-1' }, danger: { answer: 'swollen' } });
    expect(done).toMatchObject({
      sop: { name: 'Robot vacuum 扫地机器人' },
      functional: 'D',
      unsafe: true,
      failed: ['danger'],
      acceptance: 'accepted',
    });
    expect(done.asked).not.toContain('power');
    expect(done.answers.find(({ step }) => step === 'danger')!.photos).toHaveLength(1);
    const reckoned = await bench.ways(unit);
    expect(reckoned.suggested).toBe('recycle');
    expect(reckoned.failed).toMatchObject([{ title: { en: 'Liquid, burns, drops' }, answer: { zh: '电池鼓包' } }]);
    expect((await owner.call(returns.get, { params: { id: made.id } })).evidence.map(({ from }) => from)).toContain(
      'inspection',
    );
  });

  it('another serial number than was counted asks a person, and so does the buyer’s doing', async () => {
    const swapped = await bench.taken(await bench.promised([R7], withSerials('R7-MINE-1')));
    expect(await bench.inspected(swapped.unit, { serial: { note: 'R7-OTHER' } })).toMatchObject({ acceptance: 'ask' });
    const dropped = await bench.taken();
    expect(await bench.inspected(dropped.unit, { danger: { answer: 'dropped' } })).toMatchObject({ acceptance: 'ask' });
    expect(await lines(dropped.made.id)).toEqual([[0, 0]]);
  });

  it('goes on where its inspector left it; an answer given again replaces the first and keeps the photos', async () => {
    const { unit } = await bench.taken();
    const run = await start(unit.id);
    await answer(run, 'product', 'other_model', { file_ids: [await bench.photo(tasha)] });
    const again = await answer(run, 'product', 'yes', { note: 'It is the new box' });
    expect(again.answers).toMatchObject([{ answer: 'yes', note: 'It is the new box', photos: [{}] }]);
    const resumed = await start(unit.id);
    expect(resumed).toEqual(again);
  });

  it('is not finished with steps open or photos missing, and says which', async () => {
    const { unit } = await bench.taken();
    const run = await start(unit.id);
    await answer(run, 'product', 'yes');
    const finishing = { params: { id: run.id } };
    expect(await tasha.refused(inspections.finish, finishing)).toMatchObject({
      code: 'inspection.steps_open',
      details: { steps: ['seal', 'box'] },
    });
    await bench.answers(await start(unit.id), { looks: { answer: 'broken', file_ids: [] } });
    expect(await tasha.refused(inspections.finish, finishing)).toMatchObject({
      code: 'inspection.photos_missing',
      details: { steps: [{ step: 'looks', needed: 1, has: 0 }] },
    });
    await answer(run, 'looks', 'broken', { file_ids: [await bench.photo(tasha)] });
    expect(await tasha.call(inspections.finish, finishing)).toMatchObject({ cosmetic: 'D', failed: ['looks'] });
  });

  it('knows only its own steps, answers and files', async () => {
    const { unit } = await bench.taken();
    const run = await start(unit.id);
    const refused = (step: string, key: string | null, more = {}) =>
      tasha.refused(inspections.answer, { params: { id: run.id }, body: { step, answer: key, ...more } });
    expect((await refused('wheel', 'left')).code).toBe('inspection.step_unknown');
    expect((await refused('product', 'maybe')).code).toBe('inspection.answer_unknown');
    expect((await refused('product', null)).code).toBe('inspection.answer_unknown');
    expect((await refused('product', 'yes', { file_ids: [crypto.randomUUID()] })).code).toBe('file.not_found');
    expect((await start(unit.id)).answers).toEqual([]);
  });

  it('waits until the box is empty, and is done once', async () => {
    const parcel = await bench.arrive({ return_id: (await bench.promised()).id });
    const { unit } = await bench.count(parcel, { return_line_id: parcel.lines[0]!.return_line_id });
    expect(await tasha.refused(inspections.start, { params: { id: unit.id } })).toMatchObject({
      code: 'unit.wrong_stage',
      details: { because: 'box_is_closed' },
    });
    await bench.close(parcel);
    const done = await bench.inspected(unit);
    expect(await tasha.refused(inspections.start, { params: { id: unit.id } })).toMatchObject({
      code: 'unit.wrong_stage',
    });
    expect(
      await tasha.refused(inspections.answer, { params: { id: done.id }, body: { step: 'product', answer: 'yes' } }),
    ).toMatchObject({ code: 'inspection.done' });
  });

  it('in one call is the same: begun, answered and finished, or nothing', async () => {
    const { made, unit } = await bench.taken();
    const at = { params: { id: unit.id } };
    const half = [{ step: 'product', answer: 'yes', seconds: 20 }];
    expect(await tasha.refused(inspections.inspect, { ...at, body: { answers: half } })).toMatchObject({
      code: 'inspection.steps_open',
    });
    expect((await bench.unit(unit.id)).unit.stage).toBe('arrived');
    const answers = [
      ...half,
      { step: 'seal', answer: 'sealed', seconds: 10 },
      { step: 'box', answer: 'fine', seconds: 30 },
    ];
    const done = await tasha.call(inspections.inspect, { ...at, body: { answers }, key: `whole-${unit.id}` });
    expect(done).toMatchObject({ state: 'done', grade: 'A', acceptance: 'accepted', seconds: 60 });
    // A minute at 24 dollars an hour.
    expect(await events(unit.id, 'unit.inspected')).toMatchObject([
      { seconds: 60, cost: { amount: 40, currency: 'USD' } },
    ]);
    expect(await tasha.call(inspections.inspect, { ...at, body: { answers }, key: `whole-${unit.id}` })).toEqual(done);
    expect(await lines(made.id)).toEqual([[1, 0]]);
  });
});

describe('two people at one unit', () => {
  it('of eight who begin at once all of one person get the same run', async () => {
    const { unit } = await bench.taken();
    const runs = await Promise.all(Array.from({ length: 8 }, () => start(unit.id)));
    expect(new Set(runs.map(({ id }) => id)).size).toBe(1);
  });

  it('one inspects and the other is told the name; after ten quiet minutes the other may go on', async () => {
    const { unit } = await bench.taken();
    const begun = await atOnce([() => start(unit.id, tasha), () => start(unit.id, andre)]);
    expect(begun).toEqual({ done: 1, codes: ['inspection.held_by_other'] });
    const held = await tasha.call(inspections.start, { params: { id: unit.id } }).then(
      () => ({ first: tasha, second: andre }),
      () => ({ first: andre, second: tasha }),
    );
    const run = await start(unit.id, held.first);
    await answer(run, 'product', 'yes', {}, held.first);
    expect(await held.second.refused(inspections.start, { params: { id: unit.id } })).toMatchObject({
      code: 'inspection.held_by_other',
      details: { by: expect.stringContaining('of tests') },
    });
    expect(
      await held.second.refused(inspections.answer, {
        params: { id: run.id },
        body: { step: 'seal', answer: 'opened' },
      }),
    ).toMatchObject({ code: 'inspection.held_by_other' });
    bench.later(10);
    const taken = await start(unit.id, held.second);
    expect(taken).toMatchObject({ id: run.id, answers: [{ step: 'product', answer: 'yes' }], next: 'seal' });
    expect(await held.first.refused(inspections.finish, { params: { id: run.id } })).toMatchObject({
      code: 'inspection.held_by_other',
    });
  });

  it('eight clicks on finish accept the goods once', async () => {
    const { made, unit } = await bench.taken();
    const run = await bench.answers(await start(unit.id));
    const finish = () => tasha.call(inspections.finish, { params: { id: run.id } });
    expect(await atOnce(Array(8).fill(finish))).toEqual({ done: 1, codes: ['inspection.done'] });
    expect(await lines(made.id)).toEqual([[1, 0]]);
    expect(await events(unit.id, 'unit.inspected')).toHaveLength(1);
  });

  it('two units of one return inspected at once are both counted', async () => {
    const made = await bench.promised([{ ...HALO, quantity: 4 }]);
    const { units } = await bench.takenIn(made);
    const answers = [
      { step: 'product', answer: 'yes' },
      { step: 'seal', answer: 'sealed' },
      { step: 'box', answer: 'fine' },
    ];
    await Promise.all(units.map(({ id }) => tasha.call(inspections.inspect, { params: { id }, body: { answers } })));
    expect(await lines(made.id)).toEqual([[4, 0]]);
  });
});

describe('what a person says of goods', () => {
  it('a manager accepts or rejects where the inspection asked, once, with a reason', async () => {
    const { made, unit } = await bench.taken();
    await bench.inspected(unit, { danger: { answer: 'dropped' } });
    const at = { params: { id: unit.id } };
    const no = { ...at, body: { acceptance: 'rejected' as const, reason: 'Dropped down the stairs' } };
    expect(await tasha.refused(inspections.accept, no)).toMatchObject({ status: 403 });
    expect(await manager.call(inspections.accept, no)).toMatchObject({ acceptance: 'rejected', stage: 'inspected' });
    expect(await manager.refused(inspections.accept, no)).toMatchObject({
      code: 'unit.wrong_stage',
      details: { because: 'person_asked' },
    });
    expect(await lines(made.id)).toEqual([[0, 1]]);
    expect(await events(unit.id, 'unit.acceptance_set')).toMatchObject([
      { acceptance: 'rejected', reason: 'Dropped down the stairs' },
    ]);
    expect((await bench.ways(unit)).suggested).toBe('return_to_buyer');
  });

  it('eight managers at once say it once', async () => {
    const { made, unit } = await bench.taken();
    await bench.inspected(unit, { danger: { answer: 'dropped' } });
    const say = (acceptance: 'accepted' | 'rejected') => () =>
      manager.call(inspections.accept, { params: { id: unit.id }, body: { acceptance, reason: 'Seen it' } });
    const said = await atOnce(Array.from({ length: 8 }, (_, n) => say(n % 2 ? 'accepted' : 'rejected')));
    expect(said).toEqual({ done: 1, codes: ['unit.wrong_stage'] });
    expect((await lines(made.id)).flat().reduce((a, b) => a + b)).toBe(1);
  });

  it('goods nobody has accepted wait on hold, and are decided once somebody has', async () => {
    const { unit } = await bench.taken();
    await bench.inspected(unit, { danger: { answer: 'dropped' } });
    const open = await bench.ways(unit);
    expect(open.suggested).toBe('hold');
    expect(
      await manager.refused(inspections.decide, {
        params: { id: unit.id },
        body: { disposition: 'restock', reason: 'x' },
      }),
    ).toMatchObject({ code: 'way.closed', details: { because: expect.arrayContaining(['acceptance_open']) } });
    await bench.decide(unit, 'hold');
    const bin_id = await bench.bin('hold');
    const held = await tasha.call(warehouse.moveUnit, { params: { id: unit.id }, body: { bin_id } });
    expect(held).toMatchObject({ stage: 'ready', disposition: 'hold', moves: ['decide', 'move'] });
    const body = { acceptance: 'accepted' as const, reason: 'Goodwill' };
    await manager.call(inspections.accept, { params: { id: unit.id }, body });
    const { suggested } = await bench.ways(unit);
    expect(suggested).not.toBe('hold');
    expect((await bench.decide(unit, suggested)).unit).toMatchObject({ stage: 'decided', disposition: suggested });
  });

  it('a blind unit that was accepted counts for its return as soon as that is found', async () => {
    const made = await bench.promised();
    const parcel = await bench.arrive({});
    const { unit } = await bench.count(parcel, { variant_id: await bench.variant('LM-H1') });
    await bench.close(parcel);
    expect(await bench.inspected(unit)).toMatchObject({ acceptance: 'ask' });
    const body = { acceptance: 'accepted' as const, reason: 'Ours, as new' };
    await manager.call(inspections.accept, { params: { id: unit.id }, body });
    await andre.call(warehouse.match, { params: { id: parcel.id }, body: { return_id: made.id } });
    expect(await lines(made.id)).toEqual([[1, 0]]);
  });
});

describe('the way out', () => {
  it('shows every way with its reckoning, most money back first, and the bin for it', async () => {
    const { unit } = await bench.taken();
    await bench.inspected(unit, { looks: { answer: 'light' } });
    const { ways, suggested, decided, bins } = await bench.ways(unit);
    expect(suggested).toBe('open_box');
    expect(decided).toBeNull();
    expect(ways.find(({ disposition }) => disposition === 'restock')).toMatchObject({
      allowed: false,
      closed_because: [{ code: 'grade_too_low' }],
    });
    // 72 % of 129.00, sold with a chance of 88 %.
    expect(ways[0]).toMatchObject({
      disposition: 'open_box',
      chance: 88,
      lines: [{ code: 'sale', amount: { amount: 81_73, currency: 'USD' } }, {}, {}, {}, {}, {}, {}],
    });
    expect(bins.find(({ disposition }) => disposition === 'open_box')!.bin).toMatchObject({ code: 'B-01' });
    expect(await tasha.refused(inspections.reckon, { params: { id: (await bench.taken()).unit.id } })).toMatchObject({
      code: 'unit.not_inspected',
    });
  });

  it('an operator takes the suggested one; another one is a manager’s, and costs a reason', async () => {
    const { unit } = await bench.taken();
    await bench.inspected(unit, { looks: { answer: 'light' } });
    const at = { params: { id: unit.id } };
    const liquidate = { ...at, body: { disposition: 'liquidate' as const, reason: 'The shelf is full' } };
    expect(await tasha.refused(inspections.decide, liquidate)).toMatchObject({
      status: 403,
      code: 'way.override.not_allowed',
    });
    expect(await manager.refused(inspections.decide, { ...at, body: { disposition: 'liquidate' } })).toMatchObject({
      code: 'way.override_needs_reason',
    });
    expect(
      await manager.refused(inspections.decide, { ...at, body: { disposition: 'restock', reason: 'Looks new to me' } }),
    ).toMatchObject({
      code: 'way.closed',
      details: { because: ['grade_too_low'] },
    });
    expect(
      await manager.refused(inspections.decide, { ...at, body: { disposition: 'refurbish', reason: 'x' } }),
    ).toMatchObject({
      details: { because: ['not_carried'] },
    });
    const taken = await bench.decide(unit, 'open_box');
    expect(taken).toMatchObject({
      unit: { stage: 'decided', disposition: 'open_box' },
      decided: { override_reason: null },
    });
    expect(await manager.call(inspections.decide, liquidate)).toMatchObject({
      unit: { disposition: 'liquidate' },
      suggested: 'open_box',
      decided: { disposition: 'liquidate', override_reason: 'The shelf is full', by: { name: 'manager of tests' } },
    });
    expect(await events(unit.id, 'unit.decided')).toMatchObject([
      {
        disposition: 'liquidate',
        suggested: 'open_box',
        override_reason: 'The shelf is full',
        net: { currency: 'USD' },
      },
      { disposition: 'open_box', override_reason: null },
    ]);
  });

  it('a SKU on hold is kept back by rule; a manager may let one go with a reason', async () => {
    const rules = { ...defaultRules, hold_skus: ['LM-H1'] };
    const at = { brand_id: brand.id, site_id: losAngeles.id };
    await owner.call(inspections.changeRates, { body: { ...at, rates: defaultRates, rules } });
    const made = await bench.promised();
    const parcel = await bench.arrive({ return_id: made.id, site_id: losAngeles.id }, mina);
    const { unit } = await bench.count(parcel, { return_line_id: parcel.lines[0]!.return_line_id }, mina);
    await bench.close(parcel, mina);
    await bench.inspected(unit, {}, mina);
    const held = await mina.call(inspections.reckon, { params: { id: unit.id } });
    expect(held.suggested).toBe('hold');
    expect(held.ways.find(({ disposition }) => disposition === 'hold')).toMatchObject({ forced_by: 'on_hold' });
    expect(held.ways.find(({ disposition }) => disposition === 'restock')).toMatchObject({
      allowed: false,
      closed_because: [{ code: 'on_hold', facts: { overridable: true } }],
    });
    expect((await bench.decide(unit, 'restock', 'Checked batch 7', manager)).unit.disposition).toBe('restock');
  });

  it('rates are those of brand and site, else the brand’s, else the site’s, else everybody’s', async () => {
    const body = (hour: number) => ({ rates: { ...defaultRates, labor_per_hour: hour }, rules: defaultRules });
    const read = async (query: { brand_id?: string; site_id?: string }) => {
      const { rates, own } = await owner.call(inspections.rates, { query });
      return [rates.labor_per_hour, own];
    };
    const other = await door.makeBrand();
    expect(await read({ brand_id: other.id, site_id: site.id })).toEqual([2400, false]);
    await owner.call(inspections.changeRates, { body: { brand_id: null, site_id: null, ...body(100) } });
    await owner.call(inspections.changeRates, { body: { brand_id: null, site_id: site.id, ...body(200) } });
    expect(await read({ brand_id: other.id, site_id: site.id })).toEqual([200, false]);
    await owner.call(inspections.changeRates, { body: { brand_id: other.id, site_id: null, ...body(300) } });
    await owner.call(inspections.changeRates, { body: { brand_id: other.id, site_id: null, ...body(301) } });
    expect(await read({ brand_id: other.id, site_id: site.id })).toEqual([301, false]);
    expect(await read({ brand_id: other.id })).toEqual([301, true]);
    expect(await read({})).toEqual([100, true]);
    const some = await door.as('manager', { brandIds: [other.id] });
    expect(
      await some.refused(inspections.changeRates, { body: { brand_id: null, site_id: null, ...body(1) } }),
    ).toMatchObject({
      code: 'permission.not_allowed',
    });
    expect(
      await some.refused(inspections.changeRates, { body: { brand_id: brand.id, site_id: null, ...body(1) } }),
    ).toMatchObject({
      code: 'brand.not_found',
    });
  });
});

describe('put-away, stock and leaving', () => {
  it('a decided unit is ready in a bin of its way, and shows in stock by SKU, condition and site', async () => {
    const { unit } = await bench.taken();
    await bench.inspected(unit, { looks: { answer: 'light' } });
    await bench.decide(unit, 'open_box');
    const at = { params: { id: unit.id } };
    expect(
      await tasha.refused(warehouse.moveUnit, { ...at, body: { bin_id: await bench.bin('sellable') } }),
    ).toMatchObject({
      code: 'bin.wrong_purpose',
      details: { fitting: ['open_box', 'dock', 'inspection', 'hold'] },
    });
    const bin_id = await bench.bin('open_box');
    const put = await tasha.call(warehouse.moveUnit, { ...at, body: { bin_id } });
    expect(put).toMatchObject({ stage: 'ready', bin: { code: 'B-01' }, moves: ['move', 'send_out'] });
    expect(await tasha.call(warehouse.moveUnit, { ...at, body: { bin_id } })).toEqual(put);
    await door.drain();
    const { rows } = await tasha.call(warehouse.stock, { query: { q: 'LM-H1' } });
    expect(rows).toMatchObject([
      {
        sku: 'LM-H1',
        site: { name: 'Dallas' },
        disposition: 'open_box',
        condition: 'very_good',
        grade: 'B',
        units: 1,
        expected: { amount: expect.any(Number), currency: 'USD' },
      },
    ]);
    expect(await tasha.refused(inspections.decide, { ...at, body: { disposition: 'open_box' } })).toMatchObject({
      code: 'unit.wrong_stage',
      details: { because: 'held_back' },
    });
  });

  it('a unit leaves as its way says, once, with what it brought', async () => {
    const { unit } = await bench.taken();
    await bench.inspected(unit, { looks: { answer: 'light' } });
    const at = { params: { id: unit.id } };
    const sold = { ...at, body: { as: 'sold' as const, recovered: 88_50, reference: 'eBay 1-2' } };
    expect(await tasha.refused(warehouse.sendOut, sold)).toMatchObject({ code: 'unit.not_ready' });
    await bench.ready(unit);
    expect(await tasha.refused(warehouse.sendOut, { ...at, body: { as: 'recycled' } })).toMatchObject({
      code: 'unit.other_way',
      details: { leaves_as: 'sold' },
    });
    expect(await atOnce(Array(8).fill(() => tasha.call(warehouse.sendOut, sold)))).toEqual({
      done: 1,
      codes: ['unit.gone'],
    });
    expect((await bench.unit(unit.id)).unit).toMatchObject({
      stage: 'gone',
      gone_as: 'sold',
      recovered: { amount: 88_50, currency: 'USD' },
      bin: null,
      moves: [],
    });
    expect(await events(unit.id, 'unit.gone')).toMatchObject([
      { as: 'sold', recovered: { amount: 88_50, currency: 'USD' }, reference: 'eBay 1-2' },
    ]);
    const moves = await tasha.call(warehouse.stockMoves, { query: { unit_id: unit.id } });
    expect(moves.rows).toMatchObject([
      { from: 'B-01', to: null, why: 'sold' },
      { to: 'B-01', why: 'put_away' },
    ]);
    await door.drain();
  });

  it('money owed is paid out of what the bench accepted, and the timeline of the return tells it all', async () => {
    const { made, unit } = await bench.taken();
    await bench.inspected(unit);
    await bench.ready(unit);
    await door.drain();
    const shown = await owner.call(returns.get, { params: { id: made.id } });
    expect(shown.facts).toMatchObject({
      decision: { state: 'accepted', way: 'restock' },
      money: { state: 'owed' },
      place: { bin: 'A-01' },
    });
    expect(shown.units).toMatchObject([{ lpn: unit.lpn, grade: 'A', bin: 'A-01', disposition: 'restock' }]);
    const told = shown.timeline.map(({ type }) => type);
    for (const type of [
      'parcel.arrived',
      'unit.arrived',
      'parcel.unpacked',
      'return.received',
      'unit.inspected',
      'return.goods_checked',
      'unit.decided',
      'unit.ready',
    ]) {
      expect(told, type).toContain(type);
    }
  });
});

describe('checklists', () => {
  it('a new workspace has its own in both languages', async () => {
    const { rows } = await tasha.call(inspections.sops);
    expect(rows.map(({ category }) => category)).toEqual(['electronics', 'general', 'kitchen', 'lamp', 'vacuum']);
    const { ctx, owner: other } = await door.anotherWorkspace();
    await door.drain();
    const theirs = (await other.call(inspections.sops)).rows;
    expect(theirs.map(({ id }) => id)).not.toContain(rows[0]!.id);
    expect(theirs).toHaveLength(5);
    expect(ctx.workspaceId).not.toBe(door.workspaceId);
  });

  it('a new version is for inspections that begin after it; the ones under way finish on the old one', async () => {
    await owner.call(orders.upsertProducts, {
      query: { brand_id: brand.id },
      body: {
        products: [
          {
            external_id: 'p-fan',
            title: 'Fan',
            category: 'fan',
            variants: [{ external_id: 'v-fan', sku: 'LM-FAN', price: 5_000, currency: 'USD' }],
          },
        ],
      },
    });
    const FAN = { sku: 'LM-FAN', title: 'Fan', unit_price: 5_000 };
    const step = (key: string) => ({
      key,
      area: 'function' as const,
      title: { en: 'Blows', zh: '出风' },
      question: { en: 'Does it blow?', zh: '出风吗？' },
      answers: [
        { key: 'yes', words: { en: 'Yes', zh: '是' }, tone: 'good' as const },
        { key: 'no', words: { en: 'No', zh: '否' }, tone: 'bad' as const, functional: 'D' as const },
      ],
    });
    const body = { name: 'Fans', category: 'Fans', brand_id: brand.id, steps: [step('blows')], usual_seconds: 60 };
    expect(await tasha.refused(inspections.createSop, { body })).toMatchObject({ status: 403 });
    const sop = await manager.call(inspections.createSop, { body });
    const first = await bench.taken(await bench.promised([FAN]));
    const run = await start(first.unit.id);
    expect(run.sop).toMatchObject({ id: sop.id, version: 1 });
    const next = { steps: [step('blows'), step('blows_hard')], usual_seconds: 90 };
    const published = await Promise.all(
      [1, 2].map(() => manager.call(inspections.publishSop, { params: { id: sop.id }, body: next })),
    );
    expect(published.map(({ version }) => version.version).sort()).toEqual([2, 3]);
    await bench.answers(await start(first.unit.id));
    expect(await tasha.call(inspections.finish, { params: { id: run.id } })).toMatchObject({
      sop: { version: 1 },
      asked: ['blows'],
    });
    const second = await bench.taken(await bench.promised([FAN]));
    expect((await start(second.unit.id)).sop.version).toBe(3);
    const twice = { steps: [step('blows'), step('blows')], usual_seconds: 60 };
    expect(await manager.refused(inspections.publishSop, { params: { id: sop.id }, body: twice })).toMatchObject({
      code: 'sop.bad_steps',
      details: { step: 'blows', because: 'twice' },
    });
  });
});

describe('other sites', () => {
  it('see no inspection, no reckoning, and decide nothing here', async () => {
    const { unit } = await bench.taken();
    const done = await bench.inspected(unit);
    const at = { params: { id: unit.id } };
    const run = { params: { id: done.id } };
    expect((await mina.refused(inspections.start, at)).code).toBe('unit.not_found');
    expect((await mina.refused(inspections.get, run)).code).toBe('inspection.not_found');
    expect((await mina.refused(inspections.finish, run)).code).toBe('inspection.not_found');
    expect((await mina.refused(inspections.answer, { ...run, body: { step: 'product', answer: 'yes' } })).code).toBe(
      'inspection.not_found',
    );
    expect((await mina.refused(inspections.reckon, at)).code).toBe('unit.not_found');
    expect((await mina.refused(inspections.decide, { ...at, body: { disposition: 'restock' } })).code).toBe(
      'unit.not_found',
    );
    expect((await mina.refused(warehouse.sendOut, { ...at, body: { as: 'sold' } })).code).toBe('unit.not_found');
    const another = await door.as('manager', { brandIds: [(await door.makeBrand()).id] });
    expect((await another.refused(inspections.get, run)).code).toBe('inspection.not_found');
    expect((await another.refused(inspections.reckon, at)).code).toBe('unit.not_found');
  });
});
