/** Calls from the chat: the tap on the camera, and a call that rings here. What a call is made of is loaded when it is near. */
import type { AnswerOf, buyerCalls } from '@recoup/contract';
import { useEffect, useState } from 'preact/hooks';
import type { Mounted } from '../call/mount.tsx';
import type { Chat } from './chat.ts';
import type { Parts } from './frame.tsx';
import { Video } from './icons.tsx';

type Ringing = NonNullable<AnswerOf<typeof buyerCalls.ringing>['call']>;
const LOOK_MS = 5_000;

let brought: Promise<typeof import('../call/mount.tsx')> | null = null;
/** Fetched when somebody comes near the button, so that the tap waits for nothing. */
export function bringCalls(): Promise<typeof import('../call/mount.tsx')> {
  brought ??= import('../call/mount.tsx').catch((error: unknown) => {
    brought = null; // the next tap tries again
    throw error;
  });
  return brought;
}

let mounted: Mounted | null = null;
async function mount(chat: Chat, callId: string | null): Promise<Mounted> {
  const { mountCall } = await bringCalls();
  mounted?.close();
  const { shell } = chat;
  const { brand } = shell.hello;
  mounted = mountCall(shell.root, {
    server: shell.origin,
    slug: brand.slug,
    brand,
    entry: { kind: 'chat', token: () => chat.session.open(), conversationId: chat.state.at, callId },
    language: shell.language,
    onClose: () => {
      mounted = null;
      void chat.catchUp().catch(() => {}); // told again with the next message
    },
  });
  return mounted;
}

/** The tap: it asks for the camera and calls at once; with an id, it takes the call that rings here. */
export async function beginCall(chat: Chat, callId: string | null): Promise<void> {
  try {
    (await mount(chat, callId)).side.begin();
  } catch {
    chat.store.set({ failed: 'network' }); // what a call is made of could not be loaded
  }
}

/** This browser was in a call when the page was loaded again: it goes on by itself. */
export async function resumeCall(chat: Chat): Promise<void> {
  const { side, close } = await mount(chat, null);
  await side.open();
  if (side.state.call === null) close();
}

/** Somebody calls this chat. */
export function Calls({ chat, words: w }: Parts) {
  const [call, setCall] = useState<Ringing | null>(null);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const look = () =>
    chat.session
      .as((token) => chat.session.call<typeof buyerCalls.ringing>('GET', '/v1/chat/calls', { token }))
      .then(({ call: found }) => setCall(found))
      .catch(() => {}); // asked again by itself
  const { rings } = chat.state;
  useEffect(() => {
    if (chat.session.token) void look();
  }, [chat, rings]);
  const isRinging = call?.stage === 'ringing' && call.id !== dismissed && mounted === null;
  useEffect(() => {
    if (!isRinging) return;
    void bringCalls().catch(() => {}); // the tap tries again
    const again = setInterval(look, LOOK_MS);
    let stop = () => {};
    void import('@recoup/rtc/sound').then(({ ring }) => {
      stop = ring('called');
    });
    return () => {
      clearInterval(again);
      stop();
    };
  }, [isRinging]);
  if (!isRinging || !call) return null;
  const decline = async () => {
    setDismissed(call.id);
    const { side } = await mount(chat, call.id);
    await side.decline();
  };
  return (
    <div class="card offer open rings" role="alert">
      <b>{w('call_rings', { name: call.with })}</b>
      <small>{w('call_rings_lead')}</small>
      <div class="pair">
        <button type="button" class="big" onClick={() => void beginCall(chat, call.id)}>
          <Video size={20} />
          {w('call_answer')}
        </button>
        <button type="button" class="big plain" onClick={() => void decline()}>
          {w('call_not_now')}
        </button>
      </div>
    </div>
  );
}
