import { type BodyIn, chat, desk, inbox, inboxSetup } from '@recoup/contract';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type FrontDoor, openFrontDoor } from '../../../test/front-door.ts';
import { inWorkspace } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { type Mailroom, openMailroom } from '../clocks/testing/mailroom.ts';
import { resolveConversation } from '../conversations/resolve-conversation.ts';
import { askSurvey } from './ask-survey.ts';
import { checkScore, checkStillOpen, isInShare, scoresOf } from './survey.ts';
import { readSurveyToken, signSurveyToken } from './survey-token.ts';

let door: FrontDoor;
let room: Mailroom;
beforeAll(async () => {
  door = await openFrontDoor();
});
beforeEach(async () => {
  door.setNow('2037-11-16T15:00:00Z');
  room = await openMailroom(door, 'email');
});

const asked = (at: Mailroom, change: Partial<BodyIn<typeof inboxSetup.changeSurvey>> = {}) =>
  door.owner.call(inboxSetup.changeSurvey, {
    body: {
      brand_id: at.brand.id,
      kind: 'csat',
      enabled: true,
      after_minutes: 60,
      again_after_days: 30,
      share: 100,
      channels: [],
      ...change,
    },
  });
const resolve = (id: string) => door.owner.call(inbox.resolve, { params: { id }, body: {} });
async function settledBy(at: Mailroom, buyer: string): Promise<string> {
  const id = await at.buyerWrites(buyer);
  await at.answer(id);
  await resolve(id);
  return id;
}
async function hourLater(hours = 1.1): Promise<void> {
  await door.drain();
  door.setNow(new Date(door.now().getTime() + hours * 3_600_000));
  await door.drain();
}
/** The mails to a buyer, and the token of the survey in the newest. */
async function mailTo(buyer: string) {
  const { rows } = await door.owner.call(desk.mails, { query: { limit: 200 } });
  const mails = rows.filter((row) => row.template === 'survey' && row.to === `${buyer}@buyers.example`);
  const read = mails[0] && (await door.owner.call(desk.mail, { params: { id: mails[0].id } }));
  const token = read ? /\/survey\/([\w-]+)/.exec(JSON.stringify(read))?.[1] : undefined;
  return { mails, read, token: token! };
}
const eventsOf = (id: string, type: string) =>
  inWorkspace(door.ctx(), (tx) =>
    tx
      .selectFrom('events')
      .select(['type', 'data', 'actor'])
      .where('subject_id', '=', id)
      .where('type', '=', type)
      .execute(),
  );

test('a settled conversation is asked about by mail, an hour later, with a tap a score', async () => {
  await asked(room);
  const id = await settledBy(room, 'dana');
  await door.drain();
  expect((await mailTo('dana')).mails).toHaveLength(0);
  await hourLater();
  const { mails, read, token } = await mailTo('dana');
  expect(mails).toHaveLength(1);
  expect(mails[0]!.subject).toContain('My lamp');
  for (const score of [1, 2, 3, 4, 5]) expect(JSON.stringify(read)).toContain(`${token}?score=${score}`);
  expect(await eventsOf(id, 'survey.asked')).toHaveLength(1);

  const page = await door.stranger.call(chat.survey, { params: { token } });
  expect(page).toMatchObject({ kind: 'csat', subject: 'My lamp', score: null, brand: { slug: room.brand.slug } });
  await door.stranger.call(chat.answerSurvey, { params: { token }, body: { score: 4 } });
  await door.stranger.call(chat.answerSurvey, { params: { token }, body: { score: 4 } });
  const [answered, ...more] = await eventsOf(id, 'survey.answered');
  expect(answered).toMatchObject({
    data: { kind: 'csat', score: 4, comment: null },
    actor: { kind: 'buyer', name: 'dana' },
  });
  expect(more).toEqual([]);
  expect((await room.read(id)).surveys).toMatchObject([{ kind: 'csat', score: 4, comment: null }]);
});

