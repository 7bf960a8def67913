/** The lives of the demo's returns, from the buyer's phone to the shelf, each step at its time and by its person. */
import { type AnswerOf, inspections, moneyApi, portal, returns, warehouse } from '@recoup/contract';
import { type Calendar, DAY, type Dice, later } from './clock.ts';
import type { Person } from './door.ts';
import { sendWhatLeaves } from './parts-story.ts';
import type { SiteKey } from './story.ts';

export type Cast = {
  on: Calendar;
  dice: Dice;
  /** Finishes what the queue holds. */
  settle(): Promise<void>;
  people: Record<'helen' | 'grace' | 'luis' | 'andre' | 'mina' | 'tasha', Person>;
  carrier: Person;
  visitor: Person;
  buyer(token: string): Person;
  siteIds: Record<SiteKey, string>;
  /** When the story stops. */
  end: Date;
};

/** What is to happen to one order's goods. */
export type Life = {
  brand: string;
  number: string;
  email: string;
  asksAt: Date;
  says: string;
  reason: AnswerOf<typeof portal.order>['reasons'][string][number]['reason'];
  photos: readonly string[];
  /** What the bench finds: an area that fails, or nothing. */
  fault: string;
  /** The remedy the buyer would like; the first one offered where it is not. */
  wants: 'refund' | 'store_credit' | 'keep_it' | 'replacement';
  benchPhoto: string;
  /** Ends early: the buyer calls it off, or never sends it. */
  ends?: 'cancelled' | 'never_sent' | 'declined';
  /** Nobody answers, so that it waits for a person when the story stops. */
  unanswered?: boolean;
};

type Return = AnswerOf<typeof portal.request>;

/** The buyer asks on the phone. What follows is put on the calendar by what the answer was. */
export async function ask(cast: Cast, life: Life): Promise<void> {
  const { token } = await cast.visitor.call(portal.findOrder, {
    params: { slug: life.brand },
    body: { number: life.number, proof: life.email },
  });
  const buyer = cast.buyer(token);
  const order = await buyer.call(portal.order);
  const line = order.lines.find((one) => one.quantity_left > 0);
  if (!line) return;
  const chosen = { order_line_id: line.order_line_id, quantity: 1, reason: life.reason };
  const preview = await buyer.call(portal.preview, { body: { lines: [chosen] } });
  const seen = preview.lines[0]!;
  if (seen.verdict.answer === 'no' || seen.offers.length === 0) return;
  const remedy = seen.offers.find((offer) => offer.kind === life.wants)?.kind ?? seen.offers[0]!.kind;
  const file_ids: string[] = [];
  for (const name of life.photos) file_ids.push(await buyer.photo(name));
  if (preview.evidence_needed && file_ids.length === 0) file_ids.push(await buyer.photo(life.benchPhoto));
  const asked = await buyer.call(portal.request, {
    body: { language: 'en', lines: [{ ...chosen, remedy, comment: life.says, file_ids }] },
  });
  await follow(cast, life, buyer, asked);
}

async function follow(cast: Cast, life: Life, buyer: Person, asked: Return): Promise<void> {
  const { on, dice } = cast;
  const at = on.now();
  if (asked.waits_for_person) {
    if (life.unanswered) return;
    const answered = later(at, dice.between(2, 20));
    const agent = dice.chance(0.5) ? cast.people.grace : cast.people.luis;
    on.at(answered, async () => {
      if (life.ends === 'declined') {
        await agent.call(returns.decline, {
          params: { id: asked.id },
          body: { reason: 'Asked after the last day, and the photos show wear from use.' },
        });
        return;
      }
      await agent.call(returns.approve, {
        params: { id: asked.id },
        body: { reason: 'Loyal buyer, and the photos show the fault.' },
      });
      approved(cast, life, buyer, asked);
    });
    return;
  }
  approved(cast, life, buyer, asked);
}

