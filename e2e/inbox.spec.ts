import { randomUUID } from 'node:crypto';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { inbox } from '@recoup/contract';
import { mailComes, openMailbox } from './mailbox.ts';
import { atDesk, office, type Person, sell } from './product.ts';

const list = (desk: Page) => desk.getByRole('complementary', { name: 'Conversations' });
const row = (desk: Page, name: string) => list(desk).getByRole('listitem').filter({ hasText: name });
const thread = (desk: Page) => desk.getByRole('log', { name: 'Messages' });
const field = (desk: Page) => desk.getByPlaceholder(/^Write to /);
const word = (desk: Page) => desk.locator('.ant-message');

async function atInbox(browser: Browser, who: Person, at = '/inbox') {
  const desk = await atDesk(browser, who, at);
  await expect(list(desk)).toBeVisible();
  return desk;
}

test('an agent answers, asks a colleague, puts it aside, and takes a merge back', async ({ browser }) => {
  const shop = await office();
  const mailbox = await openMailbox(shop);
  const desk = await atInbox(browser, 'agent');
  const buyer = { from: 'Odile Marchetti', address: `odile-${randomUUID().slice(0, 6)}@mail.example` };

  await test.step('the mail stands in the list by itself, and opens with Enter', async () => {
    await mailComes(mailbox, { ...buyer, subject: 'Lamp flickers', text: 'The lamp flickers since yesterday.' });
    await expect(row(desk, 'Lamp flickers')).toBeVisible();
    await row(desk, 'Lamp flickers').click();
    await expect(thread(desk).getByText('The lamp flickers since yesterday.')).toBeVisible();
  });
  await test.step('what is half written survives a reload', async () => {
    await desk.keyboard.press('r');
    await field(desk).fill('Please turn the switch twice,');
    await desk.waitForTimeout(300);
    await desk.reload();
    await expect(field(desk)).toHaveValue('Please turn the switch twice,');
  });
  await test.step('the answer is sent with the keyboard and the agent holds it', async () => {
    await field(desk).fill('Please turn the switch twice, and tell me whether it still flickers.');
    await desk.keyboard.press('Control+Enter');
    await expect(thread(desk).getByText('and tell me whether it still flickers.')).toBeVisible();
    await expect(field(desk)).toHaveValue('');
    await expect(desk.getByRole('button', { name: 'Held by Grace Lin' })).toBeVisible();
  });
  await test.step('a note names a colleague', async () => {
    await desk.keyboard.press('n');
    const note = desk.getByPlaceholder('A note for colleagues. @ mentions somebody.');
    await note.pressSequentially('Has anybody seen this batch flicker? @Helen');
    await desk.getByRole('menuitem', { name: 'Helen Zhou' }).click();
    await desk.keyboard.press('Control+Enter');
    await expect(thread(desk).getByText('@Helen Zhou')).toBeVisible();
  });
  await test.step('snoozed until tomorrow it leaves the shelf, and comes back when taken up', async () => {
    await desk.keyboard.press('z');
    await desk
      .getByRole('dialog', { name: 'Snooze until' })
      .getByRole('button', { name: /^Tomorrow/ })
      .click();
    await expect(desk.getByText(/^Snoozed until .*9:00 AM/).first()).toBeVisible();
    await desk.getByRole('button', { name: 'Take up again' }).click();
    await expect(desk.getByRole('button', { name: 'Snooze', exact: true })).toBeVisible();
  });
  await test.step('a second mail about it is merged, and the merge is taken back where it stands', async () => {
    const second = { from: buyer.from, address: `other-${randomUUID().slice(0, 6)}@mail.example` };
    const otherId = await mailComes(mailbox, {
      ...second,
      subject: 'Forgot the picture',
      text: 'Here is the serial: HL-2512-020-0417.',
    });
    await desk.getByRole('button', { name: 'More', exact: true }).click();
    await desk.getByRole('menuitem', { name: 'Merge' }).click();
    const dialog = desk.getByRole('dialog', { name: 'Merge' });
    await dialog.getByRole('textbox').fill('HL-2512-020-0417');
    await dialog.getByRole('button', { name: /Forgot the picture/ }).click();
    await expect(dialog.getByText('You can take it back.')).toBeVisible();
    await dialog.getByRole('button', { name: /^Join C-/ }).click();
    await expect(thread(desk).getByText('Here is the serial: HL-2512-020-0417.')).toBeVisible();
    await expect(row(desk, 'Forgot the picture')).toBeHidden();
    await thread(desk).getByRole('button', { name: 'Take it back' }).click();
    await expect(thread(desk).getByText('Here is the serial: HL-2512-020-0417.')).toBeHidden();
    const other = await shop.call(inbox.read, { params: { id: otherId } });
    expect(other.merged_into).toBeNull();
    expect(other.subject).toBe('Forgot the picture');
  });
  await test.step('settled with E, and the way back stands beside the word', async () => {
    await thread(desk).click({ position: { x: 5, y: 5 } });
    await desk.keyboard.press('e');
    await expect(word(desk).getByText('Resolved.')).toBeVisible();
    await expect(desk.getByRole('button', { name: 'Open again' })).toBeVisible();
    await word(desk)
      .locator('.ant-message-notice')
      .filter({ hasText: 'Resolved.' })
      .getByRole('button', { name: 'Undo' })
      .click();
    await expect(desk.getByRole('button', { name: 'Resolve', exact: true })).toBeVisible();
  });
  await desk.context().close();
  await shop.close();
});

