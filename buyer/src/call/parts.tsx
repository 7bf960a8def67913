/** Small things every sheet is made of. */
import type { ComponentChildren, JSX } from 'preact';
import { safe } from '../widget/safe.ts';
import type { Facts } from './facts.ts';
import { ChevronRight, TriangleAlert } from './icons.tsx';
import type { CallSide } from './side.ts';
import type { State } from './store.ts';
import type { Key, Words } from './words.ts';

export type Parts = { side: CallSide; w: Words; state: State; facts: Facts };
type Icon = (props: { size?: number }) => JSX.Element;

/** Heading and one line of a sheet; the heading takes the focus when the sheet changes. */
export const Say = ({ title, lead, page }: { title: string; lead?: string | null; page?: boolean }) => (
  <div class="say">
    {page ? (
      <h1 tabIndex={-1}>{title}</h1>
    ) : (
      <h2 tabIndex={-1} class="title">
        {title}
      </h2>
    )}
    {lead && <p class="lead">{lead}</p>}
  </div>
);

export const Button = ({
  onClick,
  icon: Icon,
  children,
  busy,
  plain,
}: {
  onClick(): void;
  icon?: Icon;
  children: ComponentChildren;
  busy?: boolean;
  plain?: boolean;
}) => (
  <button type="button" class={plain ? 'button plain' : 'button'} disabled={busy} onClick={onClick}>
    {Icon && <Icon size={20} />}
    {children}
  </button>
);
export const Link = ({ onClick, children }: { onClick(): void; children: ComponentChildren }) => (
  <button type="button" class="link" onClick={onClick}>
    {children}
  </button>
);

export const Skeleton = ({ w }: { w: Words }) => (
  <div class="skeleton" role="status">
    <span class="unseen">{w('loading')}</span>
    <i />
    <i />
    <i />
  </div>
);

/** A way to go on, with what it means. */
export const Way = ({
  icon: Icon,
  title,
  lead,
  onClick,
  href,
}: {
  icon: Icon;
  title: string;
  lead?: string | null;
  onClick?(): void;
  href?: string;
}) => {
  const inside = (
    <>
      <Icon size={20} />
      <span>
        <b>{title}</b>
        {lead && <small>{lead}</small>}
      </span>
      <ChevronRight size={18} />
    </>
  );
  return href ? (
    <a class="way" href={href}>
      {inside}
    </a>
  ) : (
    <button type="button" class="way" onClick={onClick}>
      {inside}
    </button>
  );
};

/** Why what was pressed last came to nothing. */
export function Failure({ state, w }: { state: State; w: Words }) {
  if (!state.failed) return null;
  return (
    <p class="failure" role="alert">
      <TriangleAlert size={18} />
      {refusal(w, state.failed)}
    </p>
  );
}
export function refusal(w: Words, code: string): string {
  const key = `error.${code}`;
  return w.has(key) ? w(key) : w('error.unknown');
}

/** An address the server named, from a page that may be another's. */
export const ours = (side: CallSide, url: string) => safe(url, side.setup.server || location.origin);

export const brandOf = ({ call, invitation }: State, side: CallSide) =>
  call?.brand ?? invitation?.brand ?? side.setup.brand;
/** Whom the buyer speaks with; the brand while nobody has taken it. */
export const whoOf = (state: State, side: CallSide) =>
  (state.call ? state.call.with?.name : state.invitation?.with?.name) ?? brandOf(state, side)?.name ?? '';
export const initialsOf = (state: State, side: CallSide) =>
  (state.call ? state.call.with?.initials : state.invitation?.with?.initials) ??
  (brandOf(state, side)?.name ?? '').slice(0, 2).toUpperCase();
export const keyFor = (w: Words, key: string, otherwise: Key): Key => (w.has(key) ? key : otherwise);
