/** `taken`: false for what was there already (its ids stand beside it), and for what is not taken at all (nulls). */
export type Taken = { conversation_id: string | null; message_id: string | null; taken: boolean };
export const NOT_TAKEN: Taken = { conversation_id: null, message_id: null, taken: false };
