import { portal, returns } from '@recoup/contract';
import { describe, expect, it } from 'vitest';
import { mailTemplates } from '../mail-templates/index.ts';
import { inWorkspace } from '../platform/db.ts';
import { reactionNamed, record } from '../platform/record.ts';
import { judge, receive } from './testing/goods.ts';
import { mailsWhere } from './testing/mail-box.ts';
import { returnAt, scan } from './testing/stages.ts';
import { LAMP, NOON, openWorld } from './testing/world.ts';

const world = await openWorld();
const { door, owner, site } = world;

const mailsOf = (id: string) => mailsWhere(world, (mail) => mail.return_id === id);
/** The dock's own event, as it tells that a box is empty. */
const unpacked = (id: string) =>
  inWorkspace(door.ctx(), (tx) =>
    record(tx, door.ctx(), [
      {
        type: 'parcel.unpacked',
        subject: { kind: 'parcel', id },
        brand_id: world.brand.id,
        return_id: id,
        data: { missing: [] },
      },
    ]),
  );

describe('a buyer hears of their return', () => {
  it('at every step, once each, with what they need next', async () => {
    const { id, code, order } = await world.approved({ quantity: 2 }, [{ ...LAMP, quantity: 2 }]);
    await scan(world, id);
    await receive(door.ctx(), id, site.id, [1]);
    await unpacked(id);
    await judge(door.ctx(), id, 1);
    const mails = await mailsOf(id);
    expect(mails.map(({ template }) => template)).toEqual([
      'return_approved',
      'parcel_in_transit',
      'parcel_received',
      'inspected',
    ]);
    expect(mails.every((mail) => mail.to_address === 'dana@example.com' && mail.language === 'en')).toBe(true);
    const [approved, transit, received, checked] = mails;
    expect(approved!.subject).toContain('drop it off by');
    expect(approved!.body_text).toContain(code);
    expect(approved!.body_text).toContain('$7.95, taken from your refund');
    const label = /(http:\/\/recoup\.test)(\/v1\/portal\/returns\/\S+label\.pdf\?token=\S+)/.exec(approved!.body_text)!;
    expect((await door.stranger.fetch(label[2]!)).status).toBe(200);
    expect(transit!.body_text).toContain('Own label');
    expect(received!.subject).toContain('items missing');
    expect(received!.body_text).toMatch(/Not in it[\s\S]*1 × Halo lamp/);
    expect(checked!.body_text).toContain('Accepted:');
    expect(approved!.body_text).toContain(order.number);
  });

  it('of a no with its reason, of a call-off, and that a person is looking', async () => {
    const declined = await returnAt(world, 'declined');
    expect((await mailsOf(declined.id)).map(({ template }) => template)).toEqual([
      'return_needs_review',
      'return_declined',
    ]);
    expect((await mailsOf(declined.id))[1]!.body_text).toContain('The photos show another lamp.');
    const called = await world.approved();
    await owner.call(returns.cancel, { params: { id: called.id }, body: { reason: 'You asked us on the phone.' } });
    const off = (await mailsOf(called.id)).find(({ template }) => template === 'return_cancelled')!;
    expect(off.body_text).toContain('You asked us on the phone.');
  });

  it('before it is too late, and when it was', async () => {
    const { id } = await world.approved();
    await door.drain();
    door.setNow('2026-11-22T18:00:00Z');
    await door.runJob('remind-to-ship');
    await door.drain();
    door.setNow('2026-11-25T18:00:00Z');
    await door.runJob('expire-returns');
    const mails = await mailsOf(id);
    expect(mails.map(({ template }) => template)).toEqual(['return_approved', 'return_reminder', 'return_expired']);
    expect(mails[1]!.body_text).toContain('November 24');
    door.setNow(NOON);
  });

  it('in the language they asked in', async () => {
    for (const [language, word] of [
      ['es', 'devolución'],
      ['zh', '退货'],
    ] as const) {
      const order = await world.order();
      const { id } = await order.buyer.call(portal.request, { body: { lines: world.ask(order), language } });
      const [mail] = await mailsOf(id);
      expect(mail).toMatchObject({ template: 'return_approved', language });
      expect(mail!.body_text.toLowerCase()).toContain(word);
    }
  });

  it('of what was sent instead', async () => {
    const { id } = await world.approved({ remedy: 'exchange', reason: 'arrived-late' });
    await receive(door.ctx(), id, site.id);
    await judge(door.ctx(), id, 1);
    const { lines } = await owner.call(returns.get, { params: { id } });
    await owner.call(returns.replacementSent, { params: { id }, body: { line_id: lines[0]!.id, reference: '1Z 999' } });
    const sent = (await mailsOf(id)).find(({ template }) => template === 'replacement_sent')!;
    expect(sent.body_text).toContain('1Z 999');
  });

  it('not twice of the same thing, and not at all without an address', async () => {
    const { id } = await world.waiting();
    await door.drain();
    const { timeline } = await owner.call(returns.get, { params: { id } });
    const asked = timeline.find(({ type }) => type === 'return.requested')!;
    const { subject_kind: kind, subject_id, at, ...event } = asked;
    const again = {
      ...event,
      at: new Date(at),
      subject: { kind, id: subject_id },
      brand_id: world.brand.id,
      site_id: null,
      order_id: null,
      unit_id: null,
      return_id: id,
    };
    await reactionNamed('mail-needs-review')!.run(door.ctx(), again);
    expect(await mailsOf(id)).toHaveLength(1);
    const silent = await world.order([LAMP], { email: undefined, customer: { name: 'No Mail' } });
    const { id: other } = await silent.buyer.call(portal.request, { body: { lines: world.ask(silent) } });
    expect(await mailsOf(other)).toEqual([]);
  });

  it('with every word a stranger wrote kept as text', async () => {
    const title = '<b>Lamp</b> {{ code }} {% include "x" %}';
    const { id } = await world.approved({}, [{ ...LAMP, title }]);
    const [mail] = await mailsOf(id);
    expect(mail!.body_text).toContain(title);
    expect(mailTemplates).toContain(mail!.template as never);
  });
});
