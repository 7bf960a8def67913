/** The retail data of tau-bench as a shop, with a policy equal to that benchmark's rules, set through the API like anybody's. */
import {
  accounts,
  assistant,
  type Flow,
  type PolicyRules,
  startingPolicy,
  stockLevels,
  type UpsertAnswer,
} from '@recoup/contract';
import { loadTauRetail, readTauRetail } from '../../tools/load-tau-retail.ts';
import type { BuyerCase } from './case.ts';
import type { Door } from './door.ts';
import type { Opened } from './run.ts';
import { type Owned, openBrand, type Shop } from './shop.ts';

/** Two weeks and one week before the day the cases are played on. */
const PLACED = '2026-10-27T12:00:00Z';
const DELIVERED = '2026-11-03T12:00:00Z';

/**
 * Delivered orders may be returned to the original payment or a gift card, whatever the reason, or exchanged for another
 * variant of the same product; nothing is kept, mended or taken off. The rules speak of no window, fee, photo or sum.
 */
function rules(): PolicyRules {
  const start = startingPolicy('USD');
  return {
    ...start,
    window: { days: 365, from: 'delivery' },
    freight: { ...start.freight, buyer_fee: 0 },
    evidence_for: [],
    ask_person: { above: null, from_nth_return: null, late_days: 0 },
    cancellation: { by_buyer: 'until_shipped', within_hours: null },
    remedies: {
      ...start.remedies,
      store_credit: { allowed: true, bonus_percent: 0 },
      replacement: false,
      keep_it: { ...start.remedies.keep_it, allowed: false },
      spare_part: false,
      guidance: false,
    },
    disclosure: { posted_before_purchase: true, at_product_page: true },
  };
}

/** A pending order is cancelled for two reasons only: the flow asks which, and gives any other to a person. */
function asksWhy(flow: Flow): Flow {
  const words = (en: string, zh: string) => ({ en, zh });
  const spoken = (en: string, zh: string, es: string) => ({ en, zh, es });
  const choice = (value: string, en: string, zh: string, es: string) => ({ value, words: spoken(en, zh, es) });
  const steps = flow.steps.map((step) => ({
    ...step,
    next: step.id === '3' ? step.next.map((way) => (way.to === '3a' ? { ...way, to: '3w' } : way)) : step.next,
  }));
  return {
    ...flow,
    steps: [
      ...steps,
      {
        id: '3w',
        kind: 'asks',
        slot: 'cancel_reason',
        title: words('Why?', '取消原因'),
        note: null,
        say: spoken('Why would you like to cancel it?', '请问取消的原因是？', '¿Por qué quiere cancelarlo?'),
        choices: [
          choice('no_longer_needed', 'No longer needed', '不需要了', 'Ya no lo necesito'),
          choice('ordered_by_mistake', 'Ordered by mistake', '拍错了', 'Lo pedí por error'),
          choice('better_price_available', 'Found it cheaper', '别家更便宜', 'Lo encontré más barato'),
          choice('takes_too_long', 'It takes too long', '等太久了', 'Tarda demasiado'),
        ],
        next: [
          {
            when: [{ fact: 'cancel_reason', in: ['no-longer-needed', 'ordered-by-mistake'] }],
            to: '3a',
            label: null,
          },
          { when: [], to: '3x', label: null },
        ],
      },
      {
        id: '3x',
        kind: 'hands_over',
        because: 'policy_says_no',
        title: words('Not for this reason', '该原因不能取消'),
        note: null,
        say: spoken(
          'For this reason I can’t cancel it myself. A colleague will look at it with you.',
          '这个原因我这边无法直接取消，请同事跟您一起看看。',
          'Por ese motivo no puedo cancelarlo yo. Un compañero lo verá con usted.',
        ),
        next: [],
      },
    ],
  };
}

/** Opens the shop with all of the data; `order` of a case is the number of one of its orders. */
export async function openTau(door: Door, folder: string, cases: readonly BuyerCase[]): Promise<Opened> {
  const data = await readTauRetail(folder);
  const shop = await openBrand(door, {
    ...{ slug: 'tau', name: 'Tau Retail', rules: rules(), proof: 'order' },
    may_offer: ['refund', 'store_credit', 'exchange'],
  });
  const query = { brand_id: shop.brandId };
  const site = await door.owner(accounts.createSite, {
    body: {
      ...{ code: 'NYC', name: 'New York', time_zone: 'America/New_York' },
      address: {
        name: 'Returns',
        line1: '1 Dock St',
        city: 'New York',
        region: 'NY',
        postal_code: '10001',
        country: 'US',
      },
      brands: [{ brand_id: shop.brandId, categories: null }],
    },
  });
  await loadTauRetail(data, shop.brandId, { placed: PLACED, delivered: DELIVERED }, async (path, type, body) => {
    const headers = { ...door.ownerHeaders, 'content-type': type, 'recoup-workspace': door.workspaceId };
    const answer = await fetch(door.url + path, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as UpsertAnswer;
  });
  const variants = Object.values(data.products).flatMap((product) => Object.values(product.variants)) as {
    item_id: string;
    available?: boolean;
  }[];
  const levels = variants.map(({ item_id, available }, n) => {
    return { sku: item_id, site: site.code, on_hand: available ? 50 : 0, bin: `T-${n}` };
  });
  const set = await door.owner(stockLevels.set, { query, body: { levels } });
  if (set.failed > 0) throw new Error(JSON.stringify(set.errors[0]));
  const flow = await door.owner(assistant.flow, { params: { key: 'cancel_or_change' }, query });
  const saved = await door.owner(assistant.saveFlow, {
    params: { key: 'cancel_or_change' },
    query,
    body: asksWhy(flow.live),
  });
  if (saved.problems.length > 0) throw new Error(JSON.stringify(saved.problems));
  await door.owner(assistant.publishFlow, { params: { key: 'cancel_or_change' }, query });
  return { shop, orders: await ownedBy(door, shop, cases) };
}

async function ownedBy(door: Door, { brandId }: Shop, cases: readonly BuyerCase[]): Promise<Opened['orders']> {
  const orders = await door.rows<Owned>(
    `select id, number, number as key, email, coalesce(address->>'postal_code', '') as zip, '' as tracking
     from orders where workspace_id = $1 and brand_id = $2`,
    [door.workspaceId, brandId],
  );
  const lines = await door.rows<{ id: string; order_id: string; sku: string; title: string }>(
    'select l.id, l.order_id, l.sku, l.title from order_lines l join orders o on o.workspace_id = l.workspace_id and o.id = l.order_id where l.workspace_id = $1 and o.brand_id = $2',
    [door.workspaceId, brandId],
  );
  const byNumber = new Map(orders.map((one) => [one.number, one]));
  const owned = (number: string): Owned => {
    const found = byNumber.get(number);
    if (!found) throw new Error(`tau-retail has no order ${number}`);
    return { ...found, lines: lines.filter(({ order_id }) => order_id === found.id) };
  };
  return {
    own: cases.map(({ order, also_bought }) => [order, ...also_bought].flatMap((key) => (key ? [owned(key)] : []))),
    strangers: cases.map(({ stranger }) => (stranger ? owned(stranger) : null)),
  };
}
