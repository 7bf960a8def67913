/** Which reads an event makes old. Pure: an event and the key of a read go in. */
import type { LiveEvent } from '@recoup/contract';

/** Reads that sum up everything: they are old after any event. */
const sums = ['/v1/home', '/v1/returns/counts'];
/** Reads about the person and the workspace: only their own events. */
const own = ['/v1/me', '/v1/search', '/v1/views', '/v1/inbox/search', '/v1/inbox/figures'];
/** Threads show what happened to the order and the returns they are about, which their address does not name. */
const thread = '/v1/conversations/:id/thread';

/**
 * True when the read should be asked anew:
 * - it names one of the event's things by id, in its path or its filters;
 * - it names nothing (a list, a count) and lists things of a kind the event is about.
 */
export function touches(event: LiveEvent, key: readonly unknown[]): boolean {
  const [path, input] = key as [string, { params?: Record<string, unknown>; query?: Record<string, unknown> }?];
  if (typeof path !== 'string' || own.includes(path)) return false;
  if (sums.some((sum) => path.startsWith(sum))) return true;
  const ids = [event.subject_id, event.order_id, event.return_id, event.unit_id].filter(Boolean);
  if (path === thread && (event.order_id || event.return_id)) return true;
  // An outbound order shows its labels and what is free of its goods, which its address does not name.
  if (path.startsWith('/v1/outbound') && ['outbound', 'label', 'stock'].includes(event.subject_kind)) return true;
  const named = Object.values(input?.params ?? {});
  if (named.some((value) => ids.includes(String(value)))) return true;
  // Some things are also read by their code (`/v1/returns/RMA-…`), which the event does not carry: ask those too.
  if (named.length > 0 && named.every((value) => isId(String(value)))) return false;
  return kindsOf(event).some((kind) => path.startsWith(`/v1/${kind}`));
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(text);
}

/** What a second person may be asked about beside a return. */
const waitsForTwo = ['refund', 'store_credit'];

/** First parts of paths, by what the event is about. Parcels, units and refunds change what their return's list shows. */
function kindsOf(event: LiveEvent): string[] {
  const kinds = [plural(event.subject_kind), ...(inboxKinds[event.subject_kind] ?? [])];
  if (event.return_id) kinds.push('returns', 'parcels', 'refunds', 'money', 'credits');
  if (event.return_id || waitsForTwo.includes(event.subject_kind)) kinds.push('approvals');
  if (event.order_id) kinds.push('orders', 'customers');
  if (event.unit_id) kinds.push('units', 'stock', 'bins', 'inspections');
  return kinds;
}

/** Who holds how much changes with a conversation; what the inbox is made of lies below its own address. */
const inboxKinds: Record<string, readonly string[]> = {
  outbound: ['outbound', 'stock-levels', 'parts'],
  stock: ['stock-levels', 'parts', 'outbound'],
  conversation: ['inbox/colleagues', 'assistant/training'],
  intent_model: ['assistant/models'],
  brand: ['assistant/settings', 'assistant/flows', 'call-settings'],
  channel: ['inbox/channels'],
  team: ['inbox/colleagues'],
  macro: ['inbox/macros'],
  article: ['inbox/articles'],
  rule: ['inbox/rules'],
};

function plural(kind: string): string {
  const path = kind.replaceAll('_', '-');
  return path.endsWith('y') ? `${path.slice(0, -1)}ies` : path.endsWith('s') ? path : `${path}s`;
}