function approved(cast: Cast, life: Life, buyer: Person, asked: Return): void {
  const { on, dice } = cast;
  const at = on.now();
  if (life.ends === 'cancelled' && asked.goods_back) {
    on.at(later(at, 30), async () => {
      await buyer.call(portal.cancel, { params: { id: asked.id } });
    });
    return;
  }
  if (!asked.goods_back) {
    on.at(later(at, dice.between(5, 30)), () => pay(cast, asked.id));
    return;
  }
  if (life.ends === 'never_sent') return;
  const shipped = later(at, dice.between(20, 90));
  const arrives = later(shipped, dice.between(50, 110));
  on.at(shipped, async () => {
    await cast.settle();
    await scan(cast, asked.id, 'picked_up', 'Drop-off point');
    await scan(cast, asked.id, 'in_transit', 'Regional hub');
  });
  on.at(arrives, async () => {
    await scan(cast, asked.id, 'delivered', 'Dock');
    await receive(cast, life, asked.id);
  });
}

async function scan(
  cast: Cast,
  id: string,
  code: 'picked_up' | 'in_transit' | 'delivered',
  place: string,
): Promise<void> {
  const { label } = await cast.people.helen.call(returns.get, { params: { id } });
  if (label?.tracking)
    await cast.carrier.call(returns.track, {
      body: { events: [{ tracking: label.tracking, code, at: cast.on.now().toISOString(), place }] },
    });
}

async function receive(cast: Cast, life: Life, id: string): Promise<void> {
  const { on, dice } = cast;
  const found = await cast.people.helen.call(returns.get, { params: { id } });
  const siteId = found.facts.place.site?.id ?? cast.siteIds.dallas;
  const operator = siteId === cast.siteIds.losangeles ? cast.people.mina : cast.people.andre;
  const parcel = await operator.call(warehouse.arrive, {
    body: {
      site_id: siteId,
      return_id: id,
      tracking: found.label?.tracking ?? undefined,
      carrier: found.label?.carrier,
    },
  });
  // The docks fall behind at the end of the story, so that parcels wait there.
  const fallsBehind = cast.end.getTime() - on.now().getTime() < 2.5 * DAY;
  on.at(later(on.now(), fallsBehind ? dice.between(10, 80) : dice.between(1, 9)), async () => {
    await operator.call(warehouse.addParcelPhotos, {
      params: { id: parcel.id },
      body: { file_ids: [await operator.photo('carton.jpg')], caption: 'Carton' },
    });
    const units: string[] = [];
    for (const line of parcel.lines) {
      for (let n = line.counted; n < line.expected; n++) {
        const serial = line.serials[n];
        const { unit } = await operator.call(warehouse.count, {
          params: { id: parcel.id },
          body: { scan_id: crypto.randomUUID(), return_line_id: line.return_line_id, serial },
        });
        units.push(unit.id);
      }
    }
    await operator.call(warehouse.close, { params: { id: parcel.id }, body: {} });
    for (const unit of units)
      on.at(later(on.now(), dice.between(2, 28)), () => inspect(cast, life, id, unit, operator));
  });
}

async function inspect(cast: Cast, life: Life, returnId: string, unitId: string, operator: Person): Promise<void> {
  const { on, dice } = cast;
  const inspector = dice.chance(0.5) ? cast.people.tasha : operator;
  const photos: string[] = [];
  let run = await inspector.call(inspections.start, { params: { id: unitId } });
  while (run.next !== null) {
    const step = run.sop.steps.find((one) => one.key === run.next)!;
    const fails = step.area === life.fault;
    const light = step.area === 'appearance' && life.fault === 'sound' && dice.chance(0.45);
    const answer =
      step.answers.find((one) => one.tone === (fails ? 'bad' : light ? 'neutral' : 'good')) ??
      step.answers.find((one) => one.tone === 'good') ??
      step.answers[0];
    const needed = Math.max(step.photos, answer?.photo ? 1 : 0);
    const file_ids: string[] = [];
    for (let n = 0; n < needed; n++)
      file_ids.push(
        await inspector.photo(photos.length % 2 === 0 ? life.benchPhoto : (life.photos[0] ?? life.benchPhoto)),
      );
    photos.push(...file_ids);
    const note =
      step.kind === 'serial' ? (run.unit.serial ?? 'none on the plate') : step.kind === 'note' ? 'Nothing else.' : null;
    run = await inspector.call(inspections.answer, {
      params: { id: run.id },
      body: { step: step.key, answer: answer?.key ?? null, note, file_ids, seconds: dice.between(9, 55) },
    });
  }
  const done = await inspector.call(inspections.finish, { params: { id: run.id } });
  if (done.acceptance === 'ask') {
    if (cast.end.getTime() - on.now().getTime() < 5 * DAY && dice.chance(0.7)) return;
    await cast.people.helen.call(inspections.accept, {
      params: { id: unitId },
      body: { acceptance: 'accepted', reason: 'Goodwill: first return of this buyer.' },
    });
  }
  on.at(later(on.now(), dice.between(1, 10)), () => decide(cast, unitId, inspector, operator));
  on.at(later(on.now(), dice.between(6, 40)), () => pay(cast, returnId));
}

