import type { AnswerOf, BodyOf, inboxSetup, Macro } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { calendarsFor, caseOf, checkNamed } from '../cases/cases.store.ts';
import { folded } from '../search/lexemes.ts';
import { answeredBefore, findMacro, listMacros, macrosFor, saveMacro } from './macros.store.ts';
import { inOrder } from './suggest.ts';
import { checkWords } from './words.ts';

type Body = BodyOf<(typeof inboxSetup)['addMacro']>;

/**
 * Macros by name; for a conversation those of its brand, with those that fit it first. `q` narrows by name and words.
 * Throws `conversation.not_found`.
 */
export function readMacros(
  ctx: Ctx,
  { conversation_id, q }: { conversation_id?: string; q?: string },
): Promise<AnswerOf<(typeof inboxSetup)['macros']>> {
  return inWorkspace(ctx, async (tx) => {
    const matches = ({ name, body }: Macro) =>
      folded([name, ...Object.values(body ?? {})].join('\n')).includes(folded(q ?? ''));
    if (!conversation_id) {
      const all = (await listMacros(tx, ctx)).filter(matches);
      return { rows: all.map((macro) => ({ ...macro, suggested: false })) };
    }
    const at = await caseOf(tx, ctx, conversation_id);
    const macros = (await macrosFor(tx, ctx, at.brand_id)).filter(matches);
    const calendars = await calendarsFor(
      tx,
      ctx,
      macros.flatMap(({ conditions }) => conditions),
    );
    const answered = await answeredBefore(
      tx,
      ctx,
      macros.map(({ id }) => id),
    );
    return { rows: inOrder(macros, at, calendars, answered) };
  });
}

/** A manager writes a macro. Throws `macro.words_broken`, and `…not_found` for what its conditions and actions name. */
export function addMacro(ctx: Ctx, body: Body): Promise<Macro> {
  return save(ctx, newId(), { ...body, archived: false }, 'macro.created');
}

/** Throws `macro.not_found` and as `addMacro`. */
export function changeMacro(ctx: Ctx, id: string, body: BodyOf<(typeof inboxSetup)['changeMacro']>): Promise<Macro> {
  return save(ctx, id, body, 'macro.changed');
}

function save(ctx: Ctx, id: string, body: Body & { archived: boolean }, type: string): Promise<Macro> {
  checkWords(body.body);
  return inWorkspace(ctx, async (tx) => {
    if (type === 'macro.changed') await findMacro(tx, ctx, id);
    await checkNamed(tx, ctx, body);
    await saveMacro(tx, ctx, id, body);
    const data = { name: body.name, archived: body.archived };
    await record(tx, ctx, [{ type, subject: { kind: 'macro', id }, brand_id: body.brand_id, data }]);
    return findMacro(tx, ctx, id);
  });
}
