import { expect, type Page, test } from '@playwright/test';
import { accounts, calls, inbox, partsApi, returns, stockLevels } from '@recoup/contract';
import { phoneThatSees } from './camera.ts';
import { assistantAnswers, atDesk, type Office, office, origin, sell } from './product.ts';
import { stockLamp } from './remedies.ts';

// Between people: the assistant holds back for its time.
let by: Office;
let brandId: string;
test.beforeAll(async () => {
  by = await office();
  brandId = (await by.call(accounts.me)).brands.find((one) => one.slug === 'lumora')!.id;
  await assistantAnswers(by, 'never');
  await recording(true);
});
test.afterAll(async () => {
  await recording(false);
  await assistantAnswers(by, 'always');
  await by.close();
});

async function recording(enabled: boolean): Promise<void> {
  const query = { brand_id: brandId };
  const settings = await by.call(calls.settings, { query });
  await by.call(calls.changeSettings, { query, body: { ...settings, recording: { ...settings.recording, enabled } } });
}

/** A shade that mends a cracked one, on the shelf. */
async function stockShade(fits: string): Promise<string> {
  const sku = `${fits}-SHD`;
  await by.call(partsApi.upsert, {
    query: { brand_id: brandId },
    body: {
      parts: [
        {
          sku,
          title: 'Glass shade',
          price: 900,
          unit_cost: 320,
          weight_g: 400,
          fits: [{ product: fits }],
          mends: [{ reason: 'damaged-or-defective', detail: null }],
        },
      ],
    },
  });
  await by.call(stockLevels.set, {
    query: { brand_id: brandId },
    body: { levels: [{ sku, site: 'DAL', on_hand: 8, bin: 'P-01-3' }] },
  });
  return sku;
}

/** The picture of the other side moves: its video has a size and goes on. */
async function sees(page: Page, video: string): Promise<void> {
  const time = () =>
    page
      .locator(video)
      .first()
      .evaluate((one: HTMLVideoElement) => (one.videoWidth > 0 ? one.currentTime : 0));
  await expect.poll(time, { timeout: 20_000 }).toBeGreaterThan(0);
  const before = await time();
  await expect.poll(time).toBeGreaterThan(before);
}

