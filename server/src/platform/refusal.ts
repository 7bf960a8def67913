/**
 * Business says no. Thrown by decisions and verbs, mapped once at the edge (http.ts) to a problem document.
 * `code` is stable and dotted (`return.more_than_ordered`); words for people live in the screens' catalogues.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;
  readonly details: Record<string, unknown>;

  constructor(code: string, details: Record<string, unknown> = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

/** Status by the last word of the code; everything else that business refuses is 409. */
export function statusOf(code: string): number {
  if (code.endsWith('not_found') || code.endsWith('unknown')) return 404;
  if (code === 'file.type_not_allowed') return 415;
  if (code.endsWith('not_allowed')) return 403;
  if (code.endsWith('too_many')) return 429;
  if (code.endsWith('too_large')) return 413;
  if (code.endsWith('expired')) return 410;
  if (code.startsWith('auth.') || code.startsWith('hook.')) return 401;
  if (code.startsWith('input.')) return 422;
  return 409;
}
