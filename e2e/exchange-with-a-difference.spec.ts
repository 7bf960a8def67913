import { expect, test } from '@playwright/test';
import { outbound, paymentsApi, returns } from '@recoup/contract';
import { atDesk, drawnPhoto, office, onPhone, origin, sell } from './product.ts';
import { stockLamp } from './remedies.ts';
import { gradeSealed, pastFixing, takeIn } from './steps.ts';

test('a black lamp is exchanged for a dearer brass one, and the difference is paid before it leaves', async ({
  browser,
}) => {
  const shop = await office();
  const lamp = await stockLamp(shop);
  const order = await sell(shop, { sku: lamp.black, title: 'Arc lamp, black', buyer: 'Tilda Nash' });
  const { page, context } = await onPhone(browser);
  await page.goto(`${origin}/b/lumora`);
  await page.getByLabel('Order number').fill(order.number);
  await page.getByLabel('Email or ZIP code').fill(order.zip);
  await page.getByRole('button', { name: 'Find my order' }).click();
  await page.getByText('The color or light is different').click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await pastFixing(page);
  if (await page.getByText('One clear photo is needed').isVisible()) {
    await page.setInputFiles('input[type=file]', await drawnPhoto(page));
    await expect(page.getByRole('button', { name: 'Remove shade.jpg' })).toBeVisible();
  }
  await page.getByRole('button', { name: 'Continue' }).click();

  await test.step('the difference is said before anything is chosen', async () => {
    await page.locator('.option', { hasText: 'Exchange' }).click();
    await expect(page.getByRole('button', { name: 'Continue' })).toBeDisabled();
    const brass = page.locator('.picker .option', { hasText: 'brass' });
    await expect(brass).toContainText('You pay $21.65 more');
    await brass.click();
    await expect(page.locator('.option', { hasText: 'Exchange' }).first()).toContainText('+$21.65');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByText('You pay $21.65 more')).toBeVisible();
    await page.getByRole('button', { name: 'Confirm return' }).click();
    await expect(page.getByRole('heading', { name: /Send it off by/ })).toBeVisible();
  });
  const { rows } = await shop.call(returns.list, { query: { order_id: order.id } });
  const asked = await shop.call(returns.get, { params: { id: rows[0]!.id } });
  expect(asked.lines[0]).toMatchObject({
    remedy: 'exchange',
    offer: { difference: { amount: 2_165, currency: 'USD' } },
  });

  const leaves = async () => (await shop.call(outbound.list, { query: { return_id: asked.id } })).rows[0];
  const charge = async () => (await shop.call(paymentsApi.charges, { query: { return_id: asked.id } })).rows[0];
  await test.step('the old lamp comes and is checked; the new one waits for the money', async () => {
    for (const unit of await takeIn(shop, asked)) await gradeSealed(shop, unit);
    await expect.poll(async () => (await charge())?.amount.amount).toBe(2_165);
    await expect.poll(async () => (await leaves())?.waits_for).toBe('payment');
    const desk = await atDesk(browser, 'agent', `/returns/${asked.id}`);
    await expect(desk.getByText((await leaves())!.code).first()).toBeVisible();
    await desk.context().close();
  });
  await test.step('paid by hand, and it goes to the shelf', async () => {
    const { id } = (await charge())!;
    await shop.call(paymentsApi.markPaid, { params: { id }, body: { reference: 'bank transfer 0912' } });
    await expect.poll(async () => (await leaves())!.state).toBe('reserved');
    expect((await leaves())!.lines[0]).toMatchObject({ sku: lamp.brass, quantity: 1 });
    await page.reload();
    await expect(page.getByText('Paid $21.65')).toBeVisible();
  });
  await context.close();
  await shop.close();
});
