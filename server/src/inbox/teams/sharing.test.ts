/** New conversations are shared out among a team. */
import { inbox, inboxSetup } from '@recoup/contract';
import { beforeEach, describe, expect, test } from 'vitest';
import { openFrontDoor } from '../../../test/front-door.ts';
import { openMailroom } from '../clocks/testing/mailroom.ts';
import { shareOut } from './share-out-conversation.ts';

const door = await openFrontDoor();
let room: Awaited<ReturnType<typeof openMailroom>>;
let grace: Awaited<ReturnType<typeof door.as>>;
let helen: Awaited<ReturnType<typeof door.as>>;
let teamId: string;
let buyers = 0;
const opened = () => room.buyerWrites(`buyer-${++buyers}`);
const at = (id: string) => ({ params: { id } });
const holder = async (id: string) => (await door.owner.call(inbox.read, at(id))).holder;
const team = (member_ids: string[], more: object = {}) =>
  door.owner.call(inboxSetup.addTeam, {
    body: { name: `Team ${++buyers}`, brand_id: room.brand.id, member_ids, ...more },
  });

beforeEach(async () => {
  room = await openMailroom(door);
  [grace, helen] = [await door.as('agent'), await door.as('agent')];
  teamId = (await team([grace.id!, helen.id!])).id;
});

describe('sharing out', () => {
  test('work goes round the team', async () => {
    const ids = [await opened(), await opened(), await opened(), await opened()];
    await door.drain();
    const held = await Promise.all(ids.map(async (id) => (await holder(id)).staff!.id));
    expect(held.filter((id) => id === grace.id)).toHaveLength(2);
    expect(held.filter((id) => id === helen.id)).toHaveLength(2);
    expect((await holder(ids[0]!)).team).toMatchObject({ id: teamId });
  });

  test('two at once never go to one person while the other is freer', async () => {
    for (let n = 0; n < 5; n++) {
      const [a, b] = [await opened(), await opened()];
      await Promise.all([shareOut(door.ctx(), a), shareOut(door.ctx(), b)]);
      const held = await Promise.all([a, b].map(async (id) => (await holder(id)).staff!.id));
      expect(new Set(held).size, `round ${n}`).toBe(2);
    }
  });

  test('who is away is given nothing; back again they are given what waited', async () => {
    await grace.call(inbox.away, { body: { away: true } });
    await helen.call(inbox.away, { body: { away: true } });
    const id = await opened();
    await door.drain();
    expect(await holder(id)).toMatchObject({ kind: 'nobody', team: { id: teamId } });
    await helen.call(inbox.away, { body: { away: false } });
    await door.drain();
    expect((await holder(id)).staff?.id).toBe(helen.id);
  });

  test('hands that are full are given nothing until something is done', async () => {
    await grace.call(inbox.away, { body: { most: 1 } });
    await helen.call(inbox.away, { body: { away: true } });
    const [a, b] = [await opened(), await opened()];
    await door.drain();
    const held = [await holder(a), await holder(b)];
    expect(held.map(({ kind }) => kind).sort()).toEqual(['nobody', 'staff']);
    const [mine, other] = held[0]!.kind === 'staff' ? [a, b] : [b, a];
    await grace.call(inbox.resolve, { ...at(mine), body: {} });
    await door.runJob('inbox.share-out-waiting');
    expect((await holder(other)).staff?.id).toBe(grace.id);
  });

  test('what was given to a team alone goes to one of its members; what a person holds stays theirs', async () => {
    const id = await opened();
    await door.owner.call(inbox.assign, { ...at(id), body: { staff_id: door.owner.id } });
    await door.drain();
    expect((await holder(id)).staff?.id).toBe(door.owner.id);
    await door.owner.call(inbox.assign, { ...at(id), body: { staff_id: null, team_id: teamId } });
    await door.drain();
    expect([grace.id, helen.id]).toContain((await holder(id)).staff?.id);
  });

  test('a team that does not share out leaves it to its people', async () => {
    await door.owner.call(inboxSetup.changeTeam, { ...at(teamId), body: { share_out: false } });
    const id = await opened();
    await door.drain();
    expect(await holder(id)).toMatchObject({ kind: 'nobody', team: null });
  });

  test('one that comes back goes to whoever is freer where nobody held it', async () => {
    await door.owner.call(inboxSetup.changeTeam, { ...at(teamId), body: { share_out: false } });
    const id = await opened();
    await door.owner.call(inbox.resolve, { ...at(id), body: {} });
    await door.drain();
    await door.owner.call(inboxSetup.changeTeam, { ...at(teamId), body: { share_out: true } });
    await door.owner.call(inbox.reopen, { ...at(id), body: {} });
    await door.drain();
    expect((await holder(id)).kind).toBe('staff');
  });
});

describe('teams and colleagues', () => {
  test('colleagues stand with their languages, teams and load', async () => {
    await helen.call(inbox.away, { body: { languages: ['en', 'es'], most: 12 } });
    await grace.call(inbox.away, { body: { away: true } });
    const id = await opened();
    await door.drain();
    const { staff, teams } = await door.owner.call(inbox.colleagues, {});
    expect(staff.find((one) => one.id === helen.id)).toMatchObject({
      languages: ['en', 'es'],
      most: 12,
      holds: 1,
      away: false,
    });
    expect(staff.find((one) => one.id === grace.id)).toMatchObject({
      languages: ['en'],
      holds: 0,
      away: true,
      online: false,
    });
    expect(teams.find((one) => one.id === teamId)?.member_ids.sort()).toEqual([grace.id, helen.id].sort());
    expect((await holder(id)).staff?.id).toBe(helen.id);
  });

  test('a name is taken once, and given free by archiving', async () => {
    const body = { name: 'US weekdays', member_ids: [] };
    const { id } = await door.owner.call(inboxSetup.addTeam, { body });
    expect((await door.owner.refused(inboxSetup.addTeam, { body })).code).toBe('team.name_taken');
    await door.owner.call(inboxSetup.changeTeam, { ...at(id), body: { archived: true } });
    await door.owner.call(inboxSetup.addTeam, { body });
    expect(
      (await door.owner.refused(inbox.assign, { ...at(await opened()), body: { staff_id: null, team_id: id } })).code,
    ).toBe('team.not_found');
  });

  test('only who works in the inbox is on a team', async () => {
    const viewer = await door.as('viewer');
    expect(
      (await door.owner.refused(inboxSetup.addTeam, { body: { name: 'Odd', member_ids: [viewer.id!] } })).code,
    ).toBe('staff.not_found');
  });
});
