/** What the quick buttons open: the buyer's orders with where they are and their returns, and where to answer when nobody is there. */
import type { ChatOrder } from '@recoup/contract';
import { useEffect, useState } from 'preact/hooks';
import { Failed } from './api.ts';
import { findOrder, leaveAddress, loadOrders } from './asks.ts';
import type { State } from './chat.ts';
import type { Parts } from './frame.tsx';
import { ChevronRight, ExternalLink, Package } from './icons.tsx';
import { safe } from './safe.ts';
import { date, failureKey, type Key } from './words.ts';

export type Card = 'track' | 'return' | 'person' | null;
type AskParts = Parts & { state: State; card: Card; setCard(card: Card): void };

export function Ask({ chat, words: w, state, card, setCard }: AskParts) {
  const { hello } = chat.shell;
  const away = !hello.people.here;
  const current = state.conversations?.find((one) => one.id === state.at);
  const answered = current ? current.assistant : hello.assistant;
  const wrote = state.messages.some((one) => one.mine) || state.queue.length > 0;
  return (
    <>
      {(card === 'track' || card === 'return') && (
        <Orders chat={chat} words={w} state={state} toReturn={card === 'return'} onDone={() => setCard(null)} />
      )}
      {card === 'person' && (
        <div class="theirs">
          <p class="bubble" role="status">
            {away ? w('person_away') : w('person_here')}
          </p>
        </div>
      )}
      {away && !state.email && (card === 'person' || (wrote && card === null && !answered)) && (
        <Leave chat={chat} words={w} />
      )}
      {away && state.email && card === 'person' && <p class="fate">{w('left', { email: state.email })}</p>}
    </>
  );
}

function Orders({
  chat,
  words: w,
  state,
  toReturn,
  onDone,
}: Parts & { state: State; toReturn: boolean; onDone(): void }) {
  const [finding, setFinding] = useState(false);
  useEffect(() => void loadOrders(chat), [chat]);
  const { orders } = state;
  if (orders === null) return <p class="fate">{w('finding')}</p>;
  const showForm = finding || orders.length === 0;
  return (
    <section class="orders" aria-label={toReturn ? w('return') : w('track')}>
      {orders.slice(0, 5).map((order) => (
        <OrderCard key={order.id} chat={chat} words={w} order={order} toReturn={toReturn} />
      ))}
      {showForm ? (
        <Find
          chat={chat}
          words={w}
          onFound={() => setFinding(false)}
          onCancel={() => (orders.length > 0 ? setFinding(false) : onDone())}
        />
      ) : (
        <p class="also">
          <button type="button" onClick={() => setFinding(true)}>
            {w('find_again')}
          </button>
          <button type="button" onClick={onDone}>
            {w('cancel')}
          </button>
        </p>
      )}
    </section>
  );
}

function OrderCard({ chat, words: w, order, toReturn }: Parts & { order: ChatOrder; toReturn: boolean }) {
  const { origin, language } = chat.shell;
  const { tracking } = order;
  const where = order.delivered_at
    ? w('delivered', { date: date(language, order.delivered_at) })
    : order.shipped_at
      ? w('shipped', { date: date(language, order.shipped_at) })
      : w('not_shipped');
  return (
    <article class="card order">
      <div class="line">
        {order.photo_url ? <img src={safe(order.photo_url, origin)} alt="" /> : <Package size={24} />}
        <div>
          <b>{order.more > 0 ? w('more', { title: order.title, count: order.more }) : order.title}</b>
          <small>{w('order', { number: order.number, date: date(language, order.placed_at) })}</small>
        </div>
      </div>
      <p class="where">{where}</p>
      {tracking &&
        (tracking.url ? (
          <a class="also" href={safe(tracking.url, origin)} target="_blank" rel="noopener noreferrer">
            {w('track_with', { carrier: tracking.carrier ?? tracking.number })}
            <ExternalLink size={14} />
            <span class="unseen">{w('opens_new')}</span>
          </a>
        ) : (
          <p class="mono">{w('track_number', { number: tracking.number })}</p>
        ))}
      {order.returns.map((one) => (
        <a key={one.code} class="row-link" href={safe(one.url, origin)} target="_blank" rel="noopener">
          <span>
            <b class="mono">{w('return_open', { code: one.code })}</b>
            <small>{w(`stage_${one.stage}` as Key)}</small>
          </span>
          <ChevronRight size={18} />
          <span class="unseen">{w('opens_new')}</span>
        </a>
      ))}
      <a class={toReturn ? 'big' : 'big plain'} href={safe(order.return_url, origin)} target="_blank" rel="noopener">
        {w('return_this')}
        <span class="unseen">{w('opens_new')}</span>
      </a>
    </article>
  );
}

function Find({ chat, words: w, onFound, onCancel }: Parts & { onFound(): void; onCancel(): void }) {
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  return (
    <form
      class="card find"
      onSubmit={(event) => {
        event.preventDefault();
        const given = new FormData(event.currentTarget);
        setBusy(true);
        setFailed(null);
        findOrder(chat, String(given.get('number')).trim(), String(given.get('proof')).trim())
          .then(onFound, (error: unknown) => setFailed(error instanceof Failed ? error.code : 'unknown'))
          .finally(() => setBusy(false));
      }}
    >
      <b>{w('find_title')}</b>
      <label>
        {w('find_number')}
        <input name="number" required maxLength={60} autoComplete="off" />
      </label>
      <label>
        {w('find_proof')}
        <input name="proof" required maxLength={200} autoComplete="email" />
      </label>
      {failed && (
        <p class="error" role="alert">
          {w(failureKey(failed))}
        </p>
      )}
      <div class="pair">
        <button type="submit" class="big" disabled={busy}>
          {busy ? w('finding') : w('find')}
        </button>
        <button type="button" class="big plain" onClick={onCancel}>
          {w('cancel')}
        </button>
      </div>
    </form>
  );
}

function Leave({ chat, words: w }: Parts) {
  const [failed, setFailed] = useState<string | null>(null);
  return (
    <form
      class="card find"
      onSubmit={(event) => {
        event.preventDefault();
        setFailed(null);
        leaveAddress(chat, String(new FormData(event.currentTarget).get('email')).trim()).catch((error: unknown) =>
          setFailed(error instanceof Failed ? error.code : 'unknown'),
        );
      }}
    >
      <b>{w('leave_title')}</b>
      <p>{w('leave_text')}</p>
      <label>
        {w('leave_label')}
        <input name="email" type="email" required maxLength={200} autoComplete="email" />
      </label>
      {failed && (
        <p class="error" role="alert">
          {w(failureKey(failed))}
        </p>
      )}
      <button type="submit" class="big">
        {w('leave')}
      </button>
    </form>
  );
}
