/** A return as somebody fills it in for a buyer: what of it is asked, what is missing, and whether it steps outside policy. Pure. */
import type {
  AnswerOf,
  BodyIn,
  Money,
  Order,
  Reason,
  RemedyKind,
  RemedyOffer,
  returns,
  Uploaded,
} from '@recoup/contract';

export type DraftLine = {
  quantity: number;
  reason: Reason | null;
  detail: string | null;
  opened: boolean;
  comment: string;
  remedy: RemedyKind | null;
  files: readonly Uploaded[];
};
/** By the id of the order's line; only what was picked is here. */
export type Draft = Readonly<Record<string, DraftLine>>;

export type Preview = AnswerOf<typeof returns.preview>;
export type PreviewLine = Preview['lines'][number];
type Ask = BodyIn<typeof returns.request>;

export const freshLine: DraftLine = {
  quantity: 1,
  reason: null,
  detail: null,
  opened: true,
  comment: '',
  remedy: null,
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

/** The remedy that is taken of a line: the one chosen, while policy still offers it or nothing else is offered. */
export function chosenOf(line: DraftLine, preview: PreviewLine | undefined): RemedyOffer | undefined {
  return preview?.offers.find(({ kind }) => kind === line.remedy);
}

export type Missing = 'lines' | 'reason' | 'remedy' | 'policy' | 'override';

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

/** Money the buyer gets with the remedies chosen; null where none is paid. */
export function sumOf(draft: Draft, previews: ReadonlyMap<string, PreviewLine>): Money | null {
  const offers = Object.entries(draft).flatMap(([id, line]) => chosenOf(line, previews.get(id)) ?? []);
  const paying = offers.filter(({ kind }) => kind !== 'exchange' && kind !== 'replacement');
  const first = paying[0];
  if (!first) return null;
  return { amount: paying.reduce((sum, { amount }) => sum + amount.amount, 0), currency: first.amount.currency };
}

/** The body of the request. Call it only where nothing is missing. */
export function requestOf(draft: Draft, language: Ask['language'], overrideReason: string): Ask {
  const reason = overrideReason.trim();
  return {
    lines: Object.entries(draft).map(([id, line]) => ({
      order_line_id: id,
      quantity: line.quantity,
      reason: line.reason!,
      ...(line.detail ? { detail: line.detail } : {}),
      ...(line.comment.trim() ? { comment: line.comment.trim() } : {}),
      remedy: line.remedy!,
      opened: line.opened,
      file_ids: line.files.map(({ id }) => id),
    })),
    ...(language ? { language } : {}),
    ...(reason ? { override_reason: reason } : {}),
  };
}
