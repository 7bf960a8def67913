/** Conversations with buyers on every channel: what was said, who holds it, what was promised, and what makes it quick. */
import type { Module } from '../platform/module.ts';
import { routes } from './inbox.routes.ts';
import { searchReactions } from './search/search.reactions.ts';

export {
  addChannelConnector,
  type Channel,
  type ChannelConnector,
  type Delivered,
  type Incoming,
  type MailEnvelope,
  type Outgoing,
  type Sender,
} from './channel.ts';
export { type ReturnFacts, type ReturnsSide, setInboxSides } from './sides.ts';

export const inbox: Module = {
  name: 'inbox',
  routes,
  reactions: [...searchReactions],
  jobs: [],
};