test('a cracked lamp is shown by video, the carrier is found responsible, and a new shade is sent before hanging up', async ({
  browser,
}) => {
  test.setTimeout(150_000);
  const serial = `HALO-2608-${Math.floor(10_000 + Math.random() * 89_000)}`;
  const lamp = await stockLamp(by);
  await stockShade(lamp.black);
  const order = await sell(by, { sku: lamp.black, title: 'Arc lamp', buyer: 'Priya Raman', serial });
  const desk = await atDesk(browser, 'agent', '/inbox');
  const phone = await phoneThatSees(serial);
  const buyer = phone.page;

  await test.step('the buyer asks in the chat, and the agent links the order', async () => {
    await buyer.goto(`${origin}/demo-shop`);
    await buyer.getByRole('button', { name: 'Ask us' }).first().click();
    await buyer
      .getByRole('textbox', { name: 'Write a message' })
      .fill(`The shade of my lamp is cracked, ${order.number}`);
    await buyer.keyboard.press('Enter');
    await expect(buyer.getByRole('log', { name: 'Messages' }).getByText('is cracked')).toBeVisible();
    const talk = async () => {
      const { rows } = await by.call(inbox.list, { query: { shelf: 'any', view: 'all', sort: 'newest', limit: 100 } });
      return rows.find((row) => JSON.stringify(row).includes(order.number))?.id;
    };
    await expect.poll(talk).toBeDefined();
    await by.call(inbox.link, { params: { id: (await talk())! }, body: { order_id: order.id } });
  });

  await test.step('one tap, and it rings at the desk', async () => {
    await buyer.getByRole('button', { name: 'Video call' }).click();
    const ring = desk.locator('.ring-card');
    await expect(ring.getByText('Guest calls')).toBeVisible({ timeout: 20_000 });
    await ring.getByRole('button', { name: 'Answer' }).click();
    await expect(desk).toHaveURL(/\/calls\//);
    await sees(desk, 'video');
  });
  const id = desk.url().split('/calls/')[1]!.split(/[?#/]/)[0]!;

  await test.step('both agree to being recorded', async () => {
    await desk.getByRole('button', { name: 'Recording' }).click();
    await desk.getByRole('button', { name: 'Agree and ask' }).click();
    await buyer.getByRole('button', { name: 'Yes', exact: true }).click();
    await desk.getByRole('button', { name: 'Start recording' }).click();
    await expect(desk.getByText(/^Stills kept, recording/)).toBeVisible();
    await desk.keyboard.press('Escape');
  });

  await test.step('three stills, at the full size of the camera', async () => {
    for (const n of [1, 2, 3]) {
      await desk.getByRole('button', { name: 'Take a still' }).click();
      await expect(desk.getByRole('button', { name: `Still ${n}`, exact: true })).toBeVisible({ timeout: 20_000 });
    }
  });

  await test.step('what the agent draws, the buyer sees while it is drawn', async () => {
    await desk.getByRole('button', { name: 'Still 3', exact: true }).click();
    await desk.getByRole('button', { name: 'Draw' }).click();
    await desk.getByRole('button', { name: 'Circle' }).click();
    const board = desk.getByRole('application', { name: 'Draw on the still' });
    const box = (await board.boundingBox())!;
    await desk.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.4);
    await desk.mouse.down();
    await desk.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.6, { steps: 6 });
    await desk.mouse.up();
    await expect(buyer.getByAltText('The photo Grace looks at')).toBeVisible();
    await desk.getByRole('button', { name: /^Done/ }).click();
  });

  await test.step('the serial is read from the picture, and it is the one that was sold', async () => {
    await desk.getByRole('button', { name: 'Read code' }).click();
    await expect(desk.getByText(/This order’s unit/)).toBeVisible({ timeout: 20_000 });
  });

  await test.step('the carrier is responsible', async () => {
    await desk.getByRole('button', { name: /Carrier/ }).click();
    await expect.poll(async () => (await by.call(calls.read, { params: { id } })).verdict).toBe('carrier');
  });

  await test.step('a new shade is offered, and the buyer says yes on their own screen, twice at once', async () => {
    await desk
      .getByRole('button', { name: /Send Glass shade/ })
      .first()
      .click();
    await desk.getByRole('button', { name: /^Show offer to/ }).click();
    await buyer.getByRole('button', { name: 'Yes, send it' }).dblclick();
    await expect(buyer.getByText(/^Done:/)).toBeVisible();
    await expect(desk.getByText(/said yes\. It is done\./)).toBeVisible();
    const { rows } = await by.call(returns.list, { query: { order_id: order.id } });
    expect(rows.length).toBe(1);
    const detail = await by.call(returns.get, { params: { id: rows[0]!.id } });
    expect(detail).toMatchObject({ stage: 'approved', goods_back: false });
    expect(detail.lines[0]).toMatchObject({ remedy: 'spare_part' });
    expect(detail.evidence.length, 'the stills are its evidence').toBeGreaterThan(2);
  });

  await test.step('hung up; the recording plays, with a length', async () => {
    await desk.getByRole('button', { name: 'End', exact: true }).click();
    await expect(buyer.getByText(/is over$/)).toBeVisible();
    await desk.getByRole('button', { name: /^Done/ }).click();
    await desk.goto(`${origin}/calls/${id}`);
    await desk.getByRole('button', { name: 'Watch the recording' }).click({ timeout: 40_000 });
    const film = desk.locator('video').first();
    await expect.poll(() => film.evaluate((one: HTMLVideoElement) => one.duration)).toBeGreaterThan(3);
    await film.evaluate((one: HTMLVideoElement) => {
      one.currentTime = one.duration / 2;
    });
    await expect.poll(() => film.evaluate((one: HTMLVideoElement) => one.seeking)).toBe(false);
    await expect(
      desk.getByText('Unchanged since it was kept').or(desk.getByText('Still 3').first()).first(),
    ).toBeVisible();
  });
  await phone.close();
  await desk.context().close();
});
