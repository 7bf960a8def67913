/** What the assistant puts below its words: something to look at, something to say yes to, short answers to tap. */
import type { ChatCard, ChatMessage } from '@recoup/contract';
import { useState } from 'preact/hooks';
import { Failed } from './api.ts';
import { answerCard } from './asks.ts';
import type { Parts } from './frame.tsx';
import { ChevronRight } from './icons.tsx';
import { safe } from './safe.ts';
import { failureKey, type Key } from './words.ts';

export function Offer({ chat, words: w, card }: Parts & { card: ChatCard }) {
  const { origin } = chat.shell;
  const photo = card.photo_url && <img src={safe(card.photo_url, origin)} alt="" />;
  if (card.state === 'plain' && card.url) {
    return (
      <a class="card go" href={safe(card.url, origin)} target="_blank" rel="noopener">
        {photo}
        <Words card={card} />
        <ChevronRight size={18} />
        <span class="unseen">{w('opens_new')}</span>
      </a>
    );
  }
  return (
    <div class={card.state === 'open' ? 'card offer open' : 'card offer'}>
      <div class="line">
        {photo}
        <Words card={card} />
      </div>
      {card.state === 'open' && <Answer chat={chat} words={w} card={card} />}
      {card.state !== 'open' && card.state !== 'plain' && (
        <p class={`fate ${card.state}`} role="status">
          {w(`card_${card.state}` as Key)}
        </p>
      )}
    </div>
  );
}

const Words = ({ card }: { card: ChatCard }) => (
  <span>
    <b class="row">
      <span>{card.title}</span>
      {card.value && <span>{card.value}</span>}
    </b>
    {card.detail && <small>{card.detail}</small>}
  </span>
);

function Answer({ chat, words: w, card }: Parts & { card: ChatCard }) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const answer = async (yes: boolean) => {
    if (busy) return;
    setBusy(true);
    setFailed(null);
    await answerCard(chat, card.id, yes).catch((error: unknown) => {
      setFailed(error instanceof Failed ? error.code : 'unknown');
    });
    setBusy(false);
  };
  return (
    <>
      {failed && (
        <p class="error" role="alert">
          {w(failureKey(failed))}
        </p>
      )}
      <div class="pair">
        <button type="button" class="big" disabled={busy} onClick={() => void answer(true)}>
          {card.yes ?? w('card_yes')}
        </button>
        <button type="button" class="big plain" disabled={busy} onClick={() => void answer(false)}>
          {card.no ?? w('card_no')}
        </button>
      </div>
    </>
  );
}

/** Only below the newest message: what was asked before is no longer the question. */
export function Choices({ chat, message }: { chat: Parts['chat']; message: ChatMessage }) {
  return (
    <div class="chips choices">
      {message.choices.map(({ value, words }) => (
        <button key={value} type="button" onClick={() => chat.say(words, value)}>
          {words}
        </button>
      ))}
    </div>
  );
}
