/** What stands for a fact of the conversation in a macro's words, as the server knows them; it refuses any other. */
export const macroVariables = [
  'contact.name',
  'contact.first_name',
  'contact.email',
  'contact.phone',
  'order.number',
  'order.date',
  'order.items',
  'order.total',
  'order.address',
  'order.tracking',
  'return.code',
  'return.stage',
  'agent.name',
  'agent.first_name',
  'brand.name',
  'brand.email',
  'conversation.code',
  'conversation.subject',
] as const;

/** A text with something put in where the caret stands; and where the caret stands then. Pure. */
export function putIn(text: string, start: number, end: number, what: string): { text: string; caret: number } {
  return { text: text.slice(0, start) + what + text.slice(end), caret: start + what.length };
}
