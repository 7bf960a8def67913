import { type Selectable, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Surveys } from '../../platform/db.generated.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Settings, SurveyKind } from './survey.ts';

export type SurveyRow = Omit<Selectable<Surveys>, 'kind'> & { kind: SurveyKind };

/** What brands have set, by brand and kind; of one brand where it is named. */
export async function settingsOf(tx: Tx, ctx: Ctx, brandId?: string): Promise<(Settings & { brand_id: string })[]> {
  let find = tx
    .selectFrom('survey_settings')
    .select(['brand_id', 'kind', 'enabled', 'after_minutes', 'again_after_days', 'share', 'channels'])
    .where('workspace_id', '=', ctx.workspaceId);
  if (brandId !== undefined) find = find.where('brand_id', '=', brandId);
  return (await find.execute()) as (Settings & { brand_id: string })[];
}

export async function saveSettings(tx: Tx, ctx: Ctx, brandId: string, settings: Settings): Promise<void> {
  const { kind, ...row } = settings;
  await tx
    .insertInto('survey_settings')
    .values({ workspace_id: ctx.workspaceId, brand_id: brandId, kind, ...row })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'brand_id', 'kind']).doUpdateSet(row))
    .execute();
}

/** The brands one may see, by name, as settings name them. */
export async function brandNames(tx: Tx, ctx: Ctx): Promise<{ id: string; name: string }[]> {
  return tx
    .selectFrom('brands')
    .select(['id', 'name'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('archived_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
}

/** Whether a conversation or its buyer was asked already: this one ever, the buyer since `since`. */
export async function wasAsked(
  tx: Tx,
  ctx: Ctx,
  {
    conversation_id,
    contact_id,
    kind,
    since,
  }: Pick<SurveyRow, 'conversation_id' | 'contact_id' | 'kind'> & { since: Date },
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from surveys where workspace_id = ${ctx.workspaceId} and conversation_id = ${conversation_id} and kind = ${kind}
    union all
    select 1 from surveys where workspace_id = ${ctx.workspaceId} and contact_id = ${contact_id} and asked_at > ${since} and kind = ${kind}
    limit 1`.execute(tx);
  return rows.length > 0;
}

/** Whether a person of ours wrote to the buyer in this conversation, and who did last. */
export async function whoAnswered(
  tx: Tx,
  ctx: Ctx,
  conversationId: string,
): Promise<{ staff_id: string | null } | null> {
  const { rows } = await sql<{ staff_id: string | null }>`
    select author->>'id' as staff_id from messages
    where workspace_id = ${ctx.workspaceId} and conversation_id = ${conversationId} and direction = 'out' and kind = 'message'
      and author->>'kind' = 'staff' and automatic is null and state not in ('scheduled', 'cancelled', 'failed')
    order by id desc limit 1`.execute(tx);
  return rows[0] ?? null;
}

export async function insertSurvey(
  tx: Tx,
  ctx: Ctx,
  row: Pick<SurveyRow, 'id' | 'brand_id' | 'conversation_id' | 'contact_id' | 'kind' | 'staff_id'>,
): Promise<void> {
  await tx
    .insertInto('surveys')
    .values({ workspace_id: ctx.workspaceId, asked_at: ctx.now, ...row })
    .execute();
}

/** Nobody else answers it until the transaction ends. Throws `survey.not_found`. */
export async function lockSurvey(tx: Tx, ctx: Ctx, id: string): Promise<SurveyRow> {
  const row = await tx
    .selectFrom('surveys')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('survey.not_found');
  return row as SurveyRow;
}

export type ShownSurvey = SurveyRow & {
  subject: string;
  language: string | null;
  contact: string;
  contact_language: string;
  staff: string | null;
};

/** A survey with what its page says about it. Throws `survey.not_found`. */
export async function findSurvey(tx: Tx, ctx: Ctx, id: string): Promise<ShownSurvey> {
  const { rows } = await sql<ShownSurvey>`
    select s.*, c.subject, c.language, k.name as contact, k.language as contact_language, p.name as staff
    from surveys s
    join conversations c on c.workspace_id = s.workspace_id and c.id = s.conversation_id
    join contacts k on k.workspace_id = s.workspace_id and k.id = s.contact_id
    left join staff p on p.workspace_id = s.workspace_id and p.id = s.staff_id
    where s.workspace_id = ${ctx.workspaceId} and s.id = ${id}`.execute(tx);
  if (!rows[0]) throw new Refusal('survey.not_found');
  return rows[0];
}

export async function saveAnswer(
  tx: Tx,
  ctx: Ctx,
  id: string,
  answer: { score: number; comment: string | null; answered_at: Date },
): Promise<void> {
  await tx
    .updateTable('surveys')
    .set(answer)
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}
