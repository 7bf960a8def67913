import { type Browser, expect, type Page, test } from '@playwright/test';
import { inspections, warehouse } from '@recoup/contract';
import { atDesk, drawnPhoto, office, type Person, scan, sell } from './product.ts';
import { askFor, takeIn } from './steps.ts';

const said = (page: Page) => page.getByRole('status').first();

async function atStation(browser: Browser, who: Person, name: 'inspect' | 'decide', ready: string): Promise<Page> {
  const page = await atDesk(browser, who, `/stations/${name}`);
  await page.getByRole('button', { name: /Dallas/ }).click();
  await expect(page.getByRole('heading', { name: ready }).first()).toBeVisible();
  return page;
}

test('a lamp is graded at the bench, open box is suggested, and a manager decides otherwise with a reason', async ({
  browser,
}) => {
  const shop = await office();
  const asked = await askFor(shop, await sell(shop, { buyer: 'Ines Duarte' }));
  const [unit] = await takeIn(shop, asked);
  const { lpn, id } = unit!;

  const bench = await atStation(browser, 'bench', 'inspect', 'Scan the next unit');
  await scan(bench, lpn);
  await expect(said(bench)).toContainText(`${lpn} scanned, this is the right unit`);

  await test.step('the checklist of lamps, answered by scanning the cards', async () => {
    const answers: [question: string, command: string][] = [
      ['Is this the product on the screen?', 'CMD-1'],
      ['Is the factory seal unbroken?', 'CMD-1'],
      ['Can the retail box be sold as it is?', 'CMD-2'],
      ['Is everything in the box?', 'CMD-1'],
    ];
    for (const [question, command] of answers) {
      await expect(bench.getByRole('heading', { name: question })).toBeVisible();
      await scan(bench, command);
    }
    await expect(bench.getByRole('heading', { name: 'How does it look from all sides?' })).toBeVisible();
  });
  await test.step('looks want a photo, and the answer waits for it', async () => {
    await scan(bench, 'CMD-2');
    await expect(said(bench)).toContainText('This answer needs a photo: press Space');
    await bench.setInputFiles('input[type=file]', await drawnPhoto(bench));
    await expect(bench.getByRole('heading', { name: 'Before you switch it on: is it safe?' })).toBeVisible();
  });
  await test.step('the rest of it works', async () => {
    for (const question of [
      'Before you switch it on: is it safe?',
      'Plug it in. Does it light at full brightness?',
      'Do dimmer, colors and remote work?',
      'Is the light steady for a minute?',
      'Does it stand firm, with all joints holding?',
      'Wipe it down. Is it clean now?',
    ]) {
      await expect(bench.getByRole('heading', { name: question })).toBeVisible();
      await scan(bench, 'CMD-1');
    }
    await expect(bench.getByRole('heading', { name: 'Is all of it right?' })).toBeVisible();
    await scan(bench, 'CMD-DONE');
    await expect(said(bench)).toContainText(`${lpn} is graded B`);
  });
  await test.step('open box brings most, and another way is not the bench’s to choose', async () => {
    await scan(bench, 'CMD-DECIDE');
    await expect(bench.getByRole('heading', { name: 'Ways out, most money back first' })).toBeVisible();
    await expect(bench.getByRole('button', { name: /Open box/ })).toHaveAttribute('aria-pressed', 'true');
    await scan(bench, 'CMD-2');
    await expect(said(bench)).toContainText('Another way out needs a manager');
  });
  await bench.context().close();

  const table = await atStation(browser, 'manager', 'decide', 'Scan a graded unit');
  await scan(table, lpn);
  await test.step('the manager chooses to liquidate, and is asked why', async () => {
    await table.getByRole('button', { name: /Liquidate/ }).click();
    await expect(table.getByRole('heading', { name: 'Why Liquidate?' })).toBeVisible();
    await scan(table, 'B-01');
    await expect(said(table)).toContainText('Say why first, then scan the bin');
    await scan(table, 'CMD-1');
    await expect(said(table)).toContainText('Reason kept: The shelf for it is full');
  });
  await test.step('a bin of another way is refused; the right one puts it away', async () => {
    await scan(table, 'B-01');
    await expect(said(table)).toContainText('Liquidate goes to L-01');
    const before = await shop.call(warehouse.unit, { params: { id } });
    expect(before.unit.stage).toBe('inspected');
    await scan(table, 'L-01');
    await expect(said(table)).toContainText(`${lpn} is in L-01: Liquidate`);
  });
  const after = await shop.call(warehouse.unit, { params: { id } });
  expect(after.unit).toMatchObject({ stage: 'ready', disposition: 'liquidate', grade: 'B', bin: { code: 'L-01' } });
  const ways = await shop.call(inspections.reckon, { params: { id } });
  expect(ways.suggested).toBe('open_box');

  await test.step('the unit’s page keeps who decided and why', async () => {
    await table.goto(`/units/${id}`);
    await expect(table.getByText('Instead of Open box: “The shelf for it is full”')).toBeVisible();
    await expect(table.getByText(/Decided by Helen Zhou/)).toBeVisible();
  });
  await table.context().close();
  await shop.close();
});
