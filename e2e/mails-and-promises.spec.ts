import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { accounts, inbox, inboxSetup } from '@recoup/contract';
import { apple, arrive, gmail, mailComes, openMailbox, outlook } from './mailbox.ts';
import { atDesk, office } from './product.ts';

test('answers of three mail programs come into one conversation', async ({ browser }) => {
  const shop = await office();
  const mailbox = await openMailbox(shop);
  const address = `noor-${randomUUID().slice(0, 6)}@mail.example`;
  const subject = 'The shade has a crack';
  const id = await mailComes(mailbox, { from: 'Noor Haddad', address, subject, text: 'The shade has a crack.' });

  const desk = await atDesk(browser, 'agent', `/inbox/${id}`);
  const thread = desk.getByRole('log', { name: 'Messages' });
  await desk.getByPlaceholder(/^Write to /).fill('I am sorry. Would you like a new shade?');
  await desk.keyboard.press('Control+Enter');
  await expect(thread.getByText('Would you like a new shade?')).toBeVisible();
  const ours = async () => {
    const { items } = await shop.call(inbox.thread, { params: { id } });
    const written = items.flatMap((one) => (one.kind === 'message' && one.message.direction === 'out' ? [one] : []));
    return written[0]?.message.envelope?.message_id ?? null;
  };
  await expect.poll(ours, 'our mail has left and is known by its Message-ID').not.toBeNull();

  const answers = (await ours())!;
  const programs = [
    { written: gmail, text: 'Yes please, from my desk.' },
    { written: outlook, text: 'Yes please, from the office.' },
    { written: apple, text: 'Yes please, from the train.' },
  ];
  for (const { written, text } of programs) {
    const quoted = 'I am sorry. Would you like a new shade?';
    const from = `Noor Haddad <${address}>`;
    const raw = written({ from, to: mailbox.address, subject: `Re: ${subject}`, text, quoted, answers });
    expect(await arrive(mailbox, raw)).toBe(id);
    await expect(thread.getByText(text)).toBeVisible();
  }
  // Each quotes us, and the quotes are folded.
  await expect(thread.getByText('Quoted text')).toHaveCount(3);
  await expect(thread.getByText('Would you like a new shade?').locator('visible=true')).toHaveCount(1);
  const list = desk.getByRole('complementary', { name: 'Conversations' });
  await expect(list.getByRole('listitem').filter({ hasText: subject })).toHaveCount(1);
  await desk.context().close();
  await shop.close();
});

test('a promise missed over the weekend escalates, and the team sees it', async ({ browser }) => {
  const shop = await office();
  const mailbox = await openMailbox(shop);
  const brand = (await shop.call(accounts.me)).brands.find((one) => one.slug === 'lumora')!;
  const shift = (day: 'mon' | 'tue' | 'wed' | 'thu' | 'fri') => ({ day, from: '09:00', to: '17:00' });
  const calendar = await shop.call(inboxSetup.addCalendar, {
    body: { name: 'Office hours', time_zone: 'UTC', weekly: (['mon', 'tue', 'wed', 'thu', 'fri'] as const).map(shift) },
  });
  const { id: team } = await shop.call(inboxSetup.addTeam, {
    body: { name: `Rescue ${randomUUID().slice(0, 4)}`, brand_id: brand.id, share_out: false },
  });
  const target = {
    kind: 'first_reply' as const,
    minutes: 60,
    hours: 'business' as const,
    bot_counts: false,
    pause_while_waiting: false,
    pause_while_snoozed: false,
    reset_on_reopen: false,
    warn_minutes: 15,
    escalate: { priority: 'urgent' as const, team_id: team, notify_ids: [] },
  };
  const policy = await shop.call(inboxSetup.addSla, {
    body: {
      name: 'Within an hour',
      brand_id: brand.id,
      calendar_id: calendar.id,
      channels: ['email'],
      targets: [target],
    },
  });

  // Half past four on a Friday: thirty minutes are left that day, and the other thirty are those of Monday morning.
  const friday = lastFriday();
  const address = `ravi-${randomUUID().slice(0, 6)}@mail.example`;
  const id = await mailComes(mailbox, {
    from: 'Ravi Anand',
    address,
    subject: 'Nobody there?',
    text: 'My lamp went dark.',
    at: friday,
  });
  const clock = async () => (await shop.call(inbox.read, { params: { id } })).clocks[0];
  await expect.poll(async () => (await clock())?.state).toBe('breached');
  expect((await clock())!.by).toBe(new Date(friday.getTime() + (64 * 60 + 60) * 60_000).toISOString());

  const desk = await atDesk(browser, 'manager', `/inbox/${id}`);
  const thread = desk.getByRole('log', { name: 'Messages' });
  await expect(
    thread
      .getByText('First reply missed')
      .or(thread.getByText(/missed/i))
      .first(),
  ).toBeVisible();
  const list = desk.getByRole('complementary', { name: 'Conversations' });
  await expect(list.getByRole('listitem').filter({ hasText: 'Nobody there?' }).getByText(/^Late/)).toBeVisible();
  await expect(list.getByRole('listitem').filter({ hasText: 'Nobody there?' }).getByText('urgent')).toBeVisible();
  expect((await shop.call(inbox.read, { params: { id } })).holder.team?.id).toBe(team);

  await shop.call(inboxSetup.changeSla, {
    params: { id: policy.id },
    body: {
      name: policy.name,
      brand_id: brand.id,
      calendar_id: calendar.id,
      channels: ['email'],
      targets: [target],
      archived: true,
    },
  });
  await desk.context().close();
  await shop.close();
});

/** 16:30 UTC of the last Friday whose Monday is over. */
function lastFriday(): Date {
  const at = new Date();
  at.setUTCHours(16, 30, 0, 0);
  do at.setUTCDate(at.getUTCDate() - 1);
  while (at.getUTCDay() !== 5 || Date.now() - at.getTime() < 3 * 86_400_000);
  return at;
}