test('an answer may be changed within the hour, and stands after that', async () => {
  await asked(room);
  const id = await settledBy(room, 'ana');
  await hourLater();
  const { token } = await mailTo('ana');
  const answer = (score: number, comment?: string) => ({
    params: { token },
    body: { score, ...(comment ? { comment } : {}) },
  });
  await door.stranger.call(chat.answerSurvey, answer(2));
  door.setNow(new Date(door.now().getTime() + 50 * 60_000));
  await door.stranger.call(chat.answerSurvey, answer(5, 'Sorry, a slip of the thumb'));
  expect((await room.read(id)).surveys).toMatchObject([{ score: 5, comment: 'Sorry, a slip of the thumb' }]);
  door.setNow(new Date(door.now().getTime() + 11 * 60_000));
  expect((await door.stranger.refused(chat.answerSurvey, answer(1))).code).toBe('survey.over');
  expect((await eventsOf(id, 'survey.answered')).map(({ data }) => data)).toMatchObject([
    { score: 2, changed: false },
    { score: 5, changed: true },
  ]);
});

test('ten taps at once are one answer', async () => {
  await asked(room);
  const id = await settledBy(room, 'tap');
  await hourLater();
  const { token } = await mailTo('tap');
  const tap = () => door.stranger.call(chat.answerSurvey, { params: { token }, body: { score: 3 } });
  await Promise.all(Array.from({ length: 10 }, tap));
  expect(await eventsOf(id, 'survey.answered')).toHaveLength(1);
});

test('a score off the scale, a changed link and an old one are refused', async () => {
  await asked(room, { kind: 'nps' });
  await settledBy(room, 'eve');
  await hourLater();
  const { token } = await mailTo('eve');
  await asked(room, { kind: 'nps', enabled: false });
  await asked(room);
  const body = { score: 0 };
  await door.stranger.call(chat.answerSurvey, { params: { token }, body });
  await settledBy(room, 'kit');
  await hourLater();
  const csat = (await mailTo('kit')).token;
  const refused = (params: { token: string }) => door.stranger.refused(chat.answerSurvey, { params, body });
  expect((await refused({ token: csat })).code).toBe('survey.score_out_of_range');
  const changed = `${token.slice(0, 10)}${token[10] === 'A' ? 'B' : 'A'}${token.slice(11)}`;
  expect((await refused({ token: changed })).code).toBe('survey.not_found');
  expect((await door.stranger.refused(chat.survey, { params: { token: 'nonsense' } })).code).toBe('survey.not_found');
  await hourLater(31 * 24);
  expect((await refused({ token: csat })).code).toBe('survey.over');
});

describe('nobody is asked', () => {
  const silent = async (buyer: string) => {
    await hourLater();
    expect((await mailTo(buyer)).mails).toHaveLength(0);
  };
  test('where the brand has not said so', async () => {
    await settledBy(room, 'off');
    await silent('off');
    const { rows } = await door.owner.call(inboxSetup.surveys);
    expect(rows.filter(({ brand }) => brand.id === room.brand.id)).toMatchObject([
      { kind: 'csat', enabled: false },
      { kind: 'nps', enabled: false },
    ]);
  });
  test('when a rule settles it, or it is closed', async () => {
    await asked(room);
    const ruled = await room.buyerWrites('ruled');
    await room.answer(ruled);
    await resolveConversation(door.ctx(), ruled, 'rule');
    const closed = await room.buyerWrites('closed');
    await room.answer(closed);
    await door.owner.call(inbox.close, { params: { id: closed }, body: {} });
    await silent('ruled');
    await silent('closed');
  });
  test('when the assistant did it alone; with a person in it they are', async () => {
    await asked(room);
    const alone = await room.buyerWrites('alone');
    await room.answer(alone, { by: 'assistant' });
    await resolveConversation(door.ctx(), alone, 'assistant');
    const together = await room.buyerWrites('together');
    await room.answer(together);
    await resolveConversation(door.ctx(), together, 'assistant');
    await silent('alone');
    expect((await mailTo('together')).mails).toHaveLength(1);
  });
  test('who opened it again before the time came', async () => {
    await asked(room);
    await settledBy(room, 'again');
    await door.drain();
    await room.buyerWrites('again', 'It is still broken');
    await silent('again');
  });
  test('a second time within the days, and after them they are', async () => {
    await asked(room);
    await settledBy(room, 'often');
    await hourLater();
    await settledBy(room, 'often');
    await hourLater();
    expect((await mailTo('often')).mails).toHaveLength(1);
    await hourLater(31 * 24);
    await settledBy(room, 'often');
    await hourLater();
    expect((await mailTo('often')).mails.length).toBeGreaterThanOrEqual(1);
  });
  test('on a channel the brand left out', async () => {
    await asked(room, { channels: ['chat'] });
    await settledBy(room, 'mail');
    await silent('mail');
  });
});

