import { type AnswerOf, inbox, inboxSetup } from '@recoup/contract';
import type { Book, Sample, Things } from './sample.ts';

const LATER = '2099-01-01T00:00:00Z';

/** Two conversations of one brand, logged from the phone, with what belongs to them. */
export const inboxBook: Book = {
  async make(door, { brand, order }) {
    const channel = await door.owner.call(inboxSetup.addChannel, {
      body: { brand_id: brand!, name: 'Phone of the first', settings: { kind: 'phone', number: '+15125550100' } },
    });
    const log = (subject: string, more: object): Promise<AnswerOf<typeof inbox.start>> =>
      door.owner.call(inbox.start, {
        body: {
          channel_id: channel.id,
          subject,
          text: 'It flickers, says the buyer of the first',
          direction: 'in',
          ...more,
        },
      });
    const one = await log('Lamp of the first flickers', { order_id: order! });
    const other = await log('Lamp of the first again', { to: '+15125550111', name: 'Hal of the first' });
    const team = await door.owner.call(inboxSetup.addTeam, {
      body: { name: 'Team of the first', brand_id: brand!, share_out: false },
    });
    const merged = await log('Third of the first', { contact_id: other.contact.id });
    const { joins } = await door.owner.call(inbox.merge, { params: { id: other.id }, body: { other_id: merged.id } });
    const reminded = await door.owner.call(inbox.remind, { params: { id: one.id }, body: { at: LATER } });
    const { items } = await door.owner.call(inbox.thread, { params: { id: one.id } });
    return {
      channel: channel.id,
      conversation: one.id,
      conversationCode: one.code,
      otherConversation: other.id,
      join: joins[0]!.id,
      reminder: reminded.reminders[0]!.id,
      contact: one.contact.id,
      otherContact: other.contact.id,
      message: items.find((item) => item.kind === 'message')!.id,
      team: team.id,
    };
  },
  samples: {
    get_conversations: ({ brand, contact, channel, team }) => ({
      query: {
        brand_id: brand!,
        contact_id: contact!,
        channel_id: channel!,
        team_id: team!,
        view: 'all',
        shelf: 'any',
      },
    }),
    get_conversations_counts: ({ brand, team }) => ({ query: { brand_id: brand!, team_id: team! } }),
    get_conversations_id: ({ conversation }) => ({ params: { id: conversation! } }),
    get_conversations_id_thread: ({ conversation }) => ({ params: { id: conversation! } }),
    get_conversations_id_related: ({ conversation }) => ({ params: { id: conversation! } }),
    post_conversations: ({ channel, contact }) => ({
      body: { channel_id: channel!, contact_id: contact!, subject: 'spy', text: 'spy' },
    }),
    post_conversations_id_reply: ({ conversation, message }) => ({
      params: { id: conversation! },
      body: { text: 'spy', seen_message_id: message! },
    }),
    post_conversations_id_notes: of({ text: 'spy' }),
    post_conversations_id_seen: ({ conversation, message }) => ({
      params: { id: conversation! },
      body: { message_id: message! },
    }),
    put_conversations_id_draft: of({ text: 'spy' }),
    post_conversations_id_assign: ({ conversation, team }) => ({
      params: { id: conversation! },
      body: { staff_id: null, team_id: team! },
    }),
    post_conversations_id_snooze: of({ until: LATER }),
    post_conversations_id_wake: of({}),
    post_conversations_id_wait: of({}),
    post_conversations_id_resolve: of({}),
    post_conversations_id_reopen: of({}),
    post_conversations_id_close: of({}),
    post_conversations_id_priority: of({ priority: 'high' }),
    post_conversations_id_tags: of({ tags: ['spy'] }),
    post_conversations_id_subject: of({ subject: 'spy' }),
    post_conversations_id_language: of({ language: 'es' }),
    post_conversations_id_link: ({ conversation, order, return: id }) => ({
      params: { id: conversation! },
      body: { order_id: order!, return_id: id! },
    }),
    post_conversations_id_remind: of({ at: LATER }),
    post_conversations_id_forget_reminder: ({ conversation, reminder }) => ({
      params: { id: conversation! },
      body: { reminder_id: reminder! },
    }),
    post_conversations_id_merge: ({ conversation, otherConversation }) => ({
      params: { id: conversation! },
      body: { other_id: otherConversation! },
    }),
    post_conversations_id_split: ({ conversation, message }) => ({
      params: { id: conversation! },
      body: { message_ids: [message!], subject: 'spy' },
    }),
    post_conversations_id_undo_join: ({ otherConversation, join }) => ({
      params: { id: otherConversation! },
      body: { join_id: join! },
    }),
    post_conversations_id_spam: of({ spam: true }),
    post_conversations_bulk: ({ conversation }) => ({ body: { ids: [conversation!], act: { do: 'resolve' } } }),
    post_messages_id_cancel: ({ message }) => ({ params: { id: message! } }),
    post_messages_id_retry: ({ message }) => ({ params: { id: message! } }),
    get_contacts: ({ brand }) => ({ query: { brand_id: brand! } }),
    get_contacts_id: ({ contact }) => ({ params: { id: contact! } }),
    patch_contacts_id: ({ contact, customer }) => ({ params: { id: contact! }, body: { customer_id: customer! } }),
    post_contacts_id_block: ({ contact }) => ({ params: { id: contact! }, body: { blocked: true } }),
    post_contacts_id_merge: ({ contact, otherContact }) => ({
      params: { id: contact! },
      body: { other_id: otherContact! },
    }),
    post_contacts_id_undo_merge: ({ contact, join }) => ({ params: { id: contact! }, body: { join_id: join! } }),
    post_inbox_channels: ({ brand }) => ({
      body: { brand_id: brand!, name: 'spy', settings: { kind: 'phone', number: '' } },
    }),
    patch_inbox_channels_id: ({ channel }) => ({ params: { id: channel! }, body: { name: 'spy' } }),
    post_inbox_channels_id_secret: ({ channel }) => ({ params: { id: channel! } }),
    post_inbox_channels_id_try: ({ channel }) => ({ params: { id: channel! } }),
    post_inbox_teams: ({ brand }) => ({ body: { name: 'spy', brand_id: brand! } }),
    patch_inbox_teams_id: ({ team }) => ({ params: { id: team! }, body: { name: 'spy' } }),
  },
};

/** A sample on the first conversation. */
function of(body: object): (things: Things) => Sample {
  return ({ conversation }) => ({ params: { id: conversation! }, body });
}
