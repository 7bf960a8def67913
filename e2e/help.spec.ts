import { expect, test } from '@playwright/test';
import { atDesk, onPhone, origin } from './product.ts';

test('a buyer reads an article, says it did not help, and writes; an agent has it in the inbox', async ({
  browser,
}) => {
  const { page: phone, context } = await onPhone(browser);
  const name = `Ingrid Solberg ${Date.now() % 10_000}`;
  let title = '';

  await test.step('the help centre finds an article by the buyer’s words', async () => {
    await phone.goto(`${origin}/b/lumora/help`);
    await expect(phone.getByRole('heading', { name: 'How can we help?' })).toBeVisible();
    await phone.getByLabel('Search the help').fill('lamp');
    await expect(phone.getByRole('heading', { name: 'Answers to “lamp”' })).toBeVisible();
    const first = phone.locator('.teasers a').first();
    title = (await first.locator('strong').textContent()) ?? '';
    await first.click();
    await expect(phone.getByRole('heading', { name: title, level: 1 })).toBeVisible();
  });
  await test.step('it did not help, and says why', async () => {
    await phone.getByRole('button', { name: 'No', exact: true }).click();
    await phone.getByLabel('What is still wrong').fill('The switch clicks, the lamp stays dark.');
    await phone.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(phone.getByRole('heading', { name: 'We have it. What next?' })).toBeVisible();
    await phone.getByRole('link', { name: 'Write to us' }).click();
  });
  await test.step('the form brings along what was tried, says what is missing, and works by keyboard', async () => {
    await expect(phone.getByLabel('What is it about')).toHaveValue(title);
    await expect(phone.getByLabel('What happened')).toHaveValue(/it did not help/);
    await phone.getByLabel('Your name').fill(name);
    await phone.keyboard.press('Enter');
    await expect(phone.getByText('Fill this in to go on.')).toBeVisible();
    await phone.getByLabel('Email').fill('ingrid.solberg@mail.example');
    await phone.keyboard.press('Enter');
  });
  const code = await test.step('the buyer keeps the number of the conversation', async () => {
    await expect(phone.getByRole('heading', { name: 'We have your message' })).toBeVisible();
    return (await phone.locator('.code-plate').textContent()) ?? '';
  });
  await context.close();

  await test.step('an agent finds it at the top of the inbox and reads what was tried', async () => {
    const desk = await atDesk(browser, 'agent', '/inbox?view=all');
    await desk.getByText(name).first().click();
    await expect(desk.getByText('it did not help').last()).toBeVisible();
    await expect(desk.getByText(code).first()).toBeVisible();
    await desk.context().close();
  });
  await test.step('a manager reads the comment at the article', async () => {
    const desk = await atDesk(browser, 'manager', '/setup/articles');
    await desk.getByRole('row').filter({ hasText: title }).first().click();
    await expect(desk.getByText('The switch clicks, the lamp stays dark.')).toBeVisible();
    await desk.context().close();
  });
});

test('a rule is held against past conversations before it is saved, and is off until somebody turns it on', async ({
  browser,
}) => {
  const desk = await atDesk(browser, 'manager', '/setup/rules/new');
  const name = `Sort broken lamps ${Date.now() % 10_000}`;
  await desk.getByLabel('Name of the rule').fill(name);
  await desk.getByRole('button', { name: 'and…' }).click();
  await desk.getByRole('menuitem', { name: 'Channel' }).click();
  await expect(desk.getByText('Finish the sentence: a clause is still open.')).toBeVisible();
  await desk.getByRole('button', { name: 'Channel: choose' }).click();
  await desk.getByRole('option', { name: 'Web chat' }).click();
  await desk.getByRole('option', { name: 'E-mail' }).click();
  await desk.keyboard.press('Escape');
  await desk.getByRole('button', { name: 'also…' }).click();
  await desk.getByRole('menuitem', { name: 'Priority' }).click();
  await expect(desk.getByText(/Would have touched \d+ of \d+ conversations/)).toBeVisible();
  await desk.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(desk.getByText('Saved. It is off until you turn it on.')).toBeVisible();
  await desk.goto(`${origin}/setup/rules`);
  await expect(desk.getByRole('switch', { name })).not.toBeChecked();
  await desk.context().close();
});
