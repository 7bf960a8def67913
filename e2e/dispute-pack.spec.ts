/** A bank takes a payment back: the pack is made in one click and handed in; a refund on top is stopped; the buyer's credit is looked up. */
import { expect, test } from '@playwright/test';
import { accounts, creditsApi, disputesApi, moneyApi, orders } from '@recoup/contract';
import { atDesk, drawnPhoto, office, onPhone, origin, sell } from './product.ts';
import { oweRefund } from './steps.ts';

test('a dispute is answered with its evidence pack before the deadline', async ({ browser }) => {
  const shop = await office();
  const order = await sell(shop, { buyer: 'Ines Halvorsen' });
  const desk = await atDesk(browser, 'manager', '/money/disputes');
  await test.step('the manager tells of it, and the deadline is reckoned', async () => {
    await desk.getByRole('button', { name: 'Record a dispute' }).click();
    const dialog = desk.getByRole('dialog');
    await dialog.getByLabel('Order', { exact: true }).fill(order.number.slice(1));
    await desk.getByTitle(`${order.number} · Ines Halvorsen`).click();
    await dialog.getByLabel('Reason code').fill('13.1');
    await expect(dialog.getByText('Merchandise / Services Not Received')).toBeVisible();
    await dialog.getByRole('button', { name: 'Open it' }).click();
    await expect(desk.getByRole('heading', { name: /^DP-/ })).toBeVisible();
    await expect(desk.getByText('Reckoned from Visa’s 30 days')).toBeVisible();
  });
  await test.step('what speaks for us is there; words and a photo are added', async () => {
    await expect(desk.getByRole('listitem').filter({ hasText: /^Delivery/ })).toContainText('delivered');
    await expect(desk.getByRole('listitem').filter({ hasText: 'Policy the buyer accepted' })).toContainText('version');
    await desk.getByRole('textbox', { name: 'What we say' }).fill('Delivered by UPS to the address the buyer gave.');
    await desk.getByRole('button', { name: 'Save' }).click();
    await desk.locator('input[type=file]').setInputFiles(await drawnPhoto(desk));
    await expect(desk.getByRole('link', { name: 'shade.jpg' })).toBeVisible();
  });
  await test.step('one click makes the pack and keeps it', async () => {
    await desk.getByRole('button', { name: 'Make and keep', exact: true }).click();
    const pack = desk.getByRole('link', { name: 'Evidence pack, English' });
    await expect(pack).toBeVisible();
    const file = await desk.request.get(origin + (await pack.getAttribute('href')));
    expect((await file.body()).subarray(0, 5).toString()).toBe('%PDF-');
    expect((await file.body()).length).toBeGreaterThan(15_000);
  });
  await test.step('it is handed in by hand and marked, once', async () => {
    await desk.getByRole('button', { name: 'Sent by hand' }).click();
    await desk.getByRole('dialog').getByLabel('Their receipt number').fill('VROL-2231');
    await desk.getByRole('dialog').getByRole('button', { name: 'It is with the bank' }).dblclick();
    await expect(desk.getByRole('dialog')).toBeHidden();
    await expect(desk.getByText('With the bank', { exact: true }).first()).toBeVisible();
  });
  const { rows } = await shop.call(disputesApi.disputes, { query: { order_id: order.id } });
  expect(rows).toMatchObject([{ state: 'submitted', submit_reference: 'VROL-2231', reason: 'not_received' }]);
  await desk.context().close();
  await shop.close();
});

test('a refund of a payment the bank took back is stopped, with the reason', async ({ browser }) => {
  const shop = await office();
  const { asked, refund } = await oweRefund(shop, await sell(shop, { buyer: 'Pavel Orlov' }));
  const order = await shop.call(orders.get, { params: { id: asked.order.id } });
  await shop.call(disputesApi.open, {
    body: { order_id: order.id, amount: order.payments[0]!.amount.amount, network: 'mastercard' },
  });
  await expect
    .poll(async () => (await shop.call(moneyApi.refund, { params: { id: refund.id } })).needs_second)
    .toBe(true);
  await shop.call(moneyApi.askSecond, { params: { id: refund.id }, body: {} });
  const desk = await atDesk(browser, 'manager', `/money?refund=${refund.id}`);
  await desk.getByRole('button', { name: /^Approve and send/ }).click();
  await expect(desk.getByText('A refund on top would pay twice')).toBeVisible();
  expect((await shop.call(moneyApi.refund, { params: { id: refund.id } })).state).toBe('owed');
  await desk.context().close();
  await shop.close();
});

test('goodwill is given as store credit, and the buyer looks up what is left', async ({ browser }) => {
  const shop = await office();
  const { id } = await sell(shop, { buyer: 'Mara Lindqvist' });
  const order = await shop.call(orders.get, { params: { id } });
  const { brands } = await shop.call(accounts.me);
  const brand_id = brands.find(({ slug }) => slug === 'lumora')!.id;
  const given = await shop.call(creditsApi.issue, {
    body: { brand_id, customer_id: order.customer.id, order_id: id, amount: 20_00, reason: 'late' },
  });
  await shop.call(creditsApi.redeem, { params: { code: given.code }, body: { amount: 7_50, reference: '#777' } });
  const { page, context } = await onPhone(browser, 'es');
  await page.goto(`${origin}/b/lumora/credit`);
  await page.getByRole('textbox').fill(given.code.toLowerCase());
  await page.getByRole('button', { name: 'Ver el saldo' }).click();
  await expect(page.getByRole('heading', { name: /12[.,]50/ })).toBeVisible();
  await context.close();
  await shop.close();
});
