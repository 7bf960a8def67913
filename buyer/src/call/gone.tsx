/** A link or a wish that came to nothing, and what to do then. */
import { ExternalLink, MessageSquare } from './icons.tsx';
import { Button, brandOf, Link, type Parts, refusal, Say, whoOf } from './parts.tsx';
import { date, time } from './words.ts';

/** Where the brand can be written to; null where it is not known. */
function contact({ side, state }: Parts): string | null {
  const slug = brandOf(state, side)?.slug ?? side.setup.slug;
  return slug ? `${side.setup.server}/b/${encodeURIComponent(slug)}/contact` : null;
}
function Write(parts: Parts) {
  const { side, w } = parts;
  if (side.setup.entry.kind === 'chat')
    return (
      <Button icon={MessageSquare} onClick={() => side.setup.onClose('chat')}>
        {w('back_to_chat')}
      </Button>
    );
  const href = contact(parts);
  if (!href) return <Button onClick={() => location.reload()}>{w('try_again')}</Button>;
  return (
    <a class="button" href={href} target={side.setup.server ? '_blank' : undefined} rel="noopener">
      <ExternalLink size={20} />
      {w('write_to_us')}
    </a>
  );
}

export function Offline({ side, w }: Parts) {
  return (
    <>
      <Say page title={w('offline')} lead={w('offline_lead')} />
      <Button
        onClick={() => (side.setup.entry.kind === 'link' && !side.state.invitation ? void side.open() : side.begin())}
      >
        {w('try_again')}
      </Button>
    </>
  );
}

export function LinkGone(parts: Parts) {
  const { w, state, side } = parts;
  const code = state.refused ?? 'link.not_found';
  const until = state.invitation?.expires_at;
  const words =
    code === 'link.expired' && until
      ? w('link_expired_at', { when: `${date(w.language, until)} ${time(w.language, until)}` })
      : code === 'link.expired'
        ? w('link_expired')
        : code === 'call.link_revoked'
          ? w('link_revoked', { name: whoOf(state, side) })
          : code === 'call.over'
            ? w('link_over')
            : w('link_unknown');
  return (
    <>
      <Say page title={w(code === 'call.over' ? 'link_over_title' : 'link_gone')} lead={words} />
      <p>{w('link_ask')}</p>
      <Write {...parts} />
    </>
  );
}

export function NotLetIn(parts: Parts) {
  const { w, state, side } = parts;
  return (
    <>
      <Say
        page
        title={w('not_let_in', { name: whoOf(state, side) })}
        lead={w('not_let_in_lead', { name: whoOf(state, side) })}
      />
      <Write {...parts} />
    </>
  );
}

/** Another browser was let in by the same link. */
export function TakenOver({ w, side }: Parts) {
  return (
    <>
      <Say page title={w('taken_over')} lead={w('taken_over_lead')} />
      <Button onClick={() => side.comeBack()}>{w('take_back')}</Button>
      <Link onClick={() => side.setup.onClose('page')}>{w('close')}</Link>
    </>
  );
}

export function Failed(parts: Parts) {
  const { w, state, side } = parts;
  return (
    <>
      <Say page title={w('not_started')} lead={refusal(w, state.refused ?? 'unknown')} />
      <Write {...parts} />
      <Link onClick={() => side.setup.onClose('page')}>{w('close')}</Link>
    </>
  );
}
