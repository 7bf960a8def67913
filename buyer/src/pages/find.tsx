import type { portal } from '@recoup/contract';
import { useState } from 'preact/hooks';
import { call, type Failed } from '../api.ts';
import type { PageProps } from '../app.tsx';
import { ErrorLine, Field } from '../parts/parts.tsx';
import { Shell } from '../parts/shell.tsx';
import { go } from '../place.ts';
import { useWords } from '../words.ts';

/** No account: the order number and something only the buyer knows. */
export function FindOrder(props: PageProps) {
  const { t } = useWords();
  const { brand } = props;
  const query = new URLSearchParams(location.search);
  const [number, setNumber] = useState(query.get('order') ?? '');
  const [proof, setProof] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Failed | null>(null);
  const home = `/b/${brand.slug}`;

  async function submit(event: Event) {
    event.preventDefault();
    setTried(true);
    if (busy || !number.trim() || !proof.trim()) return;
    setBusy(true);
    setFailed(null);
    try {
      const { token } = await call<typeof portal.findOrder>('POST', '/v1/public/brands/:slug/find-order', {
        params: { slug: brand.slug },
        body: { number, proof },
      });
      go(`${home}/o/${token}`);
    } catch (error) {
      setFailed(error as Failed);
      setBusy(false);
    }
  }
  const missing = (value: string) => (tried && !value.trim() ? t('find.needed') : null);
  return (
    <Shell
      {...props}
      foot={
        <div class="pair">
          <button type="button" class="link" onClick={() => go(`${home}/policy`)}>
            {t('find.policy')}
          </button>
          <button type="button" class="link" onClick={() => go(`${home}/credit`)}>
            {t('credit.title')}
          </button>
        </div>
      }
    >
      <div class="stack">
        <h1>{t('find.title')}</h1>
        <p class="help">{t('find.lead')}</p>
      </div>
      <form class="stack wide" onSubmit={submit} noValidate>
        <Field label={t('find.number')} help={t('find.number_help')} error={missing(number)}>
          <input
            value={number}
            onInput={(event) => setNumber(event.currentTarget.value)}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            maxLength={60}
            placeholder="#20377"
          />
        </Field>
        <Field label={t('find.proof')} help={t('find.proof_help')} error={missing(proof)}>
          <input
            value={proof}
            onInput={(event) => setProof(event.currentTarget.value)}
            autocomplete="email"
            autocapitalize="none"
            spellcheck={false}
            maxLength={200}
          />
        </Field>
        {failed && <ErrorLine failed={failed} />}
        <button type="submit" class="button" disabled={busy}>
          {busy ? t('loading') : t('find.go')}
        </button>
        <button type="button" class="link" onClick={() => go(`${home}/lost`)}>
          {t('find.lost')}
        </button>
      </form>
    </Shell>
  );
}
