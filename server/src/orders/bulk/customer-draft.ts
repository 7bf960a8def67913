import type { Address, BuyerLanguage, CustomerInput } from '@recoup/contract';
import { emailKey, lastNameKey, nameKey } from '../keys.ts';

/** What a row says of a customer. Null: it says nothing, and what is known stays. */
export type CustomerDraft = {
  external_id: string;
  name: string;
  name_key: string;
  last_key: string;
  email: string | null;
  email_key: string | null;
  phone: string | null;
  language: BuyerLanguage | null;
  address: Address | null;
};

/**
 * A customer without an id of the shop's own is known by the e-mail; without that, by `otherwise` (a guest's one order).
 * `row` is the row as it came: a language the sender did not write must not overwrite the one we know.
 */
export function customerDraft(input: CustomerInput, row: unknown, otherwise: string): CustomerDraft {
  const email = input.email ?? null;
  const sent = (row as { customer?: { language?: unknown }; language?: unknown }) ?? {};
  const language = (sent.customer ?? sent).language === undefined ? null : input.language;
  return {
    external_id: input.external_id ?? (email === null ? otherwise : `email:${emailKey(email)}`.slice(0, 240)),
    name: input.name,
    name_key: nameKey(input.name),
    last_key: lastNameKey(input.name),
    email,
    email_key: email === null ? null : emailKey(email),
    phone: input.phone ?? null,
    language,
    address: input.address ?? null,
  };
}
