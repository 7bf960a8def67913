/** What a buyer has answered so far, and which question comes next. Pure. */
import type { AnswerOf, BodyIn, portal, Reason, RemedyKind, Uploaded } from '@recoup/contract';

export type Order = AnswerOf<typeof portal.order>;
export type Preview = AnswerOf<typeof portal.preview>;
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
};
export type Request = {
  lines: Chosen[];
  at: number;
  /** The order has one thing only: the first question is what is wrong with it. */
  skipsChoice: boolean;
  /** Sent with the request, so that a second tap or a lost answer makes no second return. */
  key: string;
};
export type Screen = { kind: 'choose' | 'review' } | { kind: 'why' | 'more' | 'remedy'; lineId: string };

export const empty: Request = { lines: [], at: 0, skipsChoice: false, key: crypto.randomUUID() };

const fresh = (lineId: string): Chosen => ({
  lineId,
  quantity: 1,
  reason: null,
  detail: null,
  opened: true,
  comment: '',
  files: [],
  remedy: null,
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

/** The questions in order: what, then for each thing why and more, then for each how, then all once more. */
export function screensOf({ lines, skipsChoice }: Request): Screen[] {
  return [
    ...(skipsChoice ? [] : [{ kind: 'choose' as const }]),
    ...lines.flatMap(({ lineId }) => [
      { kind: 'why' as const, lineId },
      { kind: 'more' as const, lineId },
    ]),
    ...lines.map(({ lineId }) => ({ kind: 'remedy' as const, lineId })),
    { kind: 'review' as const },
  ];
}

/** What the preview is asked about. */
export function wanted({ lines }: Request): BodyIn<typeof portal.preview>['lines'] {
  return lines
    .filter((line) => line.reason !== null)
    .map(({ lineId, quantity, reason, opened }) => ({ order_line_id: lineId, quantity, reason: reason!, opened }));
}

export function askOf({ lines }: Request, language: Ask['language']): Ask {
  return {
    language,
    lines: lines.map(({ lineId, quantity, reason, detail, comment, opened, files, remedy }) => ({
      order_line_id: lineId,
      quantity,
      reason: reason!,
      ...(detail ? { detail } : {}),
      ...(comment.trim() ? { comment: comment.trim() } : {}),
      opened,
      remedy: remedy!,
      file_ids: files.map((file) => file.id),
    })),
  };
}
