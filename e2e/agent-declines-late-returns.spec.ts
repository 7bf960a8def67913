import { expect, test } from '@playwright/test';
import { returns } from '@recoup/contract';
import { atDesk, office, onPhone, sell } from './product.ts';
import { askFor, askOnPhone } from './steps.ts';

const LATE = 34; // days since delivery: past Lumora's 30, within the 7 that go to a person

test('an agent declines a late return with a reason, and the buyer reads it', async ({ browser }) => {
  const shop = await office();
  const order = await sell(shop, { deliveredDaysAgo: LATE, buyer: 'Nadia Farrow' });
  const desk = await atDesk(browser, 'agent', '/returns');
  await expect(desk.getByRole('heading', { name: 'Needs a decision' })).toBeVisible();

  const { page: phone, context } = await onPhone(browser);
  await askOnPhone(phone, order, 'I changed my mind');
  await expect(phone.getByRole('heading', { name: 'A person looks at it now' })).toBeVisible();

  await test.step('it shows on the agent’s open list by itself, and says why it waits', async () => {
    const row = desk.getByRole('row').filter({ hasText: 'Nadia Farrow' });
    await expect(row).toBeVisible();
    await row.click();
    await expect(desk.getByText('A few days late').first()).toBeVisible();
    // Whose day it is: around midnight the agent's calendar is a day behind the brand's.
    await expect(desk.getByText(/The window of 30 days closed on .* [34] days ago/)).toBeVisible();
  });
  await test.step('no reason, no way to decline', async () => {
    await desk.getByRole('button', { name: 'Decline', exact: true }).click();
    const dialog = desk.getByRole('dialog', { name: 'Decline the return' });
    await expect(dialog.getByText('Nadia Farrow reads it as you write it.')).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Decline the return' })).toBeDisabled();
    await dialog.getByLabel('Reason').fill('The 30 days ended on the day the lamp was already a month old.');
    await dialog.getByRole('button', { name: 'Decline the return' }).click();
    await expect(dialog).toBeHidden();
    await expect(desk.getByRole('button', { name: 'Decline', exact: true })).toBeHidden();
    await expect(desk.getByRole('button', { name: 'Approve', exact: true })).toBeHidden();
  });
  await test.step('the buyer’s page says it with the agent’s sentence', async () => {
    await phone.reload();
    await expect(phone.getByRole('heading', { name: 'We can’t take this back' })).toBeVisible();
    await expect(phone.getByText('The 30 days ended on the day the lamp was already a month old.')).toBeVisible();
    await expect(phone.getByRole('button', { name: 'Cancel return' })).toBeHidden();
  });
  await context.close();
  await desk.context().close();
  await shop.close();
});

test('an agent approves two late returns from the list at once', async ({ browser }) => {
  const shop = await office();
  const buyers = ['Petra Lindqvist', 'Casper Holt'];
  const asked = [];
  for (const buyer of buyers) asked.push(await askFor(shop, await sell(shop, { deliveredDaysAgo: LATE, buyer })));
  for (const { stage } of asked) expect(stage).toBe('requested');

  const desk = await atDesk(browser, 'agent', '/returns');
  for (const buyer of buyers) {
    const row = desk.getByRole('row').filter({ hasText: buyer });
    await row.getByRole('checkbox', { name: 'Choose this row' }).check();
  }
  await expect(desk.getByText('2 chosen')).toBeVisible();
  await desk.getByRole('button', { name: /^Approve 2/ }).click();
  await expect(desk.getByText('2 returns approved')).toBeVisible();
  for (const buyer of buyers) await expect(desk.getByRole('row').filter({ hasText: buyer })).toBeHidden();
  for (const { id } of asked) {
    const now = await shop.call(returns.get, { params: { id } });
    expect(now.stage).toBe('approved');
    expect(now.decided_by?.name).toBe('Grace Lin');
  }
  await desk.context().close();
  await shop.close();
});
