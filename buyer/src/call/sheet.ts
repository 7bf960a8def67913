/** Which sheet lies at the thumb: one for every state, each with what to do next. Pure. */
import type { Facts } from './facts.ts';

/** `page`: a page of its own on the brand's ground. `room`: over the picture, or over the brand's colour where there is none. */
export const SHEETS = {
  opening: 'page',
  offline: 'page',
  link_gone: 'page',
  link_over: 'page',
  not_let_in: 'page',
  taken_over: 'page',
  failed: 'page',
  in_app: 'page',
  invited: 'page',
  early: 'page',
  test: 'room',
  slots: 'page',
  agreed: 'page',
  cancel: 'page',
  called_off: 'page',
  asking: 'room',
  blocked: 'page',
  no_camera: 'room',
  held: 'room',
  other_page: 'page',
  calling: 'room',
  ringing: 'room',
  queue: 'room',
  others: 'page',
  phone: 'page',
  photos: 'room',
  nobody: 'page',
  wished: 'page',
  knocking: 'page',
  answer: 'page',
  leave: 'room',
  tap: 'room',
  coming: 'room',
  reconnecting: 'room',
  agent_lost: 'room',
  consent: 'room',
  offer: 'room',
  chat: 'room',
  weak: 'room',
  hint: 'room',
  live: 'room',
  ended: 'page',
} as const satisfies Record<string, 'page' | 'room'>;
export type Sheet = keyof typeof SHEETS;

const GONE = ['link.not_found', 'link.expired', 'call.link_revoked'];

/** The one sheet for these facts. What was opened by hand lies over what stands there, but never over the end of a call. */
export function sheetOf(facts: Facts): Sheet {
  const { call, opening, invitation, app, opened } = facts;
  if (call && facts.refused !== 'call.not_let_in') return ofCall(facts, call);
  if (opening) return 'opening';
  if (facts.refused) return ofRefusal(facts.refused);
  if (app) return 'in_app';
  const media = ofMedia(facts);
  if (media && facts.camera !== 'asking') return media;
  if (opened === 'test') return 'test';
  if (opened === 'slots') return 'slots';
  if (media) return media;
  if (invitation && facts.camera === 'unasked') return isEarly(facts) ? 'early' : 'invited';
  return facts.camera === 'unasked' ? 'opening' : 'calling';
}

function ofRefusal(code: string): Sheet {
  if (code === 'network') return 'offline';
  if (GONE.includes(code)) return 'link_gone';
  if (code === 'call.over') return 'link_over';
  if (code === 'call.not_let_in') return 'not_let_in';
  return 'failed';
}

function isEarly({ invitation, now }: Facts): boolean {
  return invitation?.opens_at != null && Date.parse(invitation.opens_at) > now;
}

/** What keeps the camera from being used; null where nothing does. */
function ofMedia({ camera }: Facts): Sheet | null {
  switch (camera) {
    case 'asking':
      return 'asking';
    case 'blocked':
      return 'blocked';
    case 'none':
      return 'no_camera';
    case 'held':
      return 'held';
    case 'page':
      return 'other_page';
    default:
      return null;
  }
}

function ofCall(facts: Facts, call: NonNullable<Facts['call']>): Sheet {
  const { opened } = facts;
  if (facts.seatGone) return 'taken_over';
  switch (call.stage) {
    case 'ended':
      return opened === 'photos' ? 'photos' : 'ended';
    case 'declined':
      return inPlace(facts) ?? 'called_off';
    case 'missed':
      return inPlace(facts) ?? (call.ended_because === 'buyer_left' ? 'called_off' : 'nobody');
    case 'scheduled':
      if (opened === 'slots' || opened === 'cancel' || opened === 'test') return opened;
      return facts.agreed ? 'agreed' : 'early';
    default:
      break;
  }
  if (call.me.knocks) return 'knocking';
  if (opened === 'leave') return 'leave';
  if (facts.wish === 'call_back' && call.stage === 'ringing' && call.with) return 'answer';
  if (call.stage !== 'live') {
    // While it waits, the buyer may look at what there is in its place; it rings on meanwhile.
    const instead = inPlace(facts) ?? (opened === 'others' ? 'others' : null);
    if (instead) return instead;
    return ofMedia(facts) ?? (facts.app ? 'in_app' : call.stage === 'ringing' ? 'ringing' : 'queue');
  }
  return ofMedia(facts) ?? ofLive(facts);
}

function inPlace({ opened, wish, agreed }: Facts): Sheet | null {
  if (opened === 'slots' || opened === 'phone' || opened === 'photos' || opened === 'chat') return opened;
  if (agreed) return 'agreed';
  return wish ? 'wished' : null;
}

function ofLive(facts: Facts): Sheet {
  const { opened, offer, consent } = facts;
  if (facts.needsTap) return 'tap';
  if (consent?.ask && consent.answer === null) return 'consent';
  if (offer) return 'offer';
  if (opened === 'chat' || opened === 'photos') return opened;
  if (facts.line === 'down' && facts.agent !== 'here') return 'reconnecting';
  if (facts.agent === 'lost') return 'agent_lost';
  if (facts.agent === 'away' || facts.agent === 'coming') return 'coming';
  if (facts.camera === 'weak') return 'weak';
  return facts.hint || facts.dark ? 'hint' : 'live';
}
