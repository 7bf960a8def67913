import { expect, test } from '@playwright/test';
import { accounts, creditsApi, ledgerApi, moneyApi, type ReturnDetail } from '@recoup/contract';
import { atDesk, type Office, office, sell } from './product.ts';
import { oweRefund, refundOf } from './steps.ts';

/** What left through the payment company for this return, one amount for each booking. */
async function paidOut(shop: Office, asked: ReturnDetail): Promise<number[]> {
  const { rows } = await shop.call(ledgerApi.entries, { query: { return_id: asked.id } });
  const lines = rows.flatMap((entry) => entry.lines).filter(({ account }) => account === 'payment_clearing');
  return lines.map(({ amount }) => Math.abs(amount.amount));
}

test('a refund pressed twice is sent once, and marked as paid once', async ({ browser }) => {
  const shop = await office();
  const { asked, refund } = await oweRefund(shop, await sell(shop, { buyer: 'Greta Moss' }));
  expect(refund.state).toBe('owed');
  const desk = await atDesk(browser, 'agent', `/returns/${asked.id}`);
  const keys = new Set<string | undefined>();
  desk.on('request', (one) => {
    if (one.url().endsWith(`/refunds/${refund.id}/send`)) keys.add(one.headers()['idempotency-key']);
  });
  await desk.getByRole('button', { name: /^Send refund \$/ }).dblclick();
  await expect(desk.getByRole('button', { name: /as paid$/ })).toBeVisible();
  expect(keys.size, 'however often the button is pressed, it is one request to the server').toBe(1);
  await expect(desk.getByRole('alert')).toHaveCount(0);
  expect((await refundOf(shop, asked.id)).state).toBe('sending');

  await desk.getByRole('button', { name: /as paid$/ }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByLabel('Reference of the payment company').fill('re_3Nf8-0042');
  await dialog.getByRole('button', { name: /as paid$/ }).dblclick();
  await expect(dialog).toBeHidden();
  await expect(desk.getByText('re_3Nf8-0042').first()).toBeVisible();

  const paid = await refundOf(shop, asked.id);
  expect(paid).toMatchObject({ state: 'sent', reference: 're_3Nf8-0042', id: refund.id });
  expect((await shop.call(moneyApi.refunds, { query: { return_id: asked.id } })).rows.length).toBe(1);
  await expect.poll(() => paidOut(shop, asked)).toEqual([paid.amount.amount]);
  await desk.context().close();
  await shop.close();
});

test('above the limit a second person says yes, and never the one who asked', async ({ browser }) => {
  const shop = await office();
  const { brands } = await shop.call(accounts.me);
  const lumora = brands.find(({ slug }) => slug === 'lumora')!.id;
  const before = await shop.call(moneyApi.settings, { query: { brand_id: lumora } });
  await shop.call(moneyApi.changeSettings, {
    query: { brand_id: lumora },
    body: { ...before, second_person_above: 200_00 },
  });
  const order = await sell(shop, { quantity: 2, buyer: 'Anders Kvist' });
  const { asked, refund } = await oweRefund(shop, order);
  expect(refund.needs_second).toBe(true);

  const desk = await atDesk(browser, 'agent', `/returns/${asked.id}`);
  await test.step('the agent cannot send it, only ask', async () => {
    await expect(desk.getByRole('button', { name: /^Ask a second person/ })).toBeVisible();
    await expect(desk.getByRole('button', { name: /^Send refund/ })).toBeHidden();
    await desk.getByRole('button', { name: /^Ask a second person/ }).click();
    await expect(desk.getByText('A second person is asked.')).toBeVisible();
    await expect(desk.getByRole('button', { name: /^Approve and send/ })).toBeHidden();
  });
  await test.step('the manager finds it under Refunds, says yes, and marks it paid', async () => {
    const money = await atDesk(browser, 'manager', '/money');
    await expect(money.getByText('Needs a second person')).toBeVisible();
    await money.getByRole('row').filter({ hasText: 'Anders Kvist' }).click();
    await expect(money.getByText('Grace Lin asked', { exact: true })).toBeVisible();
    await money.getByRole('button', { name: /^Approve and send/ }).click();
    await money.getByRole('button', { name: /as paid$/ }).click();
    await money.getByRole('dialog').getByLabel('Reference of the payment company').fill('re_second-1');
    await money.getByRole('dialog').getByRole('button', { name: 'Mark as paid' }).click();
    await expect(money.getByText('Helen Zhou agreed')).toBeVisible();
    await expect(money.getByText('re_second-1')).toBeVisible();
    await money.context().close();
  });
  await test.step('the agent’s open page says so without a reload', async () => {
    await expect(desk.getByText('re_second-1').first()).toBeVisible();
  });
  await shop.call(moneyApi.changeSettings, { query: { brand_id: lumora }, body: before });
  await desk.context().close();
  await shop.close();
});

test('store credit is given once, with its bonus, and the buyer’s code stands under Credits', async ({ browser }) => {
  const shop = await office();
  const order = await sell(shop, { buyer: 'Yara Benning' });
  const { asked } = await oweRefund(shop, order, { remedy: 'store_credit' });
  const desk = await atDesk(browser, 'agent', `/returns/${asked.id}`);
  await desk.getByRole('button', { name: /^Give store credit \$/ }).dblclick();
  await expect(desk.getByRole('button', { name: /^Give store credit/ })).toBeHidden();
  const given = await refundOf(shop, asked.id);
  expect(given.state).toBe('sent');
  expect(given.parts.map(({ code }) => code)).toContain('bonus');

  await desk.goto('/money/credits');
  await expect(desk.getByRole('row').filter({ hasText: given.credit_code! })).toContainText('Yara Benning');
  const { rows } = await shop.call(creditsApi.credits, { query: { q: given.credit_code! } });
  expect(rows.length).toBe(1);
  await desk.context().close();
  await shop.close();
});
