import type { AnswerOf, BodyOf, inboxSetup, Rule } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { checkNamed } from '../cases/cases.store.ts';
import { findRule, listRules, removeRule, saveRule } from './rules.store.ts';

type Body = BodyOf<(typeof inboxSetup)['addRule']>;

/** Rules in the order they run. */
export function readRules(ctx: Ctx): Promise<AnswerOf<(typeof inboxSetup)['rules']>> {
  return inWorkspace(ctx, async (tx) => ({ rows: await listRules(tx, ctx) }));
}

/** A manager writes a rule. A rule about silence without hours waits a day. Throws `…not_found` for what it names. */
export function addRule(ctx: Ctx, body: Body): Promise<Rule> {
  return save(ctx, newId(), body, 'rule.created');
}

/** Throws `rule.not_found` and as `addRule`. What it did stays done. */
export function changeRule(ctx: Ctx, id: string, body: Body): Promise<Rule> {
  return save(ctx, id, body, 'rule.changed');
}

/** Throws `rule.not_found`. */
export function deleteRule(ctx: Ctx, id: string): Promise<{ ok: true }> {
  return inWorkspace(ctx, async (tx) => {
    const rule = await findRule(tx, ctx, id);
    await removeRule(tx, ctx, id);
    const subject = { kind: 'rule', id };
    await record(tx, ctx, [
      { type: 'rule.deleted', subject, brand_id: rule.brand?.id ?? null, data: { name: rule.name } },
    ]);
    return { ok: true };
  });
}

const DAY_OF_HOURS = 24;

/** The rule as it is kept: hours of silence belong to rules about silence alone. */
export function asKept(body: Body): Body {
  return { ...body, idle_hours: body.on === 'idle' ? (body.idle_hours ?? DAY_OF_HOURS) : null };
}

function save(ctx: Ctx, id: string, body: Body, type: string): Promise<Rule> {
  return inWorkspace(ctx, async (tx) => {
    if (type === 'rule.changed') await findRule(tx, ctx, id);
    await checkNamed(tx, ctx, body);
    await saveRule(tx, ctx, id, asKept(body));
    const data = { name: body.name, enabled: body.enabled };
    await record(tx, ctx, [{ type, subject: { kind: 'rule', id }, brand_id: body.brand_id, data }]);
    return findRule(tx, ctx, id);
  });
}