test('two agents answer the same buyer at once: one answer goes out, the other keeps the words', async ({
  browser,
}) => {
  const shop = await office();
  const mailbox = await openMailbox(shop);
  const address = `petra-${randomUUID().slice(0, 6)}@mail.example`;
  const id = await mailComes(mailbox, {
    from: 'Petra Lindgren',
    address,
    subject: 'Which bulb fits',
    text: 'Which bulb fits the Halo?',
  });
  const grace = await atInbox(browser, 'agent', `/inbox/${id}`);
  const helen = await atInbox(browser, 'manager', `/inbox/${id}`);

  await test.step('each sees that the other looks, and writes', async () => {
    await expect(grace.getByText('Helen Zhou looks at this, too')).toBeVisible();
    await field(helen).pressSequentially('An E27 bulb ');
    await expect(grace.getByText('Helen Zhou is writing an answer').first()).toBeVisible();
  });
  await field(grace).fill('Any E27 bulb up to 9 W.');
  await test.step('the first answer stands with the other at once', async () => {
    await field(helen).fill('An E27 bulb, 9 W at most.');
    await helen.keyboard.press('Control+Enter');
    await expect(thread(grace).getByText('An E27 bulb, 9 W at most.')).toBeVisible();
    await expect(grace.getByText('Helen Zhou wrote while you were writing.')).toBeVisible();
  });
  await test.step('the second is refused, nothing is lost', async () => {
    await field(grace).press('Control+Enter');
    await expect(grace.getByText('A colleague answered meanwhile. Nothing was sent; your text is kept.')).toBeVisible();
    await expect(field(grace)).toHaveValue('Any E27 bulb up to 9 W.');
    const { items } = await shop.call(inbox.thread, { params: { id } });
    const out = items.flatMap((item) =>
      item.kind === 'message' && item.message.direction === 'out' ? [item.message] : [],
    );
    expect(out.map(({ text }) => text)).toEqual(['An E27 bulb, 9 W at most.']);
  });
  await test.step('who wants to add something still can, knowing of the other', async () => {
    await field(grace).fill('And warm white, as the lamp came with.');
    await field(grace).press('Control+Enter');
    await expect(thread(grace).getByText('And warm white, as the lamp came with.')).toBeVisible();
  });
  await grace.context().close();
  await helen.context().close();
  await shop.close();
});

test('an agent settles a case without leaving the thread', async ({ browser }) => {
  const shop = await office();
  const mailbox = await openMailbox(shop);
  const order = await sell(shop, { buyer: 'Imani Brooks' });
  const id = await mailComes(mailbox, {
    from: 'Imani Brooks',
    address: order.email,
    subject: 'Too dark for my room',
    text: 'It is nice, but too dark for my room. Can I send it back?',
  });
  const desk = await atInbox(browser, 'agent', `/inbox/${id}`);
  const pane = desk.getByRole('complementary', { name: 'Buyer and order' });

  await test.step('the order of the address is one press away', async () => {
    await pane.getByRole('listitem').filter({ hasText: order.number }).getByRole('button', { name: 'Link' }).click();
    await expect(pane.getByRole('link', { name: order.number })).toBeVisible();
  });
  await test.step('policy is read where the buyer is answered, for the reason given', async () => {
    await pane.getByRole('button', { name: /Damaged or defective/ }).click();
    await desk.getByRole('option', { name: 'Changed their mind' }).click();
    await expect(pane.getByText('Inside policy')).toBeVisible();
    await expect(pane.getByRole('button', { name: /Return and refund/ })).toBeVisible();
  });
  await test.step('the return is started, and stands in the thread', async () => {
    await pane.getByRole('button', { name: /Return and refund/ }).click();
    await expect(desk.getByRole('button', { name: /^Send and start the return/ })).toBeVisible();
    await pane.getByRole('button', { name: /^Without a message: Start the return/ }).click();
    await expect(thread(desk).getByText('Return asked for')).toBeVisible();
    await expect(thread(desk).getByText('Approved by policy')).toBeVisible();
    await expect(pane.getByText(/RMA-/).first()).toBeVisible();
    const now = await shop.call(inbox.read, { params: { id } });
    expect(now.return?.code).toMatch(/^RMA-/);
  });
  await test.step('the answer settles it in the same stroke', async () => {
    await field(desk).fill('Of course. Your label is in your mail; the refund follows once it is here.');
    await desk.getByRole('button', { name: 'Other ways to send' }).click();
    await desk.getByRole('menuitem', { name: 'Send and resolve' }).click();
    await expect(desk.getByRole('button', { name: 'Open again' })).toBeVisible();
  });
  await desk.context().close();
  await shop.close();
});
