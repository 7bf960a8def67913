import type { HeldCredit, heldCredits } from '@recoup/contract';
import { useState } from 'preact/hooks';
import { call, type Failed } from '../api.ts';
import type { PageProps } from '../app.tsx';
import { dayOf, money } from '../format.ts';
import { ErrorLine, Field } from '../parts/parts.tsx';
import { Shell } from '../parts/shell.tsx';
import { go } from '../place.ts';
import { type Key, useWords } from '../words.ts';

/** What is left on a store credit, until when and why. Who has the code is its holder: it is never put into the address. */
export function CreditPage(props: PageProps) {
  const { t, language } = useWords();
  const { slug } = props.brand;
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Failed | null>(null);
  const [held, setHeld] = useState<HeldCredit | null>(null);
  const [sure, setSure] = useState(false);

  async function look(event: Event) {
    event.preventDefault();
    setTried(true);
    if (busy || !code.trim()) return;
    await ask(() =>
      call<typeof heldCredits.balance>('POST', '/v1/public/brands/:slug/store-credit', {
        params: { slug },
        body: { code },
      }),
    );
  }
  async function ask(work: () => Promise<HeldCredit>) {
    setBusy(true);
    setFailed(null);
    try {
      setHeld(await work());
    } catch (error) {
      setFailed(error as Failed);
    }
    setSure(false);
    setBusy(false);
  }
  const cashOut = () =>
    ask(() =>
      call<typeof heldCredits.cashOut>('POST', '/v1/public/brands/:slug/store-credit/cash-out', {
        params: { slug },
        body: { code: held?.code ?? code },
      }),
    );

  return (
    <Shell
      {...props}
      foot={
        <button type="button" class="link" onClick={() => go(`/b/${slug}`)}>
          {t('credit.order')}
        </button>
      }
    >
      <div class="stack">
        <h1>{held ? money(held.balance, language) : t('credit.title')}</h1>
        <p class="help">{held ? t('credit.left', { code: held.code }) : t('credit.lead')}</p>
      </div>
      {held ? (
        <Held held={held} />
      ) : (
        <form class="stack wide" onSubmit={look} noValidate>
          <Field
            label={t('credit.code')}
            help={t('credit.code_help')}
            error={tried && !code.trim() ? t('find.needed') : null}
          >
            <input
              value={code}
              onInput={(event) => setCode(event.currentTarget.value)}
              autocomplete="off"
              autocapitalize="characters"
              spellcheck={false}
              maxLength={40}
              placeholder="SC-0000-0000-0000"
            />
          </Field>
          <button type="submit" class="button" disabled={busy}>
            {busy ? t('loading') : t('credit.go')}
          </button>
        </form>
      )}
      {failed && <ErrorLine failed={failed} />}
      {held?.cash_out && (
        <section class="stack">
          <p class="help">{t('credit.cash_right', { rule: held.cash_out.rule.source })}</p>
          {sure ? (
            <div class="pair">
              <button type="button" class="button second" onClick={() => setSure(false)}>
                {t('credit.cash_no')}
              </button>
              <button type="button" class="button" disabled={busy} onClick={cashOut}>
                {t('credit.cash_yes', { amount: money(held.cash_out.amount, language) })}
              </button>
            </div>
          ) : (
            <button type="button" class="button second" onClick={() => setSure(true)}>
              {t('credit.cash', { amount: money(held.cash_out.amount, language) })}
            </button>
          )}
        </section>
      )}
    </Shell>
  );
}

function Held({ held }: { held: HeldCredit }) {
  const { t, language } = useWords();
  const parts = (['paid', 'bonus'] as const).filter((part) => held[part].balance.amount > 0);
  return (
    <>
      <dl class="sums">
        {parts.map((part) => {
          const { at, decided_by, rule } = held[part].expiry;
          return (
            <div key={part}>
              <dt>
                {t(`credit.${part}`)}
                <span class="quiet">
                  {' '}
                  {at ? t('credit.until', { date: dayOf(at, language, held.time_zone) }) : t('credit.never')}
                  {decided_by === 'law' && rule ? ` (${rule.source})` : ''}
                </span>
              </dt>
              <dd>{money(held[part].balance, language)}</dd>
            </div>
          );
        })}
      </dl>
      <h2>{t('credit.history')}</h2>
      <dl class="sums">
        {[...held.history].reverse().map((move) => (
          <div key={`${move.at}/${move.kind}`}>
            <dt>
              {t(`credit.move.${move.kind}` as Key)}
              <span class="quiet">
                {' '}
                {dayOf(move.at, language, held.time_zone)}
                {move.kind === 'redeemed' && move.reference ? `, ${move.reference}` : ''}
              </span>
            </dt>
            <dd>{money(move.change, language)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
