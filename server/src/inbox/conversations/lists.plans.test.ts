import { inbox, type QueryIn } from '@recoup/contract';
import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { openFrontDoor } from '../../../test/front-door.ts';
import { scansOf } from '../../../test/plans.ts';
import { openMailroom } from '../clocks/testing/mailroom.ts';
import { colleagues, unshared } from '../teams/teams.store.ts';
import { readConversation } from './conversation.read.ts';
import { latestOfContact, snoozedUntil } from './conversations.store.ts';
import { type ConversationQuery, countConversations, listConversations } from './conversations-list.read.ts';
import { otherConversations } from './related.read.ts';
import { remindersDue } from './reminders.store.ts';
import { readThread } from './thread.read.ts';

const MANY = 40_000;
const BIG = ['conversations', 'messages', 'contacts', 'events'];
const door = await openFrontDoor();
const room = await openMailroom(door);

/** Years of conversations, nearly all of them done, some hundreds still open, each with three messages. */
beforeAll(async () => {
  const owner = new pg.Client({ connectionString: door.ownerUrl });
  await owner.connect();
  const [ws, brand, channel] = [door.workspaceId, room.brand.id, room.channel.id];
  await owner.query(
    `insert into contacts (workspace_id, id, brand_id, name, name_key)
     select $1, gen_random_uuid(), $2, 'Buyer ' || n, 'buyer ' || n from generate_series(1, 20000) n`,
    [ws, brand],
  );
  await owner.query(
    `insert into conversations (workspace_id, id, code, brand_id, contact_id, channel_id, reply_channel_id, subject, state, holder, assignee_id,
       snoozed_until, spam, clock_kind, clock_by, last_at, created_at, last_message_id)
     select $1, gen_random_uuid(), 'C-' || n, $2, k.id, $3, $3, 'Subject ' || n, state, case when n % 3 = 0 then 'staff' else 'nobody' end,
       case when n % 3 = 0 then $4::uuid end, case when n between 101 and 150 then now() + interval '1 day' end, n % 997 = 0,
       case when n <= 90 then 'first_reply' end, case when n <= 90 then now() + (n - 40) * interval '1 minute' end,
       now() - n * interval '1 hour', now() - n * interval '1 hour', gen_random_uuid()
     from (select n, case when n <= 200 then 'open' when n <= 400 then 'waiting' when n % 4 = 0 then 'resolved' else 'closed' end as state
       from generate_series(1, ${MANY}) n) x join contacts k on k.name_key = 'buyer ' || (1 + n % 20000) and k.workspace_id = $1`,
    [ws, brand, channel, room.agent.id],
  );
  await owner.query(
    `insert into messages (workspace_id, id, conversation_id, brand_id, at, kind, direction, channel_id, author, body, state)
     select c.workspace_id, case when n = 3 then c.last_message_id else gen_random_uuid() end, c.id, c.brand_id, c.last_at, 'message', 'in',
       c.channel_id, '{"kind":"buyer","id":null,"name":"Buyer"}', 'Where is it?', 'received'
     from conversations c, generate_series(1, 3) n where c.workspace_id = $1`,
    [ws],
  );
  await owner.query(
    `insert into events (workspace_id, id, at, type, subject_kind, subject_id, actor, brand_id)
     select workspace_id, gen_random_uuid(), created_at, 'conversation.opened', 'conversation', id, '{}', brand_id from conversations where workspace_id = $1`,
    [ws],
  );
  await owner.query('vacuum analyze contacts, conversations, messages, events');
  await owner.end();
});

const ctx = () => {
  const system = door.ctx();
  return { ...system, actor: { ...system.actor, kind: 'staff' as const, id: room.agent.id } };
};
const query = (change: QueryIn<(typeof inbox)['list']>): ConversationQuery =>
  ({ view: 'all', shelf: 'any', sort: 'newest', limit: 50, ...change }) as ConversationQuery;

describe('among forty thousand conversations', () => {
  it.each<[string, QueryIn<(typeof inbox)['list']>]>([
    ['what the console opens on', { view: 'mine_and_unassigned', shelf: 'open', sort: 'clock' }],
    ['what is mine', { view: 'mine', shelf: 'open', sort: 'clock' }],
    ['what waits', { shelf: 'waiting', sort: 'clock' }],
    ['what is put aside', { shelf: 'snoozed', sort: 'clock' }],
    ['what was resolved', { shelf: 'resolved' }],
    ['what I resolved', { view: 'mine', shelf: 'resolved' }],
    ['what breaks soon', { view: 'breach_soon' }],
    ['what broke', { view: 'breached' }],
    ['my mentions', { view: 'mentions' }],
    ['spam', { view: 'spam' }],
    ['the newest of all', {}],
    ['the oldest of all', { sort: 'oldest' }],
    [
      'a page far down',
      {
        cursor: Buffer.from(
          JSON.stringify([new Date(Date.now() - 3e10).toISOString(), '00000000-0000-0000-0000-000000000000']),
        ).toString('base64url'),
      },
    ],
    ['one channel', { channel: 'chat' }],
  ])('%s is found without reading the table', async (_what, change) => {
    const scans = await scansOf(ctx(), BIG, (tx) => listConversations(tx, ctx(), query(change)));
    expect(scans.length).toBeGreaterThan(0);
    for (const scan of scans) {
      expect(scan, scan.sql.slice(0, 400)).not.toMatchObject({ type: 'Seq Scan' });
      expect(scan.read, `${scan.type} on ${scan.table}: ${scan.sql.slice(0, 900)}`).toBeLessThan(2_500);
    }
  });

  it('the counts read what is open, and of what is done no more than two thousand', async () => {
    const scans = await scansOf(ctx(), BIG, (tx) => countConversations(tx, ctx(), { view: 'mine_and_unassigned' }));
    for (const { type, read, table } of scans) {
      expect(type).not.toBe('Seq Scan');
      expect(read, table).toBeLessThan(2_100);
    }
  });

  it('one conversation, its thread, its buyer’s others and the jobs read what they need', async () => {
    const { rows } = await door.owner.call(inbox.list, {
      query: { view: 'all', shelf: 'closed', limit: 1 },
    });
    const { id, contact } = rows[0]!;
    const works = [
      scansOf(ctx(), BIG, (tx) => readConversation(tx, ctx(), id)),
      scansOf(ctx(), BIG, (tx) => readThread(tx, ctx(), id, { limit: 100 })),
      scansOf(ctx(), BIG, (tx) => otherConversations(tx, ctx(), id)),
      scansOf(ctx(), BIG, (tx) =>
        latestOfContact(tx, ctx(), contact.id, { channelId: null, resolvedSince: new Date() }),
      ),
      scansOf(ctx(), BIG, (tx) => snoozedUntil(tx, ctx(), new Date(), 200)),
      scansOf(ctx(), BIG, (tx) => remindersDue(tx, ctx(), 200)),
      scansOf(ctx(), BIG, (tx) => unshared(tx, ctx(), 200)),
      scansOf(ctx(), BIG, (tx) => colleagues(tx, ctx())),
    ];
    for (const scan of (await Promise.all(works)).flat()) {
      expect(scan, `${scan.table}: ${scan.sql.slice(0, 300)}`).not.toMatchObject({ type: 'Seq Scan' });
      expect(scan.read, `${scan.type} on ${scan.table}: ${scan.sql.slice(0, 300)}`).toBeLessThan(600);
    }
  });
});
