import { returns, warehouse } from '@recoup/contract';
import { describe, expect, it } from 'vitest';
import { atOnce, HALO, openDock, R7, THREE, withSerials } from './testing/dock.ts';

const dock = await openDock();
const { door, owner, andre, bella, mina, site, losAngeles } = dock;
const stageOf = async (id: string) => (await owner.call(returns.get, { params: { id } })).stage;
const receivedOf = async (id: string) =>
  (await owner.call(returns.get, { params: { id } })).lines.map(({ received }) => received);
const scan = (code: string, who = andre) => who.call(warehouse.scan, { query: { code, site_id: site.id } });
const typesOf = async (unitId: string) => (await dock.unit(unitId)).timeline.map(({ type }) => type);

describe('taking a parcel in', () => {
  it('a parcel with everything in it is right, and the return is received', async () => {
    const made = await dock.promised([{ ...HALO, quantity: 2 }]);
    const parcel = await dock.arrive({ return_id: made.id });
    expect(parcel).toMatchObject({
      code: expect.stringMatching(/^PAR-/),
      stage: 'arrived',
      blind: false,
      meant_for: null,
      return: { code: made.code, customer: 'Dana Whitfield', city: 'Plano' },
      order: { number: made.order.number },
      opened_by: { name: 'warehouse of tests' },
      lines: [{ sku: 'LM-H1', expected: 2, before: 0, counted: 0, reason: 'changed-my-mind' }],
      units: [],
      moves: ['count', 'photo', 'close'],
    });
    const [line] = parcel.lines;
    const first = await dock.count(parcel, { return_line_id: line!.return_line_id });
    expect(first).toMatchObject({
      repeated: false,
      unit: { arrival: 'right', stage: 'arrived', lpn: expect.stringMatching(/^LPN-/), sold_price: { amount: 12_900 } },
      parcel: { lines: [{ counted: 1 }] },
    });
    expect(first.unit).toEqual((await dock.unit(first.unit.id, andre)).unit);
    expect(first.parcel).toEqual(await andre.call(warehouse.parcel, { params: { id: parcel.id } }));
    expect(await stageOf(made.id)).toBe('approved');
    await dock.count(parcel, { return_line_id: line!.return_line_id });
    const closed = await dock.close(parcel);
    expect(closed).toMatchObject({
      stage: 'unpacked',
      outcomes: ['right'],
      missing: [],
      return: { stage: 'received' },
    });
    expect(closed).toEqual(await andre.call(warehouse.parcel, { params: { id: parcel.id } }));
    expect(closed.units[0]!.moves).toEqual(['inspect', 'move']);
    expect(await stageOf(made.id)).toBe('received');
    expect(await receivedOf(made.id)).toEqual([2]);
  });

  it('a short parcel is received, and the missing units are named; the rest comes in a second box', async () => {
    const made = await dock.promised(THREE);
    const parcel = await dock.arrive({ return_id: made.id });
    const line = parcel.lines[0]!.return_line_id;
    await dock.count(parcel, { return_line_id: line });
    const closed = await dock.close(parcel);
    expect(closed).toMatchObject({
      outcomes: ['right', 'short'],
      missing: [{ sku: 'LM-H1', title: 'Halo lamp', quantity: 2 }],
    });
    expect(await receivedOf(made.id)).toEqual([1]);

    const second = await dock.arrive({ return_id: made.id });
    expect(second.id).not.toBe(parcel.id);
    expect(second.lines).toMatchObject([{ expected: 3, before: 1, counted: 0 }]);
    await dock.count(second, { return_line_id: line });
    await dock.count(second, { return_line_id: line });
    expect(await dock.close(second)).toMatchObject({ outcomes: ['right'], missing: [] });
    expect(await receivedOf(made.id)).toEqual([3]);
    // What the first box was short of stays as it was.
    expect((await andre.call(warehouse.parcel, { params: { id: parcel.id } })).missing).toMatchObject([
      { quantity: 2 },
    ]);
  });

  it('an empty box is a short parcel', async () => {
    const made = await dock.promised();
    const parcel = await dock.arrive({ return_id: made.id });
    expect(await dock.close(parcel)).toMatchObject({ outcomes: ['short'], missing: [{ quantity: 1 }] });
    expect(await receivedOf(made.id)).toEqual([0]);
  });

  it('one more than promised is taken in as over, and the return takes no more than it promised', async () => {
    const made = await dock.promised();
    const parcel = await dock.arrive({ return_id: made.id });
    const line = parcel.lines[0]!.return_line_id;
    await dock.count(parcel, { return_line_id: line });
    const { unit } = await dock.count(parcel, { return_line_id: line });
    expect(unit).toMatchObject({ arrival: 'over', return: { code: made.code } });
    expect(await dock.close(parcel)).toMatchObject({ outcomes: ['right', 'over'], lines: [{ counted: 2 }] });
    expect(await receivedOf(made.id)).toEqual([1]);
  });

  it('another product is taken in as wrong, by its SKU or by words', async () => {
    const made = await dock.promised();
    const parcel = await dock.arrive({ return_id: made.id });
    const { unit } = await dock.count(parcel, { variant_id: await dock.variant('LM-R7-WHT') });
    expect(unit).toMatchObject({
      arrival: 'wrong',
      sku: 'LM-R7-WHT',
      title_zh: 'Sweep R7 扫地机器人',
      return_line_id: null,
    });
    const { unit: brick } = await dock.count(parcel, { title: 'A brick' });
    expect(brick).toMatchObject({ arrival: 'wrong', title: 'A brick', sku: null });
    const { unit: unnamed } = await dock.count(parcel, {});
    expect(unnamed).toMatchObject({ title: 'Unidentified item', title_zh: '未识别商品' });
    expect(await dock.close(parcel)).toMatchObject({ outcomes: ['short', 'wrong'] });
    expect(await receivedOf(made.id)).toEqual([0]);
  });

  it('a serial number that was sold to somebody else makes a unit wrong, and tells what it is', async () => {
    const mine = await dock.promised([R7], withSerials('R7-2608-114-0932'));
    await dock.order([R7], withSerials('R7-2604-077-1420'));
    const parcel = await dock.arrive({ return_id: mine.id });
    const line = parcel.lines[0]!;
    expect(line).toMatchObject({ tracks_serial: true, serials: ['R7-2608-114-0932'] });
    const wrong = await dock.count(parcel, { return_line_id: line.return_line_id, serial: 'R7-2604-077-1420' });
    expect(wrong.unit).toMatchObject({ arrival: 'wrong', sku: 'LM-R7-WHT', serial: 'R7-2604-077-1420' });
    const right = await dock.count(parcel, { serial: 'r7-2608-114-0932' });
    expect(right.unit).toMatchObject({ arrival: 'right', return_line_id: line.return_line_id });
    const again = { params: { id: parcel.id }, body: { scan_id: crypto.randomUUID(), serial: 'R7-2608-114-0932' } };
    expect(await andre.refused(warehouse.count, again)).toMatchObject({
      code: 'unit.serial_here_already',
      details: { lpn: right.unit.lpn },
    });
  });

  it('a count is taken back while the box is open, and not after', async () => {
    const made = await dock.promised();
    const parcel = await dock.arrive({ return_id: made.id });
    const { unit } = await dock.count(parcel, { return_line_id: parcel.lines[0]!.return_line_id });
    const undo = { params: { id: parcel.id }, body: { unit_id: unit.id } };
    expect(await andre.call(warehouse.uncount, undo)).toMatchObject({ units: [], lines: [{ counted: 0 }] });
    expect(await andre.refused(warehouse.uncount, undo)).toMatchObject({ code: 'unit.not_found' });
    await dock.count(parcel, { return_line_id: parcel.lines[0]!.return_line_id });
    await dock.close(parcel);
    expect(await andre.refused(warehouse.uncount, undo)).toMatchObject({ code: 'parcel.closed' });
  });

  it('photos of the carton stay with the parcel and show as evidence of the return', async () => {
    const made = await dock.promised();
    const parcel = await dock.arrive({ return_id: made.id });
    const file_ids = [await dock.photo(andre)];
    const body = { file_ids, caption: 'Crushed corner' };
    const shown = await andre.call(warehouse.addParcelPhotos, { params: { id: parcel.id }, body });
    expect(shown.photos).toMatchObject([{ id: file_ids[0], caption: 'Crushed corner' }]);
    expect((await andre.fetch(shown.photos[0]!.url)).status).toBe(200);
    const again = await andre.call(warehouse.addParcelPhotos, { params: { id: parcel.id }, body });
    expect(again.photos).toHaveLength(1);
    const other = await dock.arrive({ return_id: (await dock.promised()).id });
    expect(await andre.refused(warehouse.addParcelPhotos, { params: { id: other.id }, body })).toMatchObject({
      code: 'file.not_found',
    });
    const { evidence } = await owner.call(returns.get, { params: { id: made.id } });
    expect(evidence).toMatchObject([{ from: 'dock', caption: 'Crushed corner' }]);
  });

  it('a return that expects no goods takes none in, and says so', async () => {
    const { id } = await dock.waiting();
    const body = { site_id: site.id, return_id: id };
    expect(await andre.refused(warehouse.arrive, { body })).toMatchObject({
      code: 'return.wrong_stage',
      details: { stage: 'requested' },
    });
  });

  it('a return called off while its box is open leaves a box without a return', async () => {
    const made = await dock.promised();
    const parcel = await dock.arrive({ return_id: made.id });
    await dock.count(parcel, { return_line_id: parcel.lines[0]!.return_line_id });
    await owner.call(returns.cancel, { params: { id: made.id }, body: { reason: 'Buyer keeps it' } });
    await door.drain();
    expect(await dock.close(parcel)).toMatchObject({ return: null, blind: true, outcomes: ['blind'] });
  });
});

