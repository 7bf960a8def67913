import type { CustomerDraft } from './customer-draft.ts';
import { sameRecord } from './reconcile-order.ts';

export type StoredCustomer = Omit<CustomerDraft, 'language'> & {
  id: string;
  language: string;
  /** When they last bought, as far as we know. */
  last_order_at: Date | null;
};
export type CustomerRow = CustomerDraft & { id: string };
/** `at`: when the row's order was placed; null for a row about the customer alone, which always counts. */
export type CustomerWord = { draft: CustomerDraft; at: Date | null };

export type CustomerChanges = { insert: CustomerRow[]; update: CustomerRow[] };

/**
 * Decides what is known of customers after a batch. The newest order's word counts: orders come in any order, and an
 * old one, sent again, must not bring an old address back. What a row does not say stays as it is. `ids`: of every
 * customer spoken of, by external id.
 */
export function reconcileCustomers(
  stored: ReadonlyMap<string, StoredCustomer>,
  words: readonly CustomerWord[],
  ids: ReadonlyMap<string, string>,
): CustomerChanges {
  const changes: CustomerChanges = { insert: [], update: [] };
  for (const [externalId, { draft, at }] of newestWords(words)) {
    const old = stored.get(externalId);
    const id = ids.get(externalId)!;
    if (!old) {
      changes.insert.push({ ...draft, id });
      continue;
    }
    if (at !== null && old.last_order_at !== null && at < old.last_order_at) continue;
    const next = { ...merge(draft, old), id };
    if (!sameCustomer(old, next)) changes.update.push(next);
  }
  return changes;
}

function newestWords(words: readonly CustomerWord[]): Map<string, CustomerWord> {
  const newest = new Map<string, CustomerWord>();
  for (const word of words) {
    const before = newest.get(word.draft.external_id);
    if (!before) newest.set(word.draft.external_id, word);
    else {
      const [older, newer] =
        before.at !== null && word.at !== null && word.at < before.at ? [word, before] : [before, word];
      newest.set(word.draft.external_id, { at: newer.at, draft: merge(newer.draft, older.draft) });
    }
  }
  return newest;
}

type Known = Omit<CustomerDraft, 'language'> & { language: string | null };
function merge(newer: CustomerDraft, older: Known): CustomerDraft {
  const email = newer.email === null ? older : newer;
  return {
    ...newer,
    email: email.email,
    email_key: email.email_key,
    phone: newer.phone ?? older.phone,
    language: newer.language ?? (older.language as CustomerDraft['language']),
    address: newer.address ?? older.address,
  };
}

function sameCustomer(a: Known, b: Known): boolean {
  return (
    a.name === b.name &&
    a.name_key === b.name_key &&
    a.last_key === b.last_key &&
    a.email === b.email &&
    a.phone === b.phone &&
    a.language === b.language &&
    sameRecord(a.address, b.address)
  );
}
