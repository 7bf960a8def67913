/** What the buyer says yes or no to: an offer, and being recorded. */
import { ExternalLink } from './icons.tsx';
import { Button, Failure, keyFor, Link, ours, type Parts, Say, whoOf } from './parts.tsx';

/** The exact words, and two answers of the same weight. The call goes on either way. */
export function Consent({ side, w, state, facts }: Parts) {
  const ask = facts.consent?.ask;
  if (!ask) return null;
  return (
    <>
      <Say title={w('consent', { name: ask.from })} />
      <p class="wording" lang={ask.language}>
        {ask.wording}
      </p>
      <Failure state={state} w={w} />
      <div class="pair">
        <Button plain busy={state.busy} onClick={() => void side.talk.consent('no')}>
          {w('consent_no')}
        </Button>
        <Button plain busy={state.busy} onClick={() => void side.talk.consent('yes')}>
          {w('consent_yes')}
        </Button>
      </div>
      <p class="quiet center">{w('consent_either')}</p>
    </>
  );
}

export function Offer({ side, w, state, facts }: Parts) {
  const { offer } = facts;
  if (!offer) return null;
  const { title, value, detail, says, photo_url } = offer;
  const away = () => side.set({ putAway: offer.id });
  if (offer.state === 'open') {
    return (
      <>
        <p class="quiet">{w('offer', { name: offer.by })}</p>
        {says && <p class="says">{says}</p>}
        <div class="offer">
          {photo_url && <img src={ours(side, photo_url)} alt="" />}
          <div class="grow">
            <h2 class="title row" tabIndex={-1}>
              <span>{title}</span>
              {value && <span class="value">{value}</span>}
            </h2>
            {detail && <p class="lead">{detail}</p>}
          </div>
        </div>
        {offer.waits_for_person && <p class="lead">{w('offer_person')}</p>}
        <Failure state={state} w={w} />
        <Button busy={state.busy} onClick={() => void side.talk.offer(offer.id, 'yes')}>
          {w(keyFor(w, `offer_yes_${offer.remedy}`, 'offer_yes'), { value: value ?? '' })}
        </Button>
        <div class="links">
          <Link onClick={() => void side.talk.offer(offer.id, 'what_else')}>{w('offer_else')}</Link>
          <Link onClick={() => void side.talk.offer(offer.id, 'no')}>{w('offer_no')}</Link>
        </div>
      </>
    );
  }
  if (offer.state === 'done') {
    return (
      <>
        <Say title={w('offer_done', { title })} lead={detail} />
        {offer.waits_for_person && <p class="lead">{w('offer_person')}</p>}
        {offer.return_code && (
          <p class="code">
            <span class="quiet">{w('offer_code')}</span>
            <b class="mono">{offer.return_code}</b>
            {offer.return_url && (
              <a href={ours(side, offer.return_url)} target="_blank" rel="noopener">
                {w('offer_follow')}
                <ExternalLink size={16} />
              </a>
            )}
          </p>
        )}
        <Button onClick={away}>{w('back_to_call')}</Button>
      </>
    );
  }
  const key = offer.what_else ? 'offer_else_said' : (`offer_${offer.state}` as 'offer_declined');
  return (
    <>
      <Say title={w(key, { name: whoOf(state, side) })} lead={w('offer_nothing')} />
      <Button plain onClick={away}>
        {w('back_to_call')}
      </Button>
    </>
  );
}
