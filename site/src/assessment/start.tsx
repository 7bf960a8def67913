/** Starting with the plan: who is signed in, for which brand, where the sites stand; then one press sets it all up. */
import type { AppliedPlan, Me, StartingPlan } from '@recoup/contract';
import { X } from 'lucide-preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useWords } from '../words.ts';
import { Refused, type StartWith, startWithPlan, whoIsHere } from './api.ts';
import { Done } from './done.tsx';
import { type Said, writeSaid } from './link.ts';
import { refusalWords } from './refusals.ts';
import { emptyStreet, StreetFields, type StreetTyped, streetOf, wrongStreet } from './street.tsx';

type Props = { said: Said; plan: StartingPlan; onClose: () => void };
type Who = { known: false } | { known: true; me: Me | null };

/** The address of this plan, from which somebody who signs in comes back to this sheet. */
export const signInLink = (said: Said): string =>
  `/sign-in?${new URLSearchParams({ next: `/assessment/plan?start=1${writeSaid(said)}` })}`;

export function Start({ said, plan, onClose }: Props) {
  const words = useWords();
  const { t } = words;
  const [who, setWho] = useState<Who>({ known: false });
  const [trouble, setTrouble] = useState<string | null>(null);
  const [done, setDone] = useState<AppliedPlan | null>(null);
  const sheet = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    sheet.current?.showModal();
    whoIsHere().then(
      (me) => setWho({ known: true, me }),
      (error: unknown) => setTrouble(refusalWords(words, error)),
    );
  }, []);
  return (
    <dialog ref={sheet} class="start" aria-labelledby="start-title" onClose={onClose}>
      <header>
        <h2 id="start-title">{done ? t('done.title', { brand: done.brand.name }) : t('start.title')}</h2>
        <button type="button" class="why" aria-label={t('start.close')} onClick={() => sheet.current?.close()}>
          <X size={18} strokeWidth={1.75} aria-hidden="true" />
        </button>
      </header>
      {trouble && (
        <p class="trouble" role="alert">
          {trouble}
        </p>
      )}
      {done ? (
        <Done applied={done} />
      ) : !who.known ? (
        !trouble && <p class="note">…</p>
      ) : who.me === null ? (
        <NotSignedIn said={said} />
      ) : maySetUp(who.me) ? (
        <Form
          me={who.me}
          said={said}
          plan={plan}
          onDone={(applied) => {
            setTrouble(null);
            setDone(applied);
          }}
          onTrouble={(error) => setTrouble(refusalWords(words, error))}
        />
      ) : (
        <p>{t('start.may_not', { name: who.me.name })}</p>
      )}
    </dialog>
  );
}

const maySetUp = ({ permissions }: Me) =>
  permissions.includes('settings.write') && permissions.includes('policies.write');

function NotSignedIn({ said }: { said: Said }) {
  const { t } = useWords();
  return (
    <>
      <p>{t('start.sign_in')}</p>
      <p>
        <a class="button primary" href={signInLink(said)}>
          {t('start.to_sign_in')}
        </a>
      </p>
      <p class="help">
        {t('start.first_run')} <code>npm run recoup -- create-workspace</code>
      </p>
    </>
  );
}

type FormProps = Pick<Props, 'said' | 'plan'> & {
  me: Me;
  onDone: (applied: AppliedPlan) => void;
  onTrouble: (error: unknown) => void;
};

/** `Aurora Home` → `aurora-home`; a name in Chinese gives none, and is asked for. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
const SLUG = /^[a-z0-9][a-z0-9-]{1,59}$/;

function Form({ me, said, plan, onDone, onTrouble }: FormProps) {
  const { t, language } = useWords();
  const [brandId, setBrandId] = useState(me.brands[0]?.id ?? '');
  const [name, setName] = useState('');
  const [slug, setSlug] = useState<string | null>(null);
  const open = plan.sites.filter(({ pays }) => pays);
  const [streets, setStreets] = useState<Record<string, StreetTyped>>({});
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  // One press is one set-up, however often the line breaks.
  const key = useRef<string | null>(null);
  const isNew = brandId === '';
  const path = slug ?? slugOf(name);
  const wrong =
    (isNew && (name.trim() === '' || !SLUG.test(path))) || open.some(({ code }) => wrongStreet(streets[code]));

  const send = async () => {
    setTried(true);
    if (wrong) return;
    setBusy(true);
    key.current ??= crypto.randomUUID();
    const start: StartWith = {
      brand: isNew ? { name: name.trim(), slug: path } : { id: brandId },
      sites: open.map((site) => ({ code: site.code, address: streetOf(streets[site.code], site.region) })),
    };
    try {
      onDone(await startWithPlan(said, start, key.current));
    } catch (error) {
      // What was refused may be sent again with other answers; what got lost is the same press.
      if (error instanceof Refused && error.problem.status > 0) key.current = null;
      onTrouble(error);
      setBusy(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <p class="note">{t('start.for', { workspace: me.workspace.name, name: me.name })}</p>
      <label class="field">
        <span>{t('start.brand')}</span>
        <select value={brandId} onChange={(event) => setBrandId(event.currentTarget.value)}>
          {me.brands.map((brand) => (
            <option key={brand.id} value={brand.id}>
              {brand.name}
            </option>
          ))}
          <option value="">{t('start.new_brand')}</option>
        </select>
      </label>
      {isNew && (
        <>
          <label class="field" data-wrong={tried && name.trim() === ''}>
            <span>{t('start.brand_name')}</span>
            <input value={name} maxLength={80} onInput={(event) => setName(event.currentTarget.value)} />
            {tried && name.trim() === '' && <small class="wrong">{t('start.needed')}</small>}
          </label>
          <label class="field" data-wrong={tried && !SLUG.test(path)}>
            <span>{t('start.slug', { path: `/b/${path || '…'}` })}</span>
            <input value={path} maxLength={60} onInput={(event) => setSlug(event.currentTarget.value)} />
            {tried && !SLUG.test(path) && <small class="wrong">{t('start.slug_wrong')}</small>}
          </label>
        </>
      )}
      <details class="streets">
        <summary>{t('start.sites')}</summary>
        <p class="help">{t('start.sites_note')}</p>
        {open.map((site) => (
          <StreetFields
            key={site.code}
            name={`${site.name[language]}, ${site.region}`}
            typed={streets[site.code] ?? emptyStreet(site)}
            tried={tried}
            onType={(street) => setStreets({ ...streets, [site.code]: street })}
          />
        ))}
      </details>
      <p class="help">
        {t('start.will', {
          sites: open.map((site) => site.name[language]).join(language === 'zh' ? '、' : ', '),
          sops: plan.sops.length,
        })}
      </p>
      <button type="submit" class="button primary" disabled={busy}>
        {t(busy ? 'start.busy' : 'start.do')}
      </button>
    </form>
  );
}
