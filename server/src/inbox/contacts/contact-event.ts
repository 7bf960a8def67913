import type { NewEvent } from '../../platform/record.ts';
import type { ContactRow } from './contacts.store.ts';

export function contactEvent(
  type: string,
  at: Pick<ContactRow, 'id' | 'brand_id' | 'name'>,
  data: Record<string, unknown> = {},
): NewEvent {
  return { type, subject: { kind: 'contact', id: at.id }, brand_id: at.brand_id, data: { name: at.name, ...data } };
}