async function decide(cast: Cast, unitId: string, inspector: Person, operator: Person): Promise<void> {
  const { on, dice } = cast;
  const ways = await inspector.call(inspections.reckon, { params: { id: unitId } });
  const second = ways.ways.find(
    (way) =>
      way.allowed &&
      way.disposition !== ways.suggested &&
      way.disposition !== 'hold' &&
      way.disposition !== 'return_to_buyer',
  );
  const override = second !== undefined && dice.chance(0.08);
  const disposition = override ? second.disposition : ways.suggested;
  await (override ? cast.people.helen : inspector).call(inspections.decide, {
    params: { id: unitId },
    body: { disposition, reason: override ? 'The open-box shelf for this model is full this week.' : undefined },
  });
  const bin = ways.bins.find((one) => one.disposition === disposition)?.bin;
  if (!bin) return;
  on.at(later(on.now(), dice.between(1, 20)), async () => {
    const unit = await operator.call(warehouse.moveUnit, { params: { id: unitId }, body: { bin_id: bin.id } });
    const as = {
      restock: 'sold',
      open_box: 'sold',
      liquidate: 'liquidated',
      recycle: 'recycled',
      return_to_buyer: 'sent_back',
    }[disposition as string] as 'sold' | undefined;
    if (!as || unit.stage !== 'ready') return;
    const chosen = ways.ways.find((way) => way.disposition === disposition)!;
    const price = chosen.lines.find((line) => line.code === 'sale' || line.code === 'lot_price')?.amount.amount ?? 0;
    on.at(later(on.now(), dice.between(60, 700)), async () => {
      // Promised to a buyer meanwhile, it leaves under the outbound order.
      const { unit: now } = await operator.call(warehouse.unit, { params: { id: unitId } });
      if (!now.moves.includes('send_out')) return;
      await operator.call(warehouse.sendOut, {
        params: { id: unitId },
        body: {
          as,
          recovered: as === 'sold' || as === 'liquidated' ? Math.round((price * dice.between(88, 106)) / 100) : 0,
        },
      });
    });
  });
}

async function pay(cast: Cast, returnId: string): Promise<void> {
  await cast.settle();
  await sendWhatLeaves(cast, returnId);
  const { rows } = await cast.people.helen.call(moneyApi.refunds, { query: { return_id: returnId } });
  for (const refund of rows.filter((one) => one.state === 'owed')) {
    const agent = cast.people.grace;
    const id = { params: { id: refund.id } };
    if (refund.needs_second) {
      await agent.call(moneyApi.askSecond, { ...id, body: { note: 'Goods checked, inside policy.' } });
      if (cast.end.getTime() - cast.on.now().getTime() < 4 * DAY && cast.dice.chance(0.6)) continue;
      await cast.people.helen.call(moneyApi.approve, { ...id, body: {} });
    } else {
      await agent.call(moneyApi.send, { ...id, body: {} });
    }
    if (refund.kind === 'store_credit') continue;
    const reference = `ch_${refund.code.slice(3).replace('-', '').toLowerCase()}`;
    cast.on.at(later(cast.on.now(), cast.dice.between(1, 12)), async () => {
      if (cast.end.getTime() - cast.on.now().getTime() < 6 * DAY && cast.dice.chance(0.12))
        await agent.call(moneyApi.markFailed, { ...id, body: { reason: 'Card closed; the bank sent it back.' } });
      else await agent.call(moneyApi.markPaid, { ...id, body: { reference } });
    });
  }
}
