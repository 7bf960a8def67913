import { expect, test } from '@playwright/test';
import { outbound, returns } from '@recoup/contract';
import { atDesk, office, onPhone, origin, scan, sell } from './product.ts';
import { stockLamp } from './remedies.ts';

test('a buyer whose screws are missing takes the part instead of a return, and the warehouse sends it', async ({
  browser,
}) => {
  const shop = await office();
  const lamp = await stockLamp(shop);
  const order = await sell(shop, { sku: lamp.black, title: 'Arc lamp', buyer: 'Rosa Ibarra' });
  const { page, context } = await onPhone(browser);
  await page.goto(`${origin}/b/lumora`);
  await page.getByLabel('Order number').fill(order.number);
  await page.getByLabel('Email or ZIP code').fill(order.zip);
  await page.getByRole('button', { name: 'Find my order' }).click();

  await test.step('what could mend it comes first, and the return is one tap away', async () => {
    await page.getByText('A bulb or screws are missing').click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByRole('heading', { name: 'Can we try to fix it first?' })).toBeVisible();
    await page.getByRole('button', { name: 'No thanks, go on with my return' }).click();
    await expect(page.getByRole('heading', { name: 'Tell us a little more' })).toBeVisible();
    await page.goBack();
    await expect(page.getByRole('heading', { name: 'Can we try to fix it first?' })).toBeVisible();
  });
  await test.step('the part, with what it costs and when it comes', async () => {
    const part = page.locator('.option', { hasText: 'A spare part' });
    await expect(part).toContainText('Free');
    await expect(part).toContainText('At your door by');
    await part.click();
    await expect(page.locator('.picker')).toContainText('Screw kit');
    await expect(page.locator('.picker').getByRole('checkbox')).toBeChecked();
    await page.getByRole('button', { name: 'Continue' }).click();
  });
  await test.step('confirmed once, by two taps', async () => {
    await expect(page.getByRole('heading', { name: 'Check it once more' })).toBeVisible();
    await expect(page.getByText('Screw kit')).toBeVisible();
    await page.getByRole('button', { name: 'Confirm', exact: true }).dblclick();
    await expect(page.getByRole('heading', { name: 'We are packing your part' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Print the label' })).toHaveCount(0);
  });
  const asked = await test.step('nothing comes back, and nobody is refunded', async () => {
    const { rows } = await shop.call(returns.list, { query: { order_id: order.id } });
    expect(rows.length).toBe(1);
    const detail = await shop.call(returns.get, { params: { id: rows[0]!.id } });
    expect(detail).toMatchObject({ stage: 'approved', goods_back: false });
    expect(detail.lines[0]).toMatchObject({ remedy: 'spare_part' });
    expect(detail.facts.money.state).toBe('nothing_due');
    return detail;
  });

  const sent = async () => (await shop.call(outbound.list, { query: { return_id: asked.id } })).rows[0];
  await expect.poll(async () => (await sent())?.state).toBe('reserved');
  const dock = await atDesk(browser, 'dock', '/stations/send');
  await test.step('picked, weighed and handed over by the scanner', async () => {
    await scan(dock, (await sent())!.code);
    await expect(dock.getByText('P-01-2').first()).toBeVisible();
    await scan(dock, lamp.black);
    await expect(dock.getByRole('status').first()).toContainText(lamp.black);
    expect((await sent())!.state, 'a lamp is not a screw kit').toBe('reserved');
    await scan(dock, lamp.screws);
    await expect.poll(async () => (await sent())!.state).toBe('picked');
    await dock.getByLabel('oz').fill('3');
    await dock.getByRole('button', { name: 'Pack', exact: true }).click();
    await expect.poll(async () => (await sent())!.label?.state, { timeout: 20_000 }).toBe('made');
    await expect(dock.getByRole('button', { name: 'It has left' })).toBeVisible();
    await scan(dock, (await sent())!.label!.tracking!);
    await expect.poll(async () => (await sent())!.state).toBe('shipped');
  });
  await test.step('the buyer reads that it left, and under which number', async () => {
    const { tracking } = (await sent())!;
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Your part is on its way' })).toBeVisible();
    await expect(page.getByText(tracking!).first()).toBeVisible();
  });
  await dock.context().close();
  await context.close();
  await shop.close();
});

test('a guide that helps closes the case with thanks', async ({ browser }) => {
  const shop = await office();
  const order = await sell(shop, { buyer: 'Ines Duarte' });
  const { page, context } = await onPhone(browser);
  await page.goto(`${origin}/b/lumora`);
  await page.getByLabel('Order number').fill(order.number);
  await page.getByLabel('Email or ZIP code').fill(order.zip);
  await page.getByRole('button', { name: 'Find my order' }).click();
  await page.getByText('I can’t get it to work').click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'Can we try to fix it first?' })).toBeVisible();
  await page.locator('.guide button').first().click();
  await expect(page.getByText('Does it work now?')).toBeVisible();
  await page.getByRole('button', { name: 'No', exact: true }).click();
  await expect(page.getByText('Sorry about that')).toBeVisible();
  await page.getByRole('button', { name: 'Yes', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Good that it works again' })).toBeVisible();
  const { rows } = await shop.call(returns.list, { query: { order_id: order.id } });
  expect(rows.map(({ facts }) => facts.place.stage)).toEqual(['closed']);
  await context.close();
  await shop.close();
});
