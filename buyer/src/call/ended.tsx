/** After the call: what was agreed, what was kept, how it was, and what happens next. */
import { useState } from 'preact/hooks';
import { safe } from '../widget/safe.ts';
import { Check, MessageSquare } from './icons.tsx';
import { Button, brandOf, Failure, Link, type Parts, Say, whoOf } from './parts.tsx';
import { Shots } from './photos.tsx';
import { clock } from './words.ts';

export function Ended(parts: Parts) {
  const { side, w, state } = parts;
  const { call, offers } = state;
  if (!call) return null;
  const server = side.setup.server || location.origin;
  const done = offers.find((one) => one.state === 'done');
  const dropped = call.ended_because === 'dropped';
  const long =
    call.answered_at && call.ended_at ? clock(Date.parse(call.ended_at) - Date.parse(call.answered_at)) : null;
  const isChat = side.setup.entry.kind === 'chat';
  const url = done?.return_url && safe(done.return_url, server);
  return (
    <>
      <Say
        page
        title={w(dropped ? 'ended_dropped' : 'ended', { name: whoOf(state, side) })}
        lead={dropped ? w('ended_dropped_lead') : long ? w('ended_lead', { span: long }) : null}
      />
      {done && (
        <section class="box">
          <h2>
            <Check size={20} />
            {done.title}
            {done.value && <span class="value">{done.value}</span>}
          </h2>
          {done.detail && <p class="lead">{done.detail}</p>}
          {done.return_code && (
            <p class="code">
              <span class="quiet">{w('offer_code')}</span>
              <b class="mono">{done.return_code}</b>
              {url && <a href={url}>{w('offer_follow')}</a>}
            </p>
          )}
        </section>
      )}
      {call.stills.length > 0 && (
        <section class="stack">
          <h2>{w('stills_kept')}</h2>
          <div class="strip">
            {call.stills.map(({ id, thumb_url }) => (
              <img key={id} src={safe(thumb_url, server)} alt="" loading="lazy" />
            ))}
          </div>
          <p class="quiet">{w('stills_kept_lead')}</p>
        </section>
      )}
      {state.stills.some((one) => one.state !== 'sent') && <Shots {...parts} />}
      {(call.ask_csat || call.csat !== null) && <Csat {...parts} />}
      <section class="stack">
        <h2>{w('next')}</h2>
        <p class="lead">{w(done ? 'next_done' : 'next_open', { brand: brandOf(state, side)?.name ?? '' })}</p>
      </section>
      {dropped && side.canCallAgain && <Button onClick={() => side.again()}>{w('call_again')}</Button>}
      {isChat ? (
        <Button plain={dropped} icon={MessageSquare} onClick={() => side.setup.onClose('chat')}>
          {w('back_to_chat')}
        </Button>
      ) : (
        side.setup.entry.kind !== 'link' && (
          <Button plain={dropped} onClick={() => side.setup.onClose('page')}>
            {w('close')}
          </Button>
        )
      )}
    </>
  );
}

function Csat({ side, w, state }: Parts) {
  const given = state.call?.csat ?? null;
  const [score, setScore] = useState<number | null>(given);
  const [comment, setComment] = useState('');
  const [changing, setChanging] = useState(false);
  if (given !== null && !changing) {
    return (
      <section class="stack">
        <p role="status">
          <b>{w('csat_thanks', { score: given })}</b>
        </p>
        <Link onClick={() => setChanging(true)}>{w('csat_change')}</Link>
      </section>
    );
  }
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (score) void side.talk.csat(score, comment.trim()).then(() => setChanging(false));
      }}
    >
      <fieldset class="stars">
        <legend>{w('csat', { name: whoOf(state, side) })}</legend>
        {[1, 2, 3, 4, 5].map((n) => (
          <label key={n} class={score !== null && n <= score ? 'on' : ''}>
            <input type="radio" name="csat" checked={score === n} onChange={() => setScore(n)} />
            <i aria-hidden="true">★</i>
            <span class="unseen">{w('csat_n', { n })}</span>
          </label>
        ))}
      </fieldset>
      {score !== null && (
        <>
          <label class="field">
            {w('csat_comment')}
            <textarea
              rows={3}
              maxLength={2000}
              value={comment}
              onInput={(event) => setComment(event.currentTarget.value)}
            />
          </label>
          <Failure state={state} w={w} />
          <button type="submit" class="button" disabled={state.busy}>
            {w('csat_send')}
          </button>
        </>
      )}
    </form>
  );
}
