import { type AssistantSide, peopleAreAway } from '../../inbox/index.ts';
import { settingsOf } from '../settings/settings.store.ts';
import { answersFirst } from './may-answer.ts';

/** Who answers first what begins on a channel, as the brand set it. Handed to the inbox by app.ts. */
export const assistantForInbox: AssistantSide = {
  async answersFirst(tx, ctx, { brand_id, channel }) {
    const settings = await settingsOf(tx, ctx, brand_id);
    return answersFirst(settings, channel.kind, () => peopleAreAway(tx, ctx, channel));
  },
};