test('in a chat it is a message, once, however often the job runs', async () => {
  const live = await openMailroom(door, 'chat');
  await asked(live);
  const id = await settledBy(live, 'kim');
  const resolved_at = await inWorkspace(door.ctx(), (tx) =>
    tx.selectFrom('conversations').select('resolved_at').where('id', '=', id).executeTakeFirstOrThrow(),
  );
  await hourLater();
  const again = { conversation_id: id, kind: 'csat' as const, resolved_at: resolved_at.resolved_at!.toISOString() };
  await Promise.all([askSurvey(door.ctx(), again), askSurvey(door.ctx(), again)]);
  const { items } = await door.owner.call(inbox.thread, { params: { id } });
  const said = items.flatMap((item) =>
    item.kind === 'message' && item.message.automatic === 'survey' ? [item.message] : [],
  );
  expect(said).toHaveLength(1);
  expect(said[0]!.text).toContain(`/b/${live.brand.slug}/survey/`);
  expect((await live.read(id)).state).toBe('resolved');
});

test('only who may manage the inbox sets it, and only for their brands', async () => {
  const other = await door.makeBrand();
  const scoped = await door.as('manager', { brandIds: [other.id] });
  const body = {
    brand_id: room.brand.id,
    kind: 'csat' as const,
    enabled: true,
    after_minutes: 0,
    again_after_days: 0,
    share: 100,
    channels: [],
  };
  expect((await scoped.refused(inboxSetup.changeSurvey, { body })).code).toBe('brand.not_found');
  expect((await room.agent.refused(inboxSetup.changeSurvey, { body })).code).toBe('permission.not_allowed');
  const { rows } = await scoped.call(inboxSetup.surveys);
  expect(new Set(rows.map(({ brand }) => brand.id))).toEqual(new Set([other.id]));
});

test('the share is the same conversations always, and about as many as it says', () => {
  const ids = Array.from({ length: 2000 }, () => newId());
  const in20 = ids.filter((id) => isInShare(id, 'csat', 20));
  expect(in20.length).toBeGreaterThan(300);
  expect(in20.length).toBeLessThan(500);
  expect(ids.filter((id) => isInShare(id, 'csat', 20))).toEqual(in20);
  // A larger share asks those of the smaller one, too.
  expect(in20.every((id) => isInShare(id, 'csat', 50))).toBe(true);
  expect(ids.every((id) => isInShare(id, 'nps', 100))).toBe(true);
});

test('the scales', () => {
  expect(scoresOf('csat')).toEqual([1, 2, 3, 4, 5]);
  expect(scoresOf('nps')).toHaveLength(11);
  expect(() => checkScore('csat', 0)).toThrow('survey.score_out_of_range');
  expect(() => checkScore('nps', 0)).not.toThrow();
  const given = new Date('2037-11-16T15:00:00Z');
  expect(() => checkStillOpen({ answered_at: given }, new Date(given.getTime() + 3_600_000))).not.toThrow();
  expect(() => checkStillOpen({ answered_at: given }, new Date(given.getTime() + 3_600_001))).toThrow('survey.over');
});

test('a link of one installation is worth nothing at another', () => {
  const expiresAt = new Date('2037-12-01T00:00:00Z');
  const claims = { workspaceId: newId(), brandId: newId(), surveyId: newId(), expiresAt };
  const token = signSurveyToken('one secret of an installation here', claims);
  const now = new Date('2037-11-16T00:00:00Z');
  expect(readSurveyToken('one secret of an installation here', token, now)).toEqual(claims);
  expect(() => readSurveyToken('another secret of an installation', token, now)).toThrow('survey.not_found');
  expect(() => readSurveyToken('one secret of an installation here', token, expiresAt)).toThrow('survey.over');
});
