import type { portal } from '@recoup/contract';
import { useState } from 'preact/hooks';
import { call, type Failed } from '../api.ts';
import type { PageProps } from '../app.tsx';
import { ErrorLine, Field } from '../parts/parts.tsx';
import { Shell } from '../parts/shell.tsx';
import { go } from '../place.ts';
import { useWords } from '../words.ts';

/** The number is lost: links to all orders of an address are mailed to it. The page says the same whether there are any. */
export function FindLost(props: PageProps) {
  const { t, language } = useWords();
  const { brand } = props;
  const [email, setEmail] = useState('');
  const [wrong, setWrong] = useState(false);
  const [state, setState] = useState<'asking' | 'busy' | 'sent'>('asking');
  const [failed, setFailed] = useState<Failed | null>(null);

  async function submit(event: Event) {
    event.preventDefault();
    const bad = !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim());
    setWrong(bad);
    if (bad || state === 'busy') return;
    setState('busy');
    setFailed(null);
    try {
      await call<typeof portal.mailLinks>('POST', '/v1/public/brands/:slug/mail-links', {
        params: { slug: brand.slug },
        body: { email: email.trim(), language },
      });
      setState('sent');
    } catch (error) {
      setFailed(error as Failed);
      setState('asking');
    }
  }
  const back = (
    <button type="button" class="link" onClick={() => go(`/b/${brand.slug}`)}>
      {t('back')}
    </button>
  );
  if (state === 'sent') {
    return (
      <Shell {...props} foot={back}>
        <div class="stack" role="status">
          <h1>{t('lost.sent')}</h1>
          <p>{t('lost.sent_lead', { email: email.trim(), brand: brand.name })}</p>
        </div>
      </Shell>
    );
  }
  return (
    <Shell {...props} foot={back}>
      <div class="stack">
        <h1>{t('lost.title')}</h1>
        <p class="help">{t('lost.lead')}</p>
      </div>
      <form class="stack wide" onSubmit={submit} noValidate>
        <Field label={t('lost.email')} error={wrong ? t('lost.bad') : null}>
          <input
            type="email"
            value={email}
            onInput={(event) => setEmail(event.currentTarget.value)}
            autocomplete="email"
            maxLength={200}
          />
        </Field>
        {failed && <ErrorLine failed={failed} />}
        <button type="submit" class="button" disabled={state === 'busy'}>
          {t('lost.go')}
        </button>
      </form>
    </Shell>
  );
}
