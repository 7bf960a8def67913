import type { ChatCard, ChatChoice } from '@recoup/contract';
import type { OrderFacts } from '../../orders/index.ts';
import { dayIn as calendarDay, daysBetween } from '../../platform/clock.ts';
import { returnsOfOrder, trackingPage } from '../../returns/index.ts';
import { itemsIn, meansAll } from '../understanding/items.ts';
import { plain } from '../understanding/spelling.ts';
import { dayIn, type Finding, type Finds, type Look, plainCard } from './look.ts';
import { parcelsOf, type SeenOrder } from './orders.read.ts';
import { proveOrder, type Tried } from './prove-order.ts';
import { itemOf, type Left, linesMeant, orderFacts, whichOrder } from './seen-order.ts';
import { stageWords } from './words.ts';

/** A chat shows so many to tap. */
const MOST_CHOICES = 6;

/**
 * Which order it is about, proved, and how it stands. An order that is named with its e-mail or ZIP is proved on the way;
 * what is only claimed proves nothing. The one order, and its one line, are known from then on.
 */
export const order: Finds = async (look) => {
  const before = await whichOrder(look);
  const tried = before.order ? 'nothing' : await proveOrder(look.at, look.of.tokens, before.all);
  const { order: found, all } = tried === 'proved' ? await whichOrder(look) : before;
  if (!found) return unknown(look, all, tried);
  const facts = await orderFacts(look, found);
  const meant = linesMeant(facts, look.of.slots);
  const open = linesMeant(facts, {}).filter(({ left }) => left > 0);
  const returns = await returnsOfOrder(look.tx, look.ctx, found.id);
  const [parcel] = await parcelsOf(look.tx, look.ctx, found.id);
  const delivered = latest(meant.map(({ line }) => line.delivered_at));
  const { above } = look.at.settings.hand_over;
  return {
    facts: {
      known: true,
      several: all.length > 1,
      needs: 'nothing',
      wrong: false,
      locked: false,
      shipped: facts.lines.some((line) => line.shipped_at !== null || line.delivered_quantity > 0),
      delivered: delivered !== null,
      cancelled: facts.cancelled_at !== null,
      days: delivered && daysBetween(calendarDay(look.brand.timeZone, delivered), today(look)),
      above: above !== null && facts.total > above,
      returnable_lines: open.length,
      has_return: returns.length > 0,
    },
    variables: {
      number: facts.number,
      title: meant.map(({ line }) => line.title).join(', '),
      placed: dayIn(look, facts.placed_at),
      delivered_on: delivered && dayIn(look, delivered),
      carrier: parcel?.carrier,
      first_name: facts.customer.name.trim().split(/\s+/)[0] ?? null,
    },
    sources: [{ kind: 'order', id: found.id, title: found.number }],
    fills: {
      order: { order_id: found.id, number: found.number },
      ...itemsMeant(open, look.of.text, found),
    },
    choices: linesToChoose(open),
    cards: returnCards(look, facts, returns),
  };
};

const today = ({ brand, ctx }: Look) => calendarDay(brand.timeZone, ctx.now);

function unknown(look: Look, all: readonly SeenOrder[], tried: Tried): Finding {
  const named = look.of.tokens.order_numbers.length > 0;
  return {
    facts: {
      known: false,
      several: all.length > 0,
      needs: all.length > 0 ? 'nothing' : named ? 'proof' : 'number',
      wrong: tried === 'wrong',
      locked: tried === 'locked',
    },
    choices: all.slice(0, MOST_CHOICES).map(({ id, number, title, more, placed_at }): ChatChoice => {
      const goods = more > 0 ? `${title} +${more}` : title;
      return { value: id, words: `${number} · ${goods} · ${dayIn(look, placed_at)}` };
    }),
  };
}

/** The one there is; of several the one that was named, which may have been before the order was known, or all of them. */
function itemsMeant(open: readonly Left[], text: string, { id, number }: SeenOrder): Finding['fills'] {
  if (open.length === 1) return { item: [itemOf(open[0]!)] };
  const lines = open.map((left) => itemOf(left));
  const { items } = itemsIn(plain(text), [{ order_id: id, number, lines }]);
  const named = lines.filter((line) => items.some(({ order_line_id }) => order_line_id === line.order_line_id));
  return named.length === 1 || (named.length > 1 && meansAll(plain(text))) ? { item: named } : {};
}

function linesToChoose(open: readonly Left[]): ChatChoice[] {
  if (open.length < 2) return [];
  return open.slice(0, MOST_CHOICES).map(({ line }) => ({ value: line.id, words: line.title }));
}

function returnCards(look: Look, facts: OrderFacts, returns: Awaited<ReturnType<typeof returnsOfOrder>>): ChatCard[] {
  return returns.slice(0, 2).map(({ id, code, stage, title }) => {
    const url = trackingPage(look.ctx, look.brand.slug, {
      brand_id: facts.brand_id,
      order_id: facts.id,
      return_id: id,
    });
    return plainCard('return', { title: `${code} · ${title}`, detail: stageWords[look.of.language][stage], url });
  });
}

function latest(days: readonly (Date | null)[]): Date | null {
  const known = days.filter((day) => day !== null);
  return known.length === 0 ? null : new Date(Math.max(...known.map((day) => day.getTime())));
}
