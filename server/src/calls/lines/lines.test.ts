/** What is said on the live lines of calls, over one process and over two. */
import { chat, inboxSetup } from '@recoup/contract';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { clientWith } from '../../../test/front-door.ts';
import { inWorkspace } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { signSeatToken } from '../../platform/secrets.ts';
import { openWorld, type World } from '../../returns/testing/world.ts';
import { insertCall, insertPart, type Part } from '../calls/calls.store.ts';
import { hangUpAll, type Line, openLine } from '../testing/line.ts';

let world: World;
let key: string;
beforeAll(async () => {
  world = await openWorld();
  const settings = {
    kind: 'chat' as const,
    origins: [],
    identity: 'optional' as const,
    greeting: null,
    position: 'right' as const,
    calendar_id: null,
  };
  const channel = await world.owner.call(inboxSetup.addChannel, {
    body: { brand_id: world.brand.id, name: 'Widget', settings },
  });
  key = channel.key!;
}, 60_000);
afterEach(hangUpAll);

type Stage = 'ringing' | 'live';
/** A call between a buyer and the agent who took it. */
async function aCall(stage: Stage = 'live') {
  const { door } = world;
  const agent = await door.as('agent');
  const { token } = await clientWith(door.url, {}).call(chat.session, { params: { key }, body: {} });
  const buyer = clientWith(door.url, { authorization: `Bearer ${token}` });
  const { conversation } = await buyer.call(chat.say, {
    body: { conversation_id: null, client_id: `c-${newId()}`, text: 'It is broken' },
  });
  return inWorkspace(door.ctx(), async (tx) => {
    const at = await tx
      .selectFrom('conversations')
      .selectAll()
      .where('id', '=', conversation.id)
      .executeTakeFirstOrThrow();
    const call = await insertCall(tx, door.ctx(), {
      brand_id: at.brand_id,
      conversation_id: at.id,
      contact_id: at.contact_id,
      stage,
      origin: 'widget',
      staff_id: agent.id,
    });
    const seat = await insertPart(tx, door.ctx(), call, { kind: 'buyer', name: 'Dana' });
    const desk = await insertPart(tx, door.ctx(), call, {
      kind: 'agent',
      name: 'Grace',
      staff_id: agent.id,
      joined_at: door.now(),
    });
    return { call, agent, seat, desk };
  });
}
type ACall = Awaited<ReturnType<typeof aCall>>;
const tokenOf = ({ call, seat }: { call: { id: string; brand_id: string }; seat: Part }) =>
  signSeatToken(world.door.product.services.config.secret, {
    workspaceId: world.door.workspaceId,
    brandId: call.brand_id,
    callId: call.id,
    partId: seat.id,
    expiresAt: new Date(world.door.now().getTime() + 3_600_000),
  });
const buyerLine = (at: ACall, url = world.door.url) => openLine(url, { line: 'call', token: tokenOf(at) });
const staffLine = (at: ACall, url = world.door.url) => openLine(url, {}, at.agent.headers);
const enter = (line: Line, { call }: { call: { id: string } }, peer: string) =>
  line.say('call.enter', { call_id: call.id, peer });

const OFFER = {
  kind: 'description',
  type: 'offer',
  sdp: `v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\n${'a=fmtp:96 level-asymmetry-allowed=1\r\n'.repeat(180)}`,
};

describe('two sides of a call', () => {
  test('come on the line, know each other, and say and acknowledge words', async () => {
    const at = await aCall();
    const [buyer, agent] = [await buyerLine(at), await staffLine(at)];
    expect(await enter(buyer, at, 'buyer-page-1')).toMatchObject({
      stage: 'live',
      me: { kind: 'buyer', here: true },
      peers: [],
    });
    expect(await enter(agent, at, 'agent-page-1')).toMatchObject({
      peers: [{ peer: 'buyer-page-1', part: { name: 'Dana' } }],
    });
    const told = await buyer.hears('call.parts', ({ peers }) => (peers as unknown[]).length === 2);
    expect(told).toMatchObject({
      peers: [{ peer: 'buyer-page-1' }, { peer: 'agent-page-1', part: { staff_id: null } }],
    });
    const said = { call_id: at.call.id, to: 'agent-page-1', n: 1, word: 'rtc', data: OFFER };
    expect(await buyer.say('call.say', said)).toEqual({ ok: true });
    expect(await agent.hears('call.said')).toEqual({
      call_id: at.call.id,
      n: 1,
      word: 'rtc',
      data: OFFER,
      from: 'buyer-page-1',
      part_id: at.seat.id,
    });
    expect(await agent.say('call.got', { call_id: at.call.id, to: 'buyer-page-1', n: 1 })).toEqual({ ok: true });
    expect(await buyer.hears('call.got')).toEqual({ call_id: at.call.id, from: 'agent-page-1', n: 1 });
  });
});
