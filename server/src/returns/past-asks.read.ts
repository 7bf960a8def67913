/** Past requests with what they rested on, for trying out a policy before it is published. */
import type { Reason, RemedyKind, Verdict } from '@recoup/contract';
import { sql } from 'kysely';
import type { PastAsk, PastAsks } from '../policies/index.ts';

/** The newest so many: a preview is an estimate, and must answer while somebody looks at it. */
const MOST = 5000;

type Row = {
  id: string;
  policyVersionId: string | null;
  answer: Verdict['answer'];
  stage: string;
  zone: string;
  currency: string;
  requested_at: Date;
  placed_at: Date;
  cancelled_at: Date | null;
  channel: string;
  earlier: number;
  lines: {
    sku: string;
    category: string;
    final_sale: boolean;
    hygiene: boolean;
    warranty_months: number | null;
    delivered_at: string | null;
    reason: Reason;
    opened: boolean | null;
    before: number;
    quantity: number;
    paid: number;
    remedy: RemedyKind;
    given: number;
    of: number;
    unit_price: number;
    discount: number;
    tax: number;
  }[];
};

/** Requests of a brand since then, newest first, as they stood when they were asked. One statement. */
export const pastAsks: PastAsks = async (tx, ctx, brandId, since) => {
  const { rows } = await sql<Row>`
    select r.id, r.policy_version_id as "policyVersionId", r.verdict->>'answer' as answer, r.stage, b.time_zone as zone, r.currency, r.requested_at,
      o.placed_at, o.cancelled_at, o.channel,
      (select count(*)::int from returns e where e.workspace_id = r.workspace_id and e.customer_id = r.customer_id and e.requested_at < r.requested_at
        and e.requested_at > r.requested_at - interval '365 days' and e.stage not in ('declined', 'cancelled', 'expired')) as earlier,
      (select jsonb_agg(jsonb_build_object('sku', l.sku, 'category', coalesce(p.category, 'general'), 'final_sale', q.final_sale or coalesce(v.final_sale, false),
          'hygiene', coalesce(v.hygiene, false), 'warranty_months', v.warranty_months, 'reason', l.reason, 'opened', l.offer->'asked'->'opened',
          'before', l.offer->'asked'->'before', 'quantity', l.quantity, 'paid', l.offer->'paid', 'remedy', l.remedy, 'given', l.offer->'amount'->'amount',
          'of', q.quantity, 'unit_price', q.unit_price, 'discount', q.discount, 'tax', q.tax,
          'delivered_at', (select max(f.delivered_at) from fulfilment_lines x join fulfilments f on f.workspace_id = x.workspace_id and f.id = x.fulfilment_id
            where x.workspace_id = q.workspace_id and x.order_line_id = q.id)) order by l.position, l.id)
        from return_lines l join order_lines q on q.workspace_id = l.workspace_id and q.id = l.order_line_id
        left join variants v on v.workspace_id = l.workspace_id and v.id = l.variant_id
        left join products p on p.workspace_id = v.workspace_id and p.id = v.product_id
        where l.workspace_id = r.workspace_id and l.return_id = r.id) as lines
    from returns r
    join brands b on b.workspace_id = r.workspace_id and b.id = r.brand_id
    join orders o on o.workspace_id = r.workspace_id and o.id = r.order_id
    where r.workspace_id = ${ctx.workspaceId} and r.brand_id = ${brandId} and r.requested_at >= ${since} and r.source <> 'blind'
    order by r.requested_at desc, r.id desc limit ${MOST}`.execute(tx);
  return rows.map(askOf);
};

function askOf(row: Row): PastAsk {
  const value = row.lines.reduce((sum, line) => sum + line.paid, 0);
  return {
    policyVersionId: row.policyVersionId,
    answer: row.answer,
    lines: row.lines.map((line) => ({
      facts: {
        now: row.requested_at,
        zone: row.zone,
        currency: row.currency,
        order: { placedAt: row.placed_at, cancelledAt: row.cancelled_at, channel: row.channel },
        line: {
          sku: line.sku,
          category: line.category,
          finalSale: line.final_sale,
          left: line.of - line.before,
          deliveredAt: line.delivered_at === null ? null : new Date(line.delivered_at),
        },
        variant: { warrantyMonths: line.warranty_months, finalSale: line.final_sale, hygiene: line.hygiene },
        buyer: { returnsLast365Days: row.earlier },
        ask: { reason: line.reason, opened: line.opened, quantity: line.quantity, value },
      },
      bought: { quantity: line.of, unitPrice: line.unit_price, discount: line.discount, tax: line.tax },
      before: line.before,
      remedy: line.remedy,
      given: row.stage === 'declined' ? 0 : line.given,
    })),
  };
}
