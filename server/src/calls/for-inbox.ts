import type { CallsSide } from '../inbox/index.ts';
import { callsOfConversation } from './calls/calls.store.ts';
import { offersCalls } from './queue/offered.ts';

/** What conversations with buyers must know of calls. */
export const callsForInbox: CallsSide = { offersCalls, ofConversation: callsOfConversation };
