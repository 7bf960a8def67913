import type { StaffLanguage } from '@recoup/contract';
import { permissionsOf, type Role } from '@recoup/contract';
import { sql } from 'kysely';
import { brandOf } from '../accounts/index.ts';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace, type Tx } from '../platform/db.ts';
import { queueMail } from '../platform/outbox.ts';
import { type RecordedEvent, reaction } from '../platform/record.ts';
import { settingsOf } from './refunds/refunds.store.ts';

type Person = { id: string; email: string; language: StaffLanguage };

/** Who looks after a brand's money: the addresses it set; else everybody who may approve and sees that brand. */
export async function moneyPeople(tx: Tx, ctx: Ctx, brandId: string): Promise<Person[]> {
  const { alert_emails } = await settingsOf(tx, ctx, brandId);
  const rows = await tx
    .selectFrom('staff')
    .select(['id', 'email', 'language', 'role', 'brand_ids'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('disabled_at', 'is', null)
    .orderBy('id')
    .execute();
  if (alert_emails.length > 0) {
    const known = new Map(rows.map((row) => [row.email.toLowerCase(), row.language as StaffLanguage]));
    return alert_emails.map((email) => ({ id: email, email, language: known.get(email.toLowerCase()) ?? 'en' }));
  }
  return rows
    .filter(({ role, brand_ids }) => {
      const sees = brand_ids === null || brand_ids.includes(brandId);
      return sees && permissionsOf[role as Role].includes('money.approve');
    })
    .map(({ id, email, language }) => ({ id, email, language: language as StaffLanguage }));
}

const kinds = {
  'refund.failed': 'failed',
  'refund.bounced': 'bounced',
  'refund.elsewhere': 'elsewhere',
  'charge.capture_due': 'capture_due',
  'payment_account.failing': 'account',
  // Whoever ships has to be told: the shop does not hear it from us.
  'order.cancelled': 'cancelled',
} as const;
type Alarming = keyof typeof kinds;

type Facts = {
  code: string;
  amount: number;
  currency: string;
  customer: string;
  order_number: string;
  by: Date | null;
};

/** Something about money needs a person: the brand's money people get a mail, each in their language, once an event. */
export const alertPeople = reaction({
  on: Object.keys(kinds),
  name: 'alert-money-people',
  // Of a refund that was given back past us its own failure tells; a person's own "it did not go through" is no news to them.
  when: (event) => event.brand_id !== null && !(event.type === 'refund.failed' && event.actor.kind !== 'system'),
  run: (ctx, event) =>
    inWorkspace(ctx, async (tx) => {
      const brandId = event.brand_id!;
      const facts = await factsOf(tx, ctx, event);
      const { name } = await brandOf(tx, brandId);
      const money = event.data.amount as { amount: number; currency: string } | undefined;
      for (const person of await moneyPeople(tx, ctx, brandId)) {
        await queueMail(tx, ctx, {
          cause: `${event.id}:${person.id}`,
          template: 'money_alert',
          language: person.language,
          to: person.email,
          brandId: null,
          data: {
            kind: kinds[event.type as Alarming],
            code: facts?.code ?? String(event.data.code ?? event.data.name ?? ''),
            brand_name: name,
            customer_name: facts?.customer.trim() || null,
            order_number: facts?.order_number ?? null,
            amount: money ?? (facts ? { amount: facts.amount, currency: facts.currency } : null),
            reason: reasonOf(event),
            by: facts?.by?.toISOString() ?? null,
            open_url: `${ctx.config.publicUrl}${pageOf(event)}`,
          },
        });
      }
    }),
});

function reasonOf({ data }: RecordedEvent): string | null {
  const said = data.text ?? data.failure;
  return typeof said === 'string' && said !== '' ? said.slice(0, 300) : null;
}

function pageOf({ type, subject }: RecordedEvent): string {
  if (type === 'payment_account.failing') return '/money/payments';
  if (subject.kind === 'charge') return `/money/charges?charge=${subject.id}`;
  return subject.kind === 'order' ? `/orders/${subject.id}` : `/money?refund=${subject.id}`;
}

async function factsOf(tx: Tx, ctx: Ctx, { subject }: RecordedEvent): Promise<Facts | null> {
  if (subject.kind !== 'refund' && subject.kind !== 'charge' && subject.kind !== 'order') return null;
  const from =
    subject.kind === 'refund'
      ? sql`select x.code, x.amount, x.currency, x.order_id, x.due_at as by from refunds x where x.workspace_id = ${ctx.workspaceId} and x.id = ${subject.id}`
      : subject.kind === 'charge'
        ? sql`select x.code, x.amount, x.currency, x.order_id, x.hold_until as by from charges x where x.workspace_id = ${ctx.workspaceId} and x.id = ${subject.id}`
        : sql`select o.number as code, 0::bigint as amount, o.currency, o.id as order_id, null::timestamptz as by from orders o where o.workspace_id = ${ctx.workspaceId} and o.id = ${subject.id}`;
  const found = await sql<Facts>`
    select f.code, f.amount, f.currency, f.by, o.number as order_number, c.name as customer
    from (${from}) f join orders o on o.workspace_id = ${ctx.workspaceId} and o.id = f.order_id
    join customers c on c.workspace_id = o.workspace_id and c.id = o.customer_id`.execute(tx);
  return found.rows[0] ?? null;
}
