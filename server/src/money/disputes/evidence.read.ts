import { policyWords } from '@recoup/contract/policy-words';
import { sql } from 'kysely';
import { brandOf } from '../../accounts/index.ts';
import { orderForReturn } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { rulesInForce } from '../../policies/index.ts';
import type { DisputeRow } from './disputes.store.ts';
import { refundsFacing } from './disputes.store.ts';
import type { Accepted, Evidence, Happened, OwnFile, Shipment } from './evidence.ts';
import { conversationSide, disputeGoodsSide, type Picture } from './sides.ts';

/** Enough for any case a bank reads; what is more stays in the product. */
const MOST_SAID = 60;
const MOST_PICTURES = 16;

type Returned = Evidence['returns'][number] & {
  pictures: { key: string; caption: string | null; at: string; by: string }[];
};

/** Gathers what speaks for the brand: of the order, its returns and refunds, and through the sides what was said and found. */
export async function gatherEvidence(tx: Tx, ctx: Ctx, dispute: DisputeRow): Promise<Evidence> {
  const order = await orderForReturn(tx, ctx, dispute.order_id);
  const brand = await brandOf(tx, dispute.brand_id);
  const of = { orderId: order.id, most: MOST_PICTURES };
  const returned = await returnsOf(tx, ctx, order.id);
  const fromReturns: Picture[] = returned.flatMap(({ pictures }) =>
    pictures.map(({ key, caption, at, by }) => ({
      key,
      caption,
      at: new Date(at),
      by: by === 'Buyer' ? 'buyer' : 'brand',
    })),
  );
  const pictures = [
    ...fromReturns,
    ...(await conversationSide().pictures(tx, ctx, of)),
    ...(await disputeGoodsSide().pictures(tx, ctx, of)),
  ].slice(0, MOST_PICTURES);
  const refunds = await refundsFacing(tx, ctx, dispute);
  const shipments = await shipmentsOf(tx, ctx, order.id);
  return {
    brand: {
      name: brand.name,
      slug: brand.slug,
      timeZone: brand.timeZone,
      policy_url: `${ctx.config.publicUrl}/b/${brand.slug}/policy`,
    },
    order,
    shipments,
    said: await conversationSide().said(tx, ctx, { orderId: order.id, most: MOST_SAID }),
    pictures,
    inspected: await disputeGoodsSide().inspected(tx, ctx, order.id),
    policies: await policiesOf(tx, ctx, order),
    refunds,
    credits: await creditsOf(tx, ctx, order.id),
    returns: returned.map(({ pictures: _, ...one }) => one),
    timeline: await happened(tx, ctx, order.id, { placed_at: order.placed_at, shipments }),
    files: await filesOf(tx, ctx, dispute.id),
  };
}

async function shipmentsOf(tx: Tx, ctx: Ctx, orderId: string): Promise<Shipment[]> {
  return tx
    .selectFrom('fulfilments')
    .select(['carrier', 'tracking', 'shipped_at', 'delivered_at'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('order_id', '=', orderId)
    .orderBy('shipped_at')
    .execute();
}

async function returnsOf(tx: Tx, ctx: Ctx, orderId: string): Promise<Returned[]> {
  const { rows } = await sql<Returned>`
    select r.code, r.stage, r.requested_at, r.received_at,
      coalesce((select jsonb_agg(distinct l.reason) from return_lines l where l.workspace_id = r.workspace_id and l.return_id = r.id), '[]') as reasons,
      coalesce((select jsonb_agg(jsonb_build_object('key', f.key, 'caption', x.caption, 'at', x.added_at, 'by', x.added_by) order by x.added_at)
        from return_files x join files f on f.workspace_id = x.workspace_id and f.id = x.file_id
        where x.workspace_id = r.workspace_id and x.return_id = r.id and f.type = 'image/jpeg'), '[]') as pictures
    from returns r where r.workspace_id = ${ctx.workspaceId} and r.order_id = ${orderId} order by r.requested_at`.execute(
    tx,
  );
  return rows;
}

async function creditsOf(tx: Tx, ctx: Ctx, orderId: string): Promise<Evidence['credits']> {
  const rows = await tx
    .selectFrom('store_credits')
    .select(['amount', 'created_at'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('order_id', '=', orderId)
    .where('state', 'not in', ['asked', 'declined', 'void'])
    .execute();
  return rows.map(({ amount, created_at }) => ({ amount, at: created_at }));
}

/** The version in force when the order was placed, line by line, in both languages of the pack. */
async function policiesOf(tx: Tx, ctx: Ctx, order: Evidence['order']): Promise<Accepted[]> {
  const { brand_id: brandId, placed_at: placedAt, channel, lines, currency } = order;
  const found = await rulesInForce(tx, ctx, { brandId, placedAt, channel, lines });
  const byVersion = new Map<string, Accepted>();
  found.forEach((one, i) => {
    if (!one) return;
    const words = (language: 'en' | 'zh') =>
      policyWords(one.rules, language, currency).map(({ parts }) =>
        parts.map((part) => ('text' in part ? part.text : part.value)).join(''),
      );
    const known = byVersion.get(one.versionId) ?? {
      name: one.name,
      version: one.version,
      titles: [],
      en: words('en'),
      zh: words('zh'),
    };
    known.titles.push(lines[i]!.title);
    byVersion.set(one.versionId, known);
  });
  return [...byVersion.values()];
}

/** What a bank may read of the order's events; what only concerns ourselves stays out. */
const told = [
  'return.requested',
  'return.approved',
  'return.declined',
  'return.in_transit',
  'return.received',
  'return.replacement_sent',
  'return.closed',
  'unit.inspected',
  'outbound.shipped',
  'outbound.delivered',
  'refund.sent',
  'credit.issued',
  'dispute.opened',
];

async function happened(
  tx: Tx,
  ctx: Ctx,
  orderId: string,
  known: { placed_at: Date; shipments: readonly Shipment[] },
): Promise<Happened[]> {
  const rows = await tx
    .selectFrom('events')
    .select(['at', 'type', 'data'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('order_id', '=', orderId)
    .where('type', 'in', told)
    .orderBy('id')
    .limit(200)
    .execute();
  const own: Happened[] = [
    { at: known.placed_at, code: 'order.placed', facts: {} },
    ...known.shipments.flatMap(({ shipped_at, delivered_at, tracking, carrier }) => [
      ...(shipped_at ? [{ at: shipped_at, code: 'order.shipped', facts: { tracking, carrier } }] : []),
      ...(delivered_at ? [{ at: delivered_at, code: 'order.delivered', facts: { tracking, carrier } }] : []),
    ]),
  ];
  const recorded = rows.map(({ at, type, data }) => ({
    at,
    code: type,
    facts: (data ?? {}) as Record<string, unknown>,
  }));
  return [...own, ...recorded].sort((a, b) => a.at.getTime() - b.at.getTime());
}

export async function filesOf(tx: Tx, ctx: Ctx, disputeId: string): Promise<OwnFile[]> {
  return tx
    .selectFrom('dispute_files as x')
    .innerJoin('files as f', (on) => on.onRef('f.workspace_id', '=', 'x.workspace_id').onRef('f.id', '=', 'x.file_id'))
    .select(['f.id', 'f.key', 'f.name', 'f.type'])
    .where('x.workspace_id', '=', ctx.workspaceId)
    .where('x.dispute_id', '=', disputeId)
    .orderBy('x.position')
    .execute();
}
