import { type Browser, expect, type Page, test } from '@playwright/test';
import { returns, warehouse } from '@recoup/contract';
import { atDesk, office, scan, sell } from './product.ts';
import { askFor, siteOf } from './steps.ts';

const HALO = '850012345030';
const GLOW = '850012345047';
const FRYER = '850098765018';

async function atTheDock(browser: Browser): Promise<Page> {
  const dock = await atDesk(browser, 'dock', '/stations/receive');
  await expect(dock.getByRole('heading', { name: 'Scan the next parcel' }).first()).toBeVisible();
  return dock;
}

/** What the station said last, in its band. */
const said = (page: Page) => page.getByRole('status').first();

/** The plate on the drawn label, stuck on the thing and scanned. */
async function stickPlate(page: Page): Promise<string> {
  await expect(page.getByRole('heading', { name: 'Stick this label on it and scan it' })).toBeVisible();
  const lpn = (await page.locator('.r-label-card b').textContent())!;
  await scan(page, lpn);
  await expect(said(page)).toContainText(`${lpn} is on it`);
  return lpn;
}

test('a short parcel is taken in by scanner alone, and the missing lamp is named', async ({ browser }) => {
  const shop = await office();
  const order = await sell(shop, { quantity: 2, buyer: 'Marta Ibsen' });
  const asked = await askFor(shop, order);
  expect(asked.stage).toBe('approved');
  const dock = await atTheDock(browser);

  await scan(dock, asked.code);
  await expect(said(dock)).toContainText(`${asked.code} is open`);
  await expect(dock.getByRole('heading', { name: 'What should be in the box' })).toBeVisible();
  const line = dock.getByRole('listitem').filter({ hasText: 'Halo floor lamp' });
  await expect(line).toContainText('0 of 2');

  await test.step('one lamp out of the box; the same beep again counts nothing', async () => {
    await scan(dock, HALO);
    await expect(said(dock)).toContainText('Halo floor lamp is right');
    await expect(line).toContainText('1 of 2');
    await scan(dock, HALO);
    await expect(said(dock)).toContainText('Already scanned, nothing changed');
    await expect(line).toContainText('1 of 2');
  });
  const lpn = await stickPlate(dock);
  await test.step('its plate scanned again changes nothing either', async () => {
    await scan(dock, lpn);
    await expect(said(dock)).toContainText('Already scanned, nothing changed');
  });
  await test.step('the box is empty: what is missing is asked once more, then named', async () => {
    await scan(dock, 'CMD-EMPTY');
    await expect(dock.getByRole('heading', { name: 'Is the box empty? This is missing' })).toBeVisible();
    await scan(dock, 'CMD-EMPTY');
    await expect(said(dock)).toContainText('Box closed: 1 unit in, missing Halo floor lamp');
  });
  await test.step('one unit came of all the scans, and the office reads what is missing', async () => {
    const now = await shop.call(returns.get, { params: { id: asked.id } });
    expect(now.stage).toBe('received');
    expect(now.units.length).toBe(1);
    expect(now.lines[0]).toMatchObject({ quantity: 2, received: 1 });
    const desk = await atDesk(browser, 'agent', `/returns/${asked.id}`);
    await expect(desk.getByText('1 short')).toBeVisible();
    await expect(desk.getByText('missing: 1 × Halo floor lamp')).toBeVisible();
    await desk.context().close();
  });
  await dock.context().close();
  await shop.close();
});

test('a blind parcel is taken in, its lamp gets a plate, and the office finds it without an RMA', async ({
  browser,
}) => {
  const shop = await office();
  const dock = await atTheDock(browser);
  const tracking = `7712${Date.now()}`;
  await scan(dock, tracking);
  await expect(dock.getByRole('heading', { name: 'Nobody knows this number. Is it a return?' })).toBeVisible();
  await scan(dock, 'CMD-YES');
  await expect(dock.getByRole('heading', { name: 'Which brand is on it?' })).toBeVisible();
  await scan(dock, 'CMD-1');
  await expect(dock.getByText('Blind parcel, no RMA')).toBeVisible();
  await scan(dock, GLOW);
  await expect(said(dock)).toContainText('Glow bedside lamp');
  const lpn = await stickPlate(dock);
  await scan(dock, 'CMD-EMPTY');
  await expect(said(dock)).toContainText('Box closed: 1 unit in');

  const { rows } = await shop.call(warehouse.parcels, { query: { site_id: await siteOf(shop), blind: 'yes' } });
  const parcel = rows.find((row) => row.tracking === tracking)!;
  expect(parcel).toMatchObject({ stage: 'unpacked', units: 1, return: null });
  expect(parcel.outcomes).toContain('blind');

  const desk = await atDesk(browser, 'manager', `/parcels/${parcel.id}`);
  await expect(desk.getByText('none known')).toBeVisible();
  await expect(desk.getByText(lpn).first()).toBeVisible();
  await desk.context().close();
  await dock.context().close();
  await shop.close();
});

test('another thing than promised is asked about before it counts, and received as wrong', async ({ browser }) => {
  const shop = await office();
  const order = await sell(shop, { buyer: 'Olof Berger' });
  const asked = await askFor(shop, order);
  const dock = await atTheDock(browser);
  await scan(dock, asked.code);
  await expect(said(dock)).toContainText(`${asked.code} is open`);

  await scan(dock, FRYER);
  await expect(dock.getByRole('heading', { name: 'Is this what came in the box?' })).toBeVisible();
  await scan(dock, 'CMD-NO');
  await expect(dock.getByRole('heading', { name: 'What should be in the box' })).toBeVisible();
  expect((await shop.call(returns.get, { params: { id: asked.id } })).units).toEqual([]);

  await scan(dock, FRYER);
  await expect(dock.getByRole('heading', { name: 'Is this what came in the box?' })).toBeVisible();
  await scan(dock, 'CMD-YES');
  await expect(said(dock)).toContainText('Wrong item');
  await stickPlate(dock);
  await scan(dock, 'CMD-EMPTY');
  await scan(dock, 'CMD-EMPTY');
  await expect(said(dock)).toContainText('missing Halo floor lamp');
  const now = await shop.call(returns.get, { params: { id: asked.id } });
  expect(now.lines[0]).toMatchObject({ quantity: 1, received: 0 });
  expect(now.units.map((unit) => unit.title)).toEqual(['Crisp 5 qt air fryer']);
  await dock.context().close();
  await shop.close();
});
