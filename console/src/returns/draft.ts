/** A return as somebody fills it in for a buyer: what of it is asked, what is missing, and whether it steps outside policy. Pure. */
import type {
  AnswerOf,
  BodyIn,
  Money,
  Order,
  Reason,
  RemedyKind,
  RemedyOffer,
  remediesApi,
  returns,
  Uploaded,
} from '@recoup/contract';
import { choiceOf, needsOf, type Picked, paysNothing, sumOf as sumPicked } from '../remedies/pick.ts';

export type DraftLine = {
  quantity: number;
  reason: Reason | null;
  detail: string | null;
  opened: boolean;
  comment: string;
  remedy: RemedyKind | null;
  /** What the chosen remedy needs said: parts, variant, sum. */
  picked: Picked | null;
  files: readonly Uploaded[];
};
/** By the id of the order's line; only what was picked is here. */
export type Draft = Readonly<Record<string, DraftLine>>;

export type Preview = AnswerOf<typeof returns.preview>;
export type PreviewLine = Preview['lines'][number];
type Ask = BodyIn<typeof returns.request>;
type Question = BodyIn<typeof remediesApi.ask>['lines'][number];

export const freshLine: DraftLine = {
  quantity: 1,
  reason: null,
  detail: null,
  opened: true,
  comment: '',
  remedy: null,
  picked: null,
  files: [],
};

/** Units of a line that no other return holds. */
export const unitsLeft = (line: Pick<Order['lines'][number], 'quantity' | 'return_quantity'>) =>
  Math.max(0, line.quantity - line.return_quantity);

/** What policy is asked: the picked lines whose reason is known. */
export function askedOf(draft: Draft): BodyIn<typeof returns.preview>['lines'] {
  return Object.entries(draft).flatMap(([id, { quantity, reason, opened }]) =>
    reason ? [{ order_line_id: id, quantity, reason, opened }] : [],
  );
}

/** What the one question is asked: the same lines, with the finer word and what an exchange is for. */
export function questionsOf(draft: Draft): Question[] {
  return Object.entries(draft).flatMap(([id, { quantity, reason, detail, opened, picked }]) =>
    reason
      ? [
          {
            order_line_id: id,
            quantity,
            reason,
            opened,
            ...(detail ? { detail } : {}),
            ...(picked?.kind === 'exchange' && picked.variantId ? { exchange_to: picked.variantId } : {}),
          },
        ]
      : [],
  );
}

/** The remedy that is taken of a line: the one chosen, while policy still offers it or nothing else is offered. */
export function chosenOf(line: DraftLine, preview: PreviewLine | undefined): RemedyOffer | undefined {
  return preview?.offers.find(({ kind }) => kind === line.remedy);
}

export type Missing = 'lines' | 'reason' | 'remedy' | 'choice' | 'policy' | 'override';

/** The first thing that is still missing before it can be sent; null where nothing is. */
export function missingOf(
  draft: Draft,
  previews: ReadonlyMap<string, PreviewLine>,
  overrideReason: string,
): Missing | null {
  const lines = Object.entries(draft);
  if (lines.length === 0) return 'lines';
  if (lines.some(([, line]) => line.reason === null)) return 'reason';
  if (lines.some(([id]) => !previews.has(id))) return 'policy';
  if (lines.some(([, line]) => line.remedy === null)) return 'remedy';
  if (lines.some(([id, line]) => line.picked && needsOf(line.picked, chosenOf(line, previews.get(id))) !== null)) {
    return 'choice';
  }
  return standingOf(draft, previews) === 'outside' && overrideReason.trim() === '' ? 'override' : null;
}

export type Standing = 'inside' | 'asks_a_person' | 'outside';

/** Why the request steps outside policy: it says no, it wants photos, or it does not offer the remedy. */
export type Outside = 'policy' | 'photos' | 'remedy';
export function outsideBy(draft: Draft, previews: ReadonlyMap<string, PreviewLine>): Outside[] {
  const found = new Set<Outside>();
  for (const [id, line] of Object.entries(draft)) {
    const preview = previews.get(id);
    if (!preview) continue;
    if (preview.verdict.answer === 'no') found.add('policy');
    if (preview.evidence_needed && line.files.length === 0) found.add('photos');
    if (line.remedy !== null && !chosenOf(line, preview)) found.add('remedy');
  }
  return [...found];
}

/** How the request stands to policy: inside it; for a person to look at; or outside it, which takes a reason. */
export function standingOf(draft: Draft, previews: ReadonlyMap<string, PreviewLine>): Standing {
  if (outsideBy(draft, previews).length > 0) return 'outside';
  const asks = Object.keys(draft).some((id) => previews.get(id)?.verdict.answer === 'ask');
  return asks ? 'asks_a_person' : 'inside';
}

/** What the buyer gets for one line in money; null where none is paid. */
export function moneyOf(line: DraftLine, preview: PreviewLine | undefined): Money | null {
  const offer = chosenOf(line, preview);
  if (!offer || paysNothing(offer.kind)) return null;
  return line.picked ? sumPicked(line.picked, offer) : offer.amount;
}

/** Money the buyer gets with the remedies chosen; null where none is paid. */
export function sumOf(draft: Draft, previews: ReadonlyMap<string, PreviewLine>): Money | null {
  const paid = Object.entries(draft).flatMap(([id, line]) => moneyOf(line, previews.get(id)) ?? []);
  const first = paid[0];
  return first ? { amount: paid.reduce((sum, { amount }) => sum + amount, 0), currency: first.currency } : null;
}

/** The body of the request. Call it only where nothing is missing. */
export function requestOf(
  draft: Draft,
  previews: ReadonlyMap<string, PreviewLine>,
  language: Ask['language'],
  overrideReason: string,
): Ask {
  const reason = overrideReason.trim();
  const choiceFor = (id: string, line: DraftLine) =>
    line.picked ? choiceOf(line.picked, chosenOf(line, previews.get(id))) : undefined;
  return {
    lines: Object.entries(draft).map(([id, line]) => ({
      order_line_id: id,
      quantity: line.quantity,
      reason: line.reason!,
      ...(line.detail ? { detail: line.detail } : {}),
      ...(line.comment.trim() ? { comment: line.comment.trim() } : {}),
      remedy: line.remedy!,
      ...(choiceFor(id, line) ? { choice: choiceFor(id, line) } : {}),
      ...(previews.has(id)
        ? {
            shown: previews
              .get(id)!
              .offers.map(({ kind }) => kind)
              .slice(0, 9),
          }
        : {}),
      opened: line.opened,
      file_ids: line.files.map(({ id }) => id),
    })),
    ...(language ? { language } : {}),
    ...(reason ? { override_reason: reason } : {}),
  };
}