describe('blind parcels', () => {
  it('a parcel nobody announced is taken in as blind, and is not closed with nothing in it', async () => {
    const parcel = await dock.arrive({ tracking: ' 7712 0045 9816 ', carrier: 'FedEx' });
    expect(parcel).toMatchObject({
      blind: true,
      return: null,
      tracking: '771200459816',
      moves: ['count', 'photo', 'close', 'match'],
    });
    expect((await dock.arrive({ tracking: '771200459816' }, bella)).id).toBe(parcel.id);
    expect(await andre.refused(warehouse.close, { params: { id: parcel.id }, body: {} })).toMatchObject({
      code: 'parcel.empty_blind',
    });
    const { unit } = await dock.count(parcel, { variant_id: await dock.variant('LM-H1') });
    expect(unit).toMatchObject({ arrival: 'blind', return: null, brand: { name: 'Lumora' } });
    expect(await dock.close(parcel)).toMatchObject({ outcomes: ['blind'], moves: ['photo', 'match'] });
  });

  it('somebody finds its return: the units join it, and it is received', async () => {
    const made = await dock.promised([HALO, R7]);
    const parcel = await dock.arrive({});
    await dock.count(parcel, { variant_id: await dock.variant('LM-H1') });
    await dock.count(parcel, { variant_id: await dock.variant('LM-H1') });
    await dock.close(parcel);
    const match = { params: { id: parcel.id }, body: { return_id: made.id } };
    const matched = await andre.call(warehouse.match, match);
    expect(matched).toMatchObject({
      return: { code: made.code, stage: 'received' },
      outcomes: ['right', 'short', 'over'],
      units: [{ arrival: 'right' }, { arrival: 'over' }],
      missing: [{ sku: 'LM-R7-WHT', quantity: 1 }],
    });
    expect(await receivedOf(made.id)).toEqual([1, 0]);
    expect(await andre.refused(warehouse.match, match)).toMatchObject({ code: 'parcel.not_blind' });
  });

  it('the packing slip turns up while the box is still open', async () => {
    const made = await dock.promised();
    const parcel = await dock.arrive({});
    await dock.count(parcel, { variant_id: await dock.variant('LM-H1') });
    const matched = await andre.call(warehouse.match, { params: { id: parcel.id }, body: { return_id: made.id } });
    expect(matched).toMatchObject({ stage: 'arrived', lines: [{ counted: 1 }], units: [{ arrival: 'right' }] });
    expect(await receivedOf(made.id)).toEqual([0]);
    expect(await dock.close(parcel)).toMatchObject({ outcomes: ['right'] });
    expect(await receivedOf(made.id)).toEqual([1]);
  });

  it('an order without a return gets one, received at once; what it never sold stays wrong', async () => {
    const order = await dock.order([HALO]);
    const parcel = await dock.arrive({ order_id: order.id });
    expect(parcel).toMatchObject({ order: { number: order.number }, return: null });
    await dock.count(parcel, { variant_id: await dock.variant('LM-H1') });
    await dock.count(parcel, { variant_id: await dock.variant('LM-R7-WHT') });
    const match = { params: { id: parcel.id }, body: { order_id: order.id } };
    expect(await andre.refused(warehouse.match, match)).toMatchObject({ code: 'parcel.not_unpacked' });
    await dock.close(parcel);
    const matched = await andre.call(warehouse.match, match);
    expect(matched).toMatchObject({
      return: { stage: 'received', customer: 'Dana Whitfield' },
      outcomes: ['right', 'wrong'],
      units: [{ arrival: 'right' }, { arrival: 'wrong' }],
    });
    const { source, lines } = await owner.call(returns.get, { params: { id: matched.return!.id } });
    expect([source, lines.map(({ quantity, received }) => [quantity, received])]).toEqual(['blind', [[1, 1]]]);
  });

  it('a unit that had only words for a name gets its product with its return', async () => {
    const made = await dock.promised();
    const parcel = await dock.arrive({});
    await dock.count(parcel, { title: 'A lamp without papers' });
    await dock.close(parcel);
    const matched = await andre.call(warehouse.match, { params: { id: parcel.id }, body: { return_id: made.id } });
    expect(matched).toMatchObject({
      outcomes: ['right'],
      units: [{ arrival: 'right', sku: 'LM-H1', title: 'Halo lamp' }],
    });
    expect(await receivedOf(made.id)).toEqual([1]);
  });

  it('an order whose goods are on their way in is matched to that return', async () => {
    const made = await dock.promised();
    const parcel = await dock.arrive({});
    await dock.count(parcel, { variant_id: await dock.variant('LM-H1') });
    await dock.close(parcel);
    const body = { order_id: made.order.id };
    expect(await andre.call(warehouse.match, { params: { id: parcel.id }, body })).toMatchObject({
      return: { code: made.code },
    });
  });

  it('a parcel is not matched to an order that never sold what is in it', async () => {
    const order = await dock.order([HALO]);
    const parcel = await dock.arrive({});
    await dock.count(parcel, { variant_id: await dock.variant('LM-R7-WHT') });
    await dock.close(parcel);
    const match = { params: { id: parcel.id }, body: { order_id: order.id } };
    expect(await andre.refused(warehouse.match, match)).toMatchObject({ code: 'parcel.not_of_order' });
  });
});

