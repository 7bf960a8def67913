/** Conversations with buyers on every channel: what was said, who holds it, what was promised, and what makes it quick. */
import type { Module } from '../platform/module.ts';
import { standingChannels, standingChannelsJob } from './channels/standing-channels.ts';
import { chatLines } from './chat/chat-lines.ts';
import { mailAnswersJob } from './chat/mail-answers.ts';
import { clockReactions } from './clocks/clocks.reactions.ts';
import { clockJobs } from './clocks/reckon-anew.ts';
import { remindJob, remindLateJob } from './conversations/remind-me.ts';
import { wakeJob, wakeLateJob } from './conversations/snooze-conversation.ts';
import { routes } from './inbox.routes.ts';
import { deliveries } from './messages/deliver-message.ts';
import { scheduled } from './messages/schedule-message.ts';
import { ruleJobs, ruleReactions } from './rules/rules.reactions.ts';
import { searchReactions } from './search/search.reactions.ts';
import { askSurveyJob, surveyReaction } from './surveys/ask-survey.ts';
import { shareOutWaiting, sharing } from './teams/share-out-conversation.ts';
import { translationReactions } from './translation/translation.reactions.ts';

export { type Answered, answerQuestion } from './articles/answer-question.ts';
export { guideById, guidesForProblems } from './articles/guides.ts';
export { readArticles } from './articles/read-articles.ts';
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
export { setChannelHealth } from './channels/channel-health.ts';
export {
  type ChannelRow,
  channelByKey,
  channelOf,
  channelsOfKind,
  chatOfBrand,
  findChannel,
  openChannel,
  updateChannel,
} from './channels/channels.store.ts';
export { mayReach, whyNotReach } from './channels/hosts.ts';
export { type ChatCtx, type Guest, type Knock, openGuest } from './chat/guest.ts';
export { signatureOf } from './chat/identity.ts';
export { knockOf } from './chat/knock.ts';
export {
  heardFrom,
  ordersOfAddress,
  type Proved,
  provedAddress,
  provedBy,
  provedHere,
  proveOrders,
  sessionOf,
} from './chat/proofs.store.ts';
export { seesTalk } from './chat/sees-talk.ts';
export { staffIsHere } from './chat/staff-here.ts';
export { saidInTalk, sayInTalk } from './chat/talk-in-call.ts';
export { buyerRooms, concerns, tellAssistantWrites } from './chat/tell.ts';
export { trackingUrl } from './chat/tracking-url.ts';
export { peopleAt } from './chat/who-is-here.ts';
export { type Hours, shiftsBetween } from './clocks/business-time.ts';
export { callHours } from './clocks/call-hours.ts';
export { hoursOf } from './clocks/promises.store.ts';
export { findContact as contactNamed } from './contacts/contacts.store.ts';
export { normalPhone } from './contacts/points.ts';
export { replyAddress as addressForReply } from './contacts/reply-address.ts';
export { andRead, changeConversation } from './conversations/change-conversation.ts';
export { type Newer, nothingUnseen } from './conversations/collision.ts';
export { readConversation } from './conversations/conversation.read.ts';
export {
  assign as assignDecision,
  type Conversation,
  type Decided,
  giveToAssistant,
  handToPeople,
  resolve as resolveDecision,
  step as stepConversation,
  takeFromAssistant,
} from './conversations/conversation.ts';
export { findConversation, lockConversation, lockStanding, settle } from './conversations/conversations.store.ts';
export { conversationEvent, excerptOf } from './conversations/events.ts';
export { addTags, setLanguage, setPriority, setSubject } from './conversations/label-conversation.ts';
export { linkConversation } from './conversations/link-conversation.ts';
export { keepNote, type NewNote } from './conversations/note-for-colleagues.ts';
export { type Alarm, raiseAlarm } from './conversations/raise-alarm.ts';
export { resolveConversation } from './conversations/resolve-conversation.ts';
export { type CallTalk, talkOfChat, talkOfOrder } from './conversations/talk-for-call.ts';
export { handlingOf, percentiles } from './figures/read-figures.ts';
export { conversationForDisputes } from './for-disputes.ts';
export { formAnswers } from './form/answer-form.ts';
export { readMacros } from './macros/change-macros.ts';
export { fillMacro } from './macros/fill-macro.ts';
export { cleanHtml, MOST_HTML } from './mail/clean-html.ts';
export { fold } from './mail/fold-quotes.ts';
export { conversationByCode, threadsOpenTo } from './mail/mail-threads.read.ts';
export { codesIn, replyAddress, replyToken, tokenOfAddress, withoutToken } from './mail/reply-token.ts';
export { textOfHtml } from './mail/text-of-html.ts';
export { keepCallLine } from './messages/call-line.ts';
export { cardMessage, changeCard } from './messages/change-card.ts';
export { messagesByIds, messagesOf } from './messages/messages.read.ts';
export { filesOf, findMessage, type MessageRow } from './messages/messages.store.ts';
export { buyersWordsSince, saidSince } from './messages/said-since.store.ts';
export { alreadyTaken, takeMessage } from './messages/take-message.ts';
export { type Receipt, takeReceipt } from './messages/take-receipt.ts';
export { threadName } from './messages/thread-name.ts';
export { type NewReply, writeMessage } from './messages/write-message.ts';
export { peopleAreAway } from './presence/people-away.ts';
export { indexEverything } from './search/index-said.ts';
export { lexemesOf } from './search/lexemes.ts';
export { forgetSaid } from './search/said.store.ts';
export { searchInbox } from './search/search-inbox.ts';
export {
  type AssistantSide,
  type CallsSide,
  type PortalSide,
  type ReturnFacts,
  type ReturnsSide,
  setInboxSides,
} from './sides.ts';
export { findTeam } from './teams/teams.store.ts';
export { languageOf } from './translation/language.ts';
export { type Ask, offerTranslators, type Term, type Translator, translatorOf } from './translation/translator.ts';

export const inbox: Module = {
  name: 'inbox',
  routes,
  reactions: [
    standingChannels,
    ...clockReactions,
    surveyReaction,
    ...sharing,
    ...searchReactions,
    ...translationReactions,
    ...ruleReactions,
  ],
  lines: chatLines,
  jobs: [
    standingChannelsJob,
    ...deliveries,
    scheduled,
    mailAnswersJob,
    ...clockJobs,
    askSurveyJob,
    wakeJob,
    wakeLateJob,
    remindJob,
    remindLateJob,
    shareOutWaiting,
    ...ruleJobs,
  ],
};
