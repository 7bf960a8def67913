import { expect, test } from '@playwright/test';
import { inbox, returns } from '@recoup/contract';
import { atDesk, drawnPhoto, office, onPhone, origin, sell } from './product.ts';
import { stockLamp } from './remedies.ts';
import { refundOf } from './steps.ts';

test('an agent settles a scratched lamp with 30 % back over her limit, and a manager says yes', async ({ browser }) => {
  const shop = await office();
  const lamp = await stockLamp(shop);
  const order = await sell(shop, { sku: lamp.black, title: 'Arc lamp', buyer: 'Mona Feld' });
  const { page: phone, context } = await onPhone(browser);
  await test.step('the buyer writes about the scratch', async () => {
    await phone.goto(`${origin}/b/lumora/contact`);
    await phone.getByLabel('Your name').fill('Mona Feld');
    await phone.getByLabel(/^Email/).fill(order.email);
    await phone.getByLabel('Order number').fill(order.number);
    await phone.getByLabel('What is it about').fill(`Scratch on the lamp of ${order.number}`);
    await phone
      .getByLabel('What happened')
      .fill('There is a long scratch on the base. I would keep it for a discount.');
    await phone.getByRole('button', { name: 'Send the message' }).click();
    await expect(phone.getByRole('heading', { name: 'We have your message' })).toBeVisible();
  });
  let id = '';
  await expect
    .poll(async () => {
      const { rows } = await shop.call(inbox.list, { query: { view: 'all', shelf: 'any', sort: 'newest' } });
      id = rows.find(({ subject }) => subject.includes(order.number))?.id ?? '';
      return id;
    })
    .not.toBe('');
  // Nobody proved to be the buyer by a form: somebody says which order it is.
  await shop.call(inbox.link, { params: { id }, body: { order_id: order.id } });

  const desk = await atDesk(browser, 'agent', `/inbox/${id}`);
  const pane = desk.getByRole('complementary').last();
  await test.step('remedies stand ranked beside the thread; keeping it opens to its sum', async () => {
    const keep = pane.getByRole('button', { name: /Keep it, give \$/ });
    await keep.click();
    await expect(keep).toHaveAttribute('aria-pressed', 'true');
    await pane.getByLabel('Share of the price').fill('30');
    await expect(pane.getByLabel('Money back')).toHaveValue('38.70');
    await expect(pane.getByText(/A manager says yes first: over your limit of \$30\.00/).first()).toBeVisible();
    await pane.getByRole('button', { name: 'What it is made of' }).click();
    await expect(pane.getByText('Paid to the buyer')).toBeVisible();
  });
  await test.step('policy wants a photo; with it the reply carries the remedy to a manager', async () => {
    await desk
      .getByRole('textbox', { name: /Write to/ })
      .fill('Sorry about the scratch. I ask for $38.70 back for you.');
    const send = desk.getByRole('button', { name: /^Send and ask a manager/ });
    await expect(send).toBeDisabled();
    await pane.locator('input[type=file]').setInputFiles(await drawnPhoto(desk));
    await expect(send).toBeEnabled();
    await send.click();
    await expect(desk.getByText(/RMA-\w{4}-\w{4} waits for a manager/)).toBeVisible();
    await expect(desk.getByText('I ask for $38.70 back for you.').first()).toBeVisible();
  });
  const { rows } = await shop.call(returns.list, { query: { order_id: order.id } });
  const code = rows[0]!.code;
  expect(rows[0]!.facts.place.stage).toBe('requested');

  await test.step('who asked sees it wait, and has no button', async () => {
    await desk.goto(`${origin}/money/approvals?open=${rows[0]!.id}`);
    await expect(desk.getByText('Not you: you asked.').first()).toBeVisible();
    await expect(desk.getByRole('button', { name: /^Approve/ })).toHaveCount(0);
  });
  await test.step('the manager sees what she says yes to, and says it', async () => {
    const manager = await atDesk(browser, 'manager', '/money/approvals');
    await manager.getByText(code).first().click();
    await expect(manager.getByText('Grace Lin asked').first()).toBeVisible();
    await expect(manager.getByText('Over the limit of $30.00 for one case').first()).toBeVisible();
    await manager.getByRole('button', { name: 'Approve $38.70' }).click();
    await expect(manager.getByText(`${code} is approved.`)).toBeVisible();
    await manager.context().close();
  });
  await test.step('the money is owed, once, and the lamp stays', async () => {
    const refund = await refundOf(shop, rows[0]!.id);
    expect(refund.amount).toEqual({ amount: 3_870, currency: 'USD' });
    const detail = await shop.call(returns.get, { params: { id: rows[0]!.id } });
    expect(detail).toMatchObject({ stage: 'approved', goods_back: false });
    expect(detail.decided_by?.name).toMatch(/Helen/);
  });
  await desk.context().close();
  await context.close();
  await shop.close();
});
