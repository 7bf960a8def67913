import type { chat } from '@recoup/contract';
import { MailCheck } from 'lucide-preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { call, type Failed } from '../api.ts';
import type { PageProps } from '../app.tsx';
import { ErrorLine, Field } from '../parts/parts.tsx';
import { Shell } from '../parts/shell.tsx';
import { go } from '../place.ts';
import { useWords } from '../words.ts';
import './help.css';

const blank = { name: '', email: '', order_number: '', subject: '', text: '' };

/** The contact form: what it says next is what happens next. An article that did not help comes along in the text. */
export function ContactPage(props: PageProps) {
  const { t, language } = useWords();
  const { brand } = props;
  const tried = new URLSearchParams(location.search).get('tried')?.slice(0, 200);
  const [form, setForm] = useState(() => ({
    ...blank,
    ...(tried ? { subject: tried, text: `${t('contact.tried', { title: tried })}\n\n` } : {}),
  }));
  const [website, setWebsite] = useState('');
  // The same message sent twice, or again after the line dropped, is one message.
  const key = useRef(crypto.randomUUID());
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Failed | null>(null);
  const [sent, setSent] = useState<{ code: string; email: string } | null>(null);
  useEffect(() => {
    document.title = `${t('contact.title')}, ${brand.name}`;
  }, [t, brand.name]);

  const set = (part: Partial<typeof form>) => setForm((was) => ({ ...was, ...part }));
  const badEmail = !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(form.email.trim());
  const missing = (value: string) => (asked && !value.trim() ? t('find.needed') : null);

  async function submit(event: Event) {
    event.preventDefault();
    setAsked(true);
    if (busy || badEmail || !form.name.trim() || !form.subject.trim() || !form.text.trim()) return;
    setBusy(true);
    setFailed(null);
    const number = form.order_number.trim();
    try {
      const { code } = await call<typeof chat.form>('POST', '/v1/contact/:slug', {
        params: { slug: brand.slug },
        body: {
          name: form.name.trim(),
          email: form.email.trim(),
          subject: form.subject.trim(),
          text: form.text.trim(),
          language,
          website,
          client_id: key.current,
          ...(number ? { order_number: number } : {}),
        },
      });
      setSent({ code, email: form.email.trim() });
      scrollTo(0, 0);
    } catch (error) {
      setFailed(error as Failed);
    } finally {
      setBusy(false);
    }
  }
  const toHelp = (
    <button type="button" class="link" onClick={() => go(`/b/${brand.slug}/help`)}>
      {t('contact.to_help')}
    </button>
  );
  if (sent) {
    return (
      <Shell {...props} foot={toHelp}>
        <div class="stack wide" role="status">
          <div class="stack">
            <h1>{t('contact.sent')}</h1>
            <p>{t('contact.sent_lead', { brand: brand.name, email: sent.email })}</p>
          </div>
          <div class="stack">
            <span class="help">{t('contact.code')}</span>
            <strong class="code-plate mono">{sent.code}</strong>
            <span class="help">{t('contact.code_help')}</span>
          </div>
        </div>
      </Shell>
    );
  }
  return (
    <Shell {...props}>
      <div class="stack">
        <h1>{t('contact.title')}</h1>
        <p class="help">{t('contact.lead', { brand: brand.name })}</p>
      </div>
      <form class="stack wide" onSubmit={submit} noValidate>
        <Field label={t('contact.name')} error={missing(form.name)}>
          <input
            value={form.name}
            autocomplete="name"
            maxLength={120}
            onInput={(event) => set({ name: event.currentTarget.value })}
          />
        </Field>
        <Field
          label={t('contact.email')}
          help={t('contact.email_help')}
          error={missing(form.email) ?? (asked && badEmail ? t('contact.bad') : null)}
        >
          <input
            type="email"
            value={form.email}
            autocomplete="email"
            maxLength={200}
            onInput={(event) => set({ email: event.currentTarget.value })}
          />
        </Field>
        <Field label={t('contact.order')} help={t('contact.order_help')}>
          <input
            value={form.order_number}
            autocomplete="off"
            spellcheck={false}
            maxLength={60}
            onInput={(event) => set({ order_number: event.currentTarget.value })}
          />
        </Field>
        <Field label={t('contact.subject')} error={missing(form.subject)}>
          <input
            value={form.subject}
            autocomplete="off"
            maxLength={200}
            onInput={(event) => set({ subject: event.currentTarget.value })}
          />
        </Field>
        <Field label={t('contact.text')} help={t('contact.text_help')} error={missing(form.text)}>
          <textarea
            value={form.text}
            rows={6}
            maxLength={10_000}
            onInput={(event) => set({ text: event.currentTarget.value })}
          />
        </Field>
        {/* Nobody sees it; machines fill in everything. */}
        <div class="trap" aria-hidden="true">
          <input
            name="website"
            tabIndex={-1}
            autocomplete="off"
            value={website}
            onInput={(event) => setWebsite(event.currentTarget.value)}
          />
        </div>
        {failed && <ErrorLine failed={failed} />}
        <button type="submit" class="button" disabled={busy}>
          {busy ? t('loading') : t('contact.send')}
        </button>
        <p class="notice">
          <MailCheck size={20} aria-hidden="true" />
          <span>{t('contact.next')}</span>
        </p>
        {toHelp}
      </form>
    </Shell>
  );
}
