/** What a buyer has answered so far, and which question comes next. Pure. */
import type { AnswerOf, BodyIn, portal, portalRemedies, Reason, RemedyKind, Uploaded } from '@recoup/contract';

export type Order = AnswerOf<typeof portal.order>;
/** What may be given for each thing, and what could put it right first. */
export type Answer = AnswerOf<typeof portalRemedies.ask>;
export type AnswerLine = Answer['lines'][number];
export type Ask = BodyIn<typeof portal.request>;

export type Chosen = {
  lineId: string;
  quantity: number;
  reason: Reason | null;
  detail: string | null;
  opened: boolean;
  comment: string;
  files: Uploaded[];
  remedy: RemedyKind | null;
  /** What could put it right without sending it back, once the reason is known. */
  first: AnswerLine | null;
  /** One of these was taken: there is nothing left to ask about it. */
  settled: boolean;
  /** Parts by id, and how many of each. */
  parts: Readonly<Record<string, number>>;
  /** For what it is exchanged. */
  variantId: string | null;
  /** The guide that helped. */
  articleId: string | null;
};
/** Nothing chosen: another reason, another answer. */
export const unchosen = {
  remedy: null,
  settled: false,
  parts: {},
  variantId: null,
  articleId: null,
} satisfies Partial<Chosen>;
export type Request = {
  lines: Chosen[];
  at: number;
  /** The order has one thing only: the first question is what is wrong with it. */
  skipsChoice: boolean;
  /** Sent with the request, so that a second tap or a lost answer makes no second return. */
  key: string;
};
export type Screen = { kind: 'choose' | 'review' } | { kind: 'why' | 'fix' | 'more' | 'remedy'; lineId: string };

export const empty: Request = { lines: [], at: 0, skipsChoice: false, key: crypto.randomUUID() };

const fresh = (lineId: string): Chosen => ({
  lineId,
  quantity: 1,
  reason: null,
  detail: null,
  opened: true,
  comment: '',
  files: [],
  first: null,
  ...unchosen,
});

export type Told =
  | { type: 'only'; lineId: string }
  | { type: 'toggle'; lineId: string }
  | { type: 'set'; lineId: string; change: Partial<Chosen> }
  | { type: 'files'; lineId: string; change: (files: Uploaded[]) => Uploaded[] }
  | { type: 'next' }
  | { type: 'back' }
  | { type: 'changed' };

export function reduce(request: Request, told: Told): Request {
  switch (told.type) {
    case 'only':
      return { ...request, lines: [fresh(told.lineId)], skipsChoice: true };
    case 'toggle': {
      const has = request.lines.some((line) => line.lineId === told.lineId);
      return {
        ...request,
        key: crypto.randomUUID(),
        lines: has
          ? request.lines.filter((line) => line.lineId !== told.lineId)
          : [...request.lines, fresh(told.lineId)],
      };
    }
    case 'set':
      return {
        ...request,
        key: crypto.randomUUID(),
        lines: request.lines.map((line) => (line.lineId === told.lineId ? { ...line, ...told.change } : line)),
      };
    case 'files':
      return {
        ...request,
        key: crypto.randomUUID(),
        lines: request.lines.map((line) =>
          line.lineId === told.lineId ? { ...line, files: told.change(line.files) } : line,
        ),
      };
    case 'next':
      return { ...request, at: request.at + 1 };
    case 'back':
      return { ...request, at: Math.max(0, request.at - 1) };
    case 'changed':
      return { ...request, key: crypto.randomUUID() };
  }
}

/**
 * The questions in order: what; then for each thing why, what could mend it, and more; then for each how; then all once
 * more. What a part or a word of help settles is asked no more about, save for the photo a policy wants.
 */
export function screensOf({ lines, skipsChoice }: Request): Screen[] {
  return [
    ...(skipsChoice ? [] : [{ kind: 'choose' as const }]),
    ...lines.flatMap(({ lineId, first, settled }) => [
      { kind: 'why' as const, lineId },
      ...(first && first.fix_first.length > 0 ? [{ kind: 'fix' as const, lineId }] : []),
      ...(settled && !first?.evidence_needed ? [] : [{ kind: 'more' as const, lineId }]),
    ]),
    ...lines.filter(({ settled }) => !settled).map(({ lineId }) => ({ kind: 'remedy' as const, lineId })),
    { kind: 'review' as const },
  ];
}

/** What is asked about the lines whose reason is known. */
export function wanted({ lines }: Pick<Request, 'lines'>): BodyIn<typeof portalRemedies.ask>['lines'] {
  return lines
    .filter((line) => line.reason !== null)
    .map(({ lineId, quantity, reason, detail, opened, remedy, variantId }) => ({
      order_line_id: lineId,
      quantity,
      reason: reason!,
      ...(detail ? { detail } : {}),
      opened,
      ...(remedy === 'exchange' && variantId ? { exchange_to: variantId } : {}),
    }));
}

/** Does the chosen remedy still need something said: which parts, for what it is exchanged? */
export function needs({ remedy, parts, variantId }: Chosen): 'parts' | 'variant' | null {
  if (remedy === 'spare_part') return Object.values(parts).some((count) => count > 0) ? null : 'parts';
  return remedy === 'exchange' && !variantId ? 'variant' : null;
}

/** What a buyer may take for a line, whether offered first or after. */
export const waysOf = (line: AnswerLine | undefined) => [...(line?.fix_first ?? []), ...(line?.remedies ?? [])];
export const offerOf = (line: AnswerLine | undefined, kind: RemedyKind | null) =>
  waysOf(line).find(({ offer }) => offer.kind === kind)?.offer;

/** The parts to begin with: those the offer names, else the only one that fits. */
export function firstParts(line: AnswerLine): Record<string, number> {
  const named = offerOf(line, 'spare_part')?.goods?.filter((one) => one.kind === 'part') ?? [];
  if (named.length > 0) return Object.fromEntries(named.map(({ id, quantity }) => [id, quantity]));
  const only = line.parts.length === 1 ? line.parts[0] : undefined;
  return only ? { [only.part_id]: 1 } : {};
}

type AskLine = Ask['lines'][number];
function choiceOf({ remedy, parts, variantId, articleId }: Chosen): AskLine['choice'] {
  if (remedy === 'spare_part') {
    const named = Object.entries(parts).flatMap(([part_id, quantity]) => (quantity > 0 ? [{ part_id, quantity }] : []));
    return named.length > 0 ? { parts: named } : undefined;
  }
  if (remedy === 'exchange' && variantId) return { variant_id: variantId };
  return remedy === 'guidance' && articleId ? { article_id: articleId } : undefined;
}

export function askOf({ lines }: Pick<Request, 'lines'>, language: Ask['language']): Ask {
  return {
    language,
    lines: lines.map((line) => {
      const { lineId, quantity, reason, detail, comment, opened, files, remedy, first } = line;
      const choice = choiceOf(line);
      const shown = [...new Set(waysOf(first ?? undefined).map(({ offer }) => offer.kind))];
      return {
        order_line_id: lineId,
        quantity,
        reason: reason!,
        ...(detail ? { detail } : {}),
        ...(comment.trim() ? { comment: comment.trim() } : {}),
        opened,
        remedy: remedy!,
        ...(choice ? { choice } : {}),
        ...(shown.length > 0 ? { shown } : {}),
        file_ids: files.map((file) => file.id),
      };
    }),
  };
}