describe('the same thing twice, and two people at once', () => {
  it('eight who scan one return open one parcel', async () => {
    const made = await dock.promised();
    const parcels = await Promise.all(
      Array.from({ length: 8 }, (_, n) => dock.arrive({ return_id: made.id }, n % 2 ? andre : bella)),
    );
    expect(new Set(parcels.map(({ id }) => id)).size).toBe(1);
    const { timeline } = await owner.call(returns.get, { params: { id: made.id } });
    expect(timeline.filter(({ type }) => type === 'parcel.arrived')).toHaveLength(1);
  });

  it('one scan sent eight times at once makes one unit', async () => {
    const made = await dock.promised(THREE);
    const parcel = await dock.arrive({ return_id: made.id });
    const scan_id = crypto.randomUUID();
    const line = parcel.lines[0]!.return_line_id;
    const counted = await Promise.all(
      Array.from({ length: 8 }, () => dock.count(parcel, { scan_id, return_line_id: line })),
    );
    expect(new Set(counted.map(({ unit }) => unit.id)).size).toBe(1);
    expect(counted.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect((await dock.close(parcel)).units).toHaveLength(1);
    expect((await dock.count(parcel, { scan_id })).repeated).toBe(true);
  });

  it('eight scans of different units at once: no more than promised are right', async () => {
    const made = await dock.promised(THREE);
    const parcel = await dock.arrive({ return_id: made.id });
    const line = parcel.lines[0]!.return_line_id;
    const counted = await Promise.all(Array.from({ length: 8 }, () => dock.count(parcel, { return_line_id: line })));
    expect(counted.filter(({ unit }) => unit.arrival === 'right')).toHaveLength(3);
    expect(counted.filter(({ unit }) => unit.arrival === 'over')).toHaveLength(5);
    expect(new Set(counted.map(({ unit }) => unit.lpn)).size).toBe(8);
  });

  it('who opened the box holds it; the other is told the name, and may take over after ten quiet minutes', async () => {
    const made = await dock.promised(THREE);
    const parcel = await dock.arrive({ return_id: made.id });
    const line = parcel.lines[0]!.return_line_id;
    const body = { scan_id: crypto.randomUUID(), return_line_id: line };
    const refused = await bella.refused(warehouse.count, { params: { id: parcel.id }, body });
    expect(refused).toMatchObject({ code: 'parcel.held_by_other', details: { by: 'warehouse of tests' } });
    expect(await bella.refused(warehouse.close, { params: { id: parcel.id }, body: {} })).toMatchObject({
      code: 'parcel.held_by_other',
    });
    dock.later(9);
    await dock.count(parcel, { return_line_id: line });
    dock.later(9);
    expect(await bella.refused(warehouse.count, { params: { id: parcel.id }, body })).toMatchObject({
      code: 'parcel.held_by_other',
    });
    dock.later(1);
    expect((await bella.call(warehouse.count, { params: { id: parcel.id }, body })).parcel.units).toHaveLength(2);
    expect(
      await andre.refused(warehouse.count, {
        params: { id: parcel.id },
        body: { ...body, scan_id: crypto.randomUUID() },
      }),
    ).toMatchObject({ code: 'parcel.held_by_other' });
  });

  it('eight who close a box close it once, and the return is received once', async () => {
    const made = await dock.promised(THREE);
    const parcel = await dock.arrive({ return_id: made.id });
    await dock.count(parcel, { return_line_id: parcel.lines[0]!.return_line_id });
    expect(await atOnce(Array.from({ length: 8 }, () => () => dock.close(parcel)))).toEqual({
      done: 1,
      codes: ['parcel.closed'],
    });
    expect(await receivedOf(made.id)).toEqual([1]);
    const { timeline } = await owner.call(returns.get, { params: { id: made.id } });
    expect(timeline.filter(({ type }) => type === 'return.received')).toHaveLength(1);
  });

  it('counting and closing at once: what was counted in time is received, nothing else', async () => {
    const made = await dock.promised(THREE);
    const parcel = await dock.arrive({ return_id: made.id });
    const line = parcel.lines[0]!.return_line_id;
    await atOnce([
      () => dock.count(parcel, { return_line_id: line }),
      () => dock.close(parcel),
      () => dock.count(parcel, { return_line_id: line }),
    ]);
    const { units } = await andre.call(warehouse.parcel, { params: { id: parcel.id } });
    expect(await receivedOf(made.id)).toEqual([units.length]);
  });

  it('two who match a parcel to two returns: one does', async () => {
    const [one, other] = [await dock.promised(), await dock.promised()];
    const parcel = await dock.arrive({});
    await dock.count(parcel, { variant_id: await dock.variant('LM-H1') });
    await dock.close(parcel);
    const match = (return_id: string) => () =>
      andre.call(warehouse.match, { params: { id: parcel.id }, body: { return_id } });
    expect(await atOnce([match(one!.id), match(other!.id)])).toEqual({ done: 1, codes: ['parcel.not_blind'] });
    expect([...(await receivedOf(one!.id)), ...(await receivedOf(other!.id))].sort()).toEqual([0, 1]);
  });

  it('a repeated key answers what the first call answered, also to somebody who sees one site', async () => {
    const made = await dock.promised();
    const body = { site_id: site.id, return_id: made.id };
    const keyed = () => andre.call(warehouse.arrive, { body, key: `arrive-${made.id}` });
    const [one, other] = [await keyed(), await keyed()];
    expect(other).toEqual(one);
  });
});

describe('sites', () => {
  it('a parcel that came to the wrong site is taken in there, and says where it was meant to go', async () => {
    const made = await dock.promised();
    expect(await scan(made.code, mina)).toMatchObject({ kind: 'return', return: { site: { name: 'Dallas' } } });
    const parcel = await dock.arrive({ return_id: made.id, site_id: losAngeles.id }, mina);
    expect(parcel).toMatchObject({
      site: { name: 'Los Angeles' },
      meant_for: { name: 'Dallas' },
      return: { code: made.code },
    });
    await dock.count(parcel, { return_line_id: parcel.lines[0]!.return_line_id }, mina);
    const key = crypto.randomUUID();
    const closed = await mina.call(warehouse.close, { params: { id: parcel.id }, body: {}, key });
    expect(closed).toMatchObject({ outcomes: ['right'], meant_for: { name: 'Dallas' } });
    const { facts } = await owner.call(returns.get, { params: { id: made.id } });
    expect(facts.place.site?.name).toBe('Los Angeles');
  });

  it('a second box of the same return is not opened at another site while the first is open', async () => {
    const made = await dock.promised();
    await dock.arrive({ return_id: made.id });
    const body = { site_id: losAngeles.id, return_id: made.id };
    expect(await mina.refused(warehouse.arrive, { body })).toMatchObject({
      code: 'parcel.open_elsewhere',
      details: { site: 'Dallas' },
    });
  });

  it('people of another site see nothing of what lies here', async () => {
    const made = await dock.promised();
    const { parcel, units } = await dock.takenIn(made);
    const [unit] = units;
    const blind = await dock.arrive({ tracking: 'NOWHERE-1' });
    const params = { params: { id: parcel.id } };
    const at = { params: { id: unit!.id } };
    expect(await mina.refused(warehouse.parcel, params)).toMatchObject({ status: 404, code: 'parcel.not_found' });
    expect(await mina.refused(warehouse.close, { ...params, body: {} })).toMatchObject({ code: 'parcel.not_found' });
    expect(await mina.refused(warehouse.match, { ...params, body: {} })).toMatchObject({ code: 'parcel.not_found' });
    expect(await mina.refused(warehouse.count, { ...params, body: { scan_id: crypto.randomUUID() } })).toMatchObject({
      code: 'parcel.not_found',
    });
    expect(await mina.refused(warehouse.unit, at)).toMatchObject({ status: 404, code: 'unit.not_found' });
    expect(await mina.refused(warehouse.unit, { params: { id: unit!.lpn } })).toMatchObject({ code: 'unit.not_found' });
    expect(await mina.refused(warehouse.lpnPdf, at)).toMatchObject({ code: 'unit.not_found' });
    const bin_id = await dock.bin('inspection');
    expect(await mina.refused(warehouse.moveUnit, { ...at, body: { bin_id } })).toMatchObject({
      code: 'unit.not_found',
    });
    expect(await mina.refused(warehouse.dock, { params: { id: site.id } })).toMatchObject({ code: 'site.not_found' });
    expect(await mina.refused(warehouse.binPdf, { params: { id: site.id } })).toMatchObject({ code: 'site.not_found' });
    for (const code of [unit!.lpn, 'DOCK-1', blind.tracking!]) {
      const found = await mina.call(warehouse.scan, { query: { code, site_id: site.id } });
      expect(found.kind, code).toBe('nothing');
    }
    for (const list of [warehouse.units, warehouse.parcels, warehouse.bins, warehouse.stock, warehouse.stockMoves]) {
      const { rows } = await mina.call(list, { query: { site_id: site.id } });
      expect(rows, list.path).toEqual([]);
    }
    expect(await mina.refused(warehouse.arrive, { body: { site_id: site.id } })).toMatchObject({
      code: 'site.not_found',
    });
  });
});

describe('scanning', () => {
  it('tells an RMA number, its label, the order, goods, a bin and a plate apart', async () => {
    const made = await dock.promised([R7], withSerials('R7-9001'));
    const { label } = await owner.call(returns.get, { params: { id: made.id } });
    const asReturn = {
      kind: 'return',
      return: { code: made.code, title: R7.title, units: 1, site: { name: 'Dallas' } },
    };
    expect(await scan(made.code.toLowerCase())).toMatchObject({ ...asReturn, open_parcel_id: null });
    expect(await scan(`https://returns.example.com/${made.code}?from=qr`)).toMatchObject(asReturn);
    expect(await scan(label!.tracking!)).toMatchObject(asReturn);
    expect(await scan(made.order.number)).toMatchObject({
      kind: 'order',
      order: { number: made.order.number, customer: 'Dana Whitfield' },
      returns: [{ code: made.code, stage: 'approved' }],
    });
    expect(await scan('036000291452')).toMatchObject({ kind: 'variant', sku: 'LM-R7-WHT', brand: { name: 'Lumora' } });
    expect(await scan('0036000291452')).toMatchObject({ kind: 'variant', sku: 'LM-R7-WHT' });
    expect(await scan('x001abcdef')).toMatchObject({ kind: 'variant' });
    expect(await scan('lm-r7-wht')).toMatchObject({ kind: 'variant' });
    expect(await scan('S/N: r7-9001')).toMatchObject({
      kind: 'serial',
      sku: 'LM-R7-WHT',
      order: { number: made.order.number },
    });
    expect(await scan('dock-1')).toMatchObject({ kind: 'bin', code: 'DOCK-1', purpose: 'dock' });
    const parcel = await dock.arrive({ return_id: made.id, tracking: label!.tracking! });
    expect(await scan(made.code)).toMatchObject({ kind: 'return', open_parcel_id: parcel.id });
    expect(await scan(label!.tracking!)).toEqual({ kind: 'parcel', parcel_id: parcel.id, stage: 'arrived' });
    const { unit } = await dock.count(parcel, { serial: 'R7-9001' });
    expect(await scan(unit.lpn.slice(4))).toEqual({ kind: 'unit', unit_id: unit.id, lpn: unit.lpn, stage: 'arrived' });
    expect(await scan('1Z 999 ZZZ')).toEqual({ kind: 'nothing', text: '1Z 999 ZZZ' });
  });

  it('a carrier’s number alone opens the parcel of its return', async () => {
    const made = await dock.promised();
    const { label } = await owner.call(returns.get, { params: { id: made.id } });
    expect(await dock.arrive({ tracking: label!.tracking! })).toMatchObject({
      return: { code: made.code },
      blind: false,
    });
  });

  it('a second box under the label of a closed return is its order’s, and nobody is stuck with it', async () => {
    const made = await dock.promised();
    const { label } = await owner.call(returns.get, { params: { id: made.id } });
    const first = await dock.arrive({ tracking: label!.tracking! });
    await dock.close(first);
    await owner.call(returns.close, { params: { id: made.id } });
    const body = { site_id: site.id, return_id: made.id };
    expect(await andre.refused(warehouse.arrive, { body })).toMatchObject({
      code: 'return.wrong_stage',
      details: { stage: 'closed', order_id: made.order.id },
    });
    const second = await dock.arrive({ tracking: label!.tracking! });
    expect(second).toMatchObject({ return: null, order: { number: made.order.number }, blind: true });
    await dock.count(second, { variant_id: await dock.variant('LM-H1') });
    await dock.close(second);
    const matching = { params: { id: second.id }, body: { order_id: made.order.id } };
    expect(await andre.call(warehouse.match, matching)).toMatchObject({
      outcomes: ['right'],
      return: { stage: 'received' },
    });
  });

  it('text that would be SQL or a pattern is just nothing', async () => {
    for (const code of ["'; drop table units; --", '%', '_____', '(01)', '\\', '""', '$1']) {
      expect((await scan(code)).kind, code).toBe('nothing');
    }
  });
});

describe('bins, stock and labels', () => {
  it('a new site has a bin of each purpose, made once', async () => {
    const { rows } = await owner.call(warehouse.bins, { query: { site_id: losAngeles.id } });
    expect(rows.map(({ purpose }) => purpose).sort()).toEqual(
      [
        'bench',
        'dock',
        'hold',
        'inspection',
        'liquidation',
        'open_box',
        'outbound',
        'parts',
        'recycling',
        'sellable',
      ].sort(),
    );
  });

  it('a manager adds a bin and closes it while it is empty', async () => {
    const bin = { site_id: site.id, code: 'A-77', purpose: 'sellable' as const };
    const made = await owner.call(warehouse.createBin, { body: bin });
    expect(made).toMatchObject({ code: 'A-77', units: 0, archived_at: null });
    expect(await owner.refused(warehouse.createBin, { body: bin })).toMatchObject({ code: 'bin.code_taken' });
    expect(await andre.refused(warehouse.createBin, { body: bin })).toMatchObject({ status: 403 });
    const closing = { params: { id: made.id } };
    expect(await owner.call(warehouse.archiveBin, closing)).toEqual({ ok: true });
    expect(await owner.call(warehouse.archiveBin, closing)).toEqual({ ok: true });
    const { units } = await dock.takenIn(await dock.promised());
    const move = { params: { id: units[0]!.id }, body: { bin_id: made.id } };
    expect(await andre.refused(warehouse.moveUnit, move)).toMatchObject({ code: 'bin.not_found' });
  });

  it('a bin with something in it is not closed, whoever owns what is in it', async () => {
    const made = await owner.call(warehouse.createBin, { body: { site_id: site.id, code: 'D-9', purpose: 'dock' } });
    const { units } = await dock.takenIn(await dock.promised());
    const moved = await andre.call(warehouse.moveUnit, { params: { id: units[0]!.id }, body: { bin_id: made.id } });
    expect(moved.bin).toEqual({ id: made.id, code: 'D-9', purpose: 'dock' });
    const elsewhere = await door.makeBrand();
    const other = await door.as('manager', { brandIds: [elsewhere.id] });
    for (const who of [owner, other]) {
      expect(await who.refused(warehouse.archiveBin, { params: { id: made.id } })).toMatchObject({
        code: 'bin.not_empty',
        details: { units: 1 },
      });
    }
  });

  it('goods that are not decided yet do not lie among those for sale', async () => {
    const { units } = await dock.takenIn(await dock.promised());
    const at = { params: { id: units[0]!.id } };
    expect(
      await andre.refused(warehouse.moveUnit, { ...at, body: { bin_id: await dock.bin('sellable') } }),
    ).toMatchObject({
      code: 'bin.wrong_purpose',
      details: { fitting: ['dock', 'inspection', 'hold'] },
    });
    const bin_id = await dock.bin('sellable', losAngeles.id);
    expect(await owner.refused(warehouse.moveUnit, { ...at, body: { bin_id } })).toMatchObject({
      code: 'bin.other_site',
    });
    await andre.call(warehouse.moveUnit, { ...at, body: { bin_id: await dock.bin('inspection') } });
    await andre.call(warehouse.moveUnit, { ...at, body: { bin_id: await dock.bin('inspection') } });
    expect((await typesOf(units[0]!.id)).filter((type) => type === 'unit.moved')).toHaveLength(1);
    const { rows } = await andre.call(warehouse.stockMoves, { query: { unit_id: units[0]!.id } });
    expect(rows).toMatchObject([{ from: null, to: 'CHECK-1', why: 'move', unit: { lpn: units[0]!.lpn } }]);
  });

  it('plates print as PDF and for a Zebra printer, and a reprint makes no new unit', async () => {
    const { units } = await dock.takenIn(await dock.promised());
    const at = { params: { id: units[0]!.id } };
    const pdf = (await andre.call(warehouse.lpnPdf, at)) as Buffer;
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const zpl = String(await andre.call(warehouse.lpnZpl, at));
    expect(zpl.startsWith('^XA')).toBe(true);
    expect(zpl).toContain(units[0]!.lpn);
    const bins = (await andre.call(warehouse.binPdf, { params: { id: site.id } })) as Buffer;
    expect(bins.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('lists go on where the page before ended, and nothing is shown twice', async () => {
    for (const [list, limit] of [
      [warehouse.units, 4],
      [warehouse.parcels, 5],
      [warehouse.stockMoves, 1],
    ] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await andre.call(list, { query: { limit, ...(cursor ? { cursor } : {}) } });
        seen.push(...page.rows.map(({ id }) => id));
        cursor = page.next_cursor ?? undefined;
      } while (cursor);
      const { rows } = await andre.call(list, { query: { limit: 200 } });
      expect(seen).toEqual(rows.map(({ id }) => id));
      expect(new Set(seen).size).toBe(seen.length);
    }
  });

  it('units are found by plate, serial number, SKU, stage and bin', async () => {
    const { units } = await dock.takenIn(await dock.promised([R7], withSerials('R7-FIND-1')));
    const [unit] = units;
    const found = async (query: Record<string, string>) =>
      (await andre.call(warehouse.units, { query })).rows.map(({ id }) => id);
    expect(await found({ q: unit!.lpn })).toEqual([unit!.id]);
    expect(await found({ q: 'r7-find-1' })).toEqual([unit!.id]);
    expect(await found({ serial: 'r7-find-1' })).toEqual([unit!.id]);
    expect(await found({ sku: 'LM-R7-WHT', stage: 'arrived' })).toContain(unit!.id);
    expect(await found({ stage: 'gone' })).toEqual([]);
    expect(await found({ q: 'no such thing' })).toEqual([]);
  });

  it('the dock shows what waits, oldest first, and what was done today at the site', async () => {
    const seen = await andre.call(warehouse.dock, { params: { id: site.id } });
    const waiting = seen.waiting.map(({ arrived_at }) => arrived_at);
    expect(waiting).toEqual([...waiting].sort());
    expect(waiting.length).toBeGreaterThan(0);
    expect(seen).toMatchObject({ done_today: expect.any(Number), to_inspect: expect.any(Number), inspected_today: 0 });
    const { rows } = await andre.call(warehouse.units, { query: { stage: 'arrived', limit: 200 } });
    expect(seen.to_inspect).toBe(rows.length);
    expect(seen.done_today).toBeGreaterThan(5);
  });
});
