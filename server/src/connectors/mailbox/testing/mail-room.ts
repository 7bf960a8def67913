import { createHmac } from 'node:crypto';
import { type Brand, type Conversation, inbox, inboxSetup, type Message } from '@recoup/contract';
import { type Client, type FrontDoor, openFrontDoor } from '../../../../test/front-door.ts';
import { openSmtp } from './smtp.ts';

/** A brand with a mail channel whose way out is a server on this machine. */
export async function openMailRoom(settings: Record<string, string> = {}, email: Record<string, unknown> = {}) {
  const door = await openFrontDoor({ INBOX_PRIVATE_HOSTS: 'allow', ...settings });
  const brand = await door.makeBrand();
  const smtp = await openSmtp();
  const channel = await openMailChannel(door, brand, { smtp: { ...LOCAL, port: smtp.port }, ...email });
  return { door, brand, smtp, ...channel, ...deskOf(door.owner) };
}

export const LOCAL = { host: '127.0.0.1', security: 'none' as const, user: '', password: '' };

export async function openMailChannel(door: FrontDoor, brand: Brand, email: Record<string, unknown>) {
  const { id, secret } = await door.owner.call(inboxSetup.addChannel, {
    body: {
      brand_id: brand.id,
      name: 'Mail',
      settings: { kind: 'email', address: 'help@lumora.example', from_name: 'Lumora', ...email },
    },
  });
  /** A mail service tells of a mail, signed. */
  async function knock(raw: Buffer, change: { secret?: string; at?: number; type?: string } = {}): Promise<Response> {
    const at = change.at ?? Math.floor(door.now().getTime() / 1000);
    const mac = createHmac('sha256', change.secret ?? secret!)
      .update(`${at}.`)
      .update(raw)
      .digest('hex');
    return fetch(`${door.url}/v1/hooks/email/${id}`, {
      method: 'POST',
      headers: { 'content-type': change.type ?? 'message/rfc822', 'recoup-signature': `t=${at},v1=${mac}` },
      body: new Uint8Array(raw),
    });
  }
  /** The conversation a mail came to; null where it was not taken. */
  async function arrive(raw: Buffer): Promise<string | null> {
    const response = await knock(raw);
    const answer = (await response.json()) as { conversation_id: string | null };
    if (!response.ok) throw new Error(JSON.stringify(answer));
    await door.drain();
    return answer.conversation_id;
  }
  return { channelId: id, secret: secret!, knock, arrive };
}

/** What staff do and see. */
export function deskOf(staff: Client) {
  async function messages(id: string): Promise<Message[]> {
    const { items } = await staff.call(inbox.thread, { params: { id } });
    return items.flatMap((item) => (item.kind === 'message' ? [item.message] : []));
  }
  async function reply(id: string, text: string, more: Record<string, unknown> = {}) {
    const seen_message_id = (await messages(id)).at(-1)?.id ?? null;
    return staff.call(inbox.reply, { params: { id }, body: { text, seen_message_id, ...more } });
  }
  const read = (id: string): Promise<Conversation> => staff.call(inbox.read, { params: { id } });
  const all = async () => (await staff.call(inbox.list, { query: { view: 'all', shelf: 'any' } })).rows;
  return { messages, reply, read, all };
}
