import type { BuyerReturn, portal } from '@recoup/contract';
import { Check, Printer, ReceiptText } from 'lucide-preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { renderSVG } from 'uqr';
import { call, type Failed } from '../api.ts';
import type { PageProps } from '../app.tsx';
import { day, dayOf, money } from '../format.ts';
import { CallCard } from '../parts/call-card.tsx';
import { Charges } from '../parts/charges.tsx';
import { Discounts } from '../parts/discounts.tsx';
import { ErrorLine, Waiting } from '../parts/parts.tsx';
import { Shell } from '../parts/shell.tsx';
import { go } from '../place.ts';
import { type Key, useWords, type Words } from '../words.ts';

const OWN_LABEL = 'Own label';

/** The page a buyer keeps: what to do now, the code to show, every step with its day. Looks again by itself. */
export function TrackPage(props: PageProps & { token: string; id: string | null }) {
  const words = useWords();
  const { t } = words;
  const { brand, token } = props;
  const [found, setFound] = useState<BuyerReturn | null>(null);
  const [failed, setFailed] = useState<Failed | null>(null);
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const id = props.id ?? idIn(token);

  const look = useCallback(
    () =>
      call<typeof portal.return>('GET', '/v1/portal/returns/:id', { params: { id: id ?? '' }, token }).then(
        (answer) => {
          setFound(answer);
          setFailed(null);
        },
        setFailed,
      ),
    [token, id],
  );
  useEffect(() => {
    void look();
    const timer = setInterval(() => document.visibilityState === 'visible' && void look(), 15_000);
    const seen = () => document.visibilityState === 'visible' && void look();
    document.addEventListener('visibilitychange', seen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [look]);
  // The label is made in the background a moment after approval.
  const labelSoon = found?.stage === 'approved' && found.goods_back && !found.label;
  useEffect(() => {
    if (!labelSoon) return;
    const timer = setTimeout(() => void look(), 1500);
    return () => clearTimeout(timer);
  }, [labelSoon, look, found]);

  async function cancel() {
    if (!found || busy) return;
    setBusy(true);
    try {
      setFound(
        await call<typeof portal.cancel>('POST', '/v1/portal/returns/:id/cancel', {
          params: { id: found.id },
          token,
          key: `cancel-${found.id}`,
        }),
      );
      setFailed(null);
    } catch (error) {
      setFailed(error as Failed);
    }
    setSure(false);
    setBusy(false);
  }

  if (!found) {
    return (
      <Shell {...props}>
        {failed ? (
          <>
            <ErrorLine failed={failed} />
            <button
              type="button"
              class="button second"
              onClick={() => (failed.code === 'network' ? void look() : go(`/b/${brand.slug}`))}
            >
              {failed.code === 'network' ? t('retry') : t('find.go')}
            </button>
          </>
        ) : (
          <Waiting />
        )}
      </Shell>
    );
  }
  const head = headline(found, brand.name, words);
  const file = (kind: 'label' | 'slip') =>
    `/v1/portal/returns/${found.id}/${kind}.pdf?token=${encodeURIComponent(token)}`;
  const sends = found.stage === 'approved' && found.goods_back;
  return (
    <Shell
      {...props}
      code={found.code}
      foot={
        sure ? (
          <div class="stack">
            <p class="help">{t('track.cancel_sure')}</p>
            <div class="pair">
              <button type="button" class="button second" onClick={() => setSure(false)}>
                {t('track.cancel_no')}
              </button>
              <button type="button" class="button" onClick={cancel} disabled={busy}>
                {t('track.cancel_yes')}
              </button>
            </div>
          </div>
        ) : (
          <div class="pair">
            <button type="button" class="link" onClick={() => go(`/b/${brand.slug}/o/${token}`)}>
              {t('track.whole_order')}
            </button>
            {found.can_cancel && (
              <button type="button" class="link" onClick={() => setSure(true)}>
                {t('track.cancel')}
              </button>
            )}
          </div>
        )
      }
    >
      <div class="stack">
        <h1>{head.title}</h1>
        {head.lead && <p class="help">{head.lead}</p>}
      </div>
      {failed && <ErrorLine failed={failed} />}
      {found.lines.some((line) => line.remedy === 'exchange' || line.remedy === 'replacement') && (
        <Charges token={token} returnId={found.id} look={found} />
      )}
      {found.lines.some((line) => line.remedy === 'next_order_discount') && (
        <Discounts token={token} returnId={found.id} look={found} />
      )}
      {sends && (
        <>
          <div class="counter">
            <div class="qr" role="img" aria-label={found.code}>
              {/* The picture is drawn here from the code alone. */}
              <div dangerouslySetInnerHTML={{ __html: renderSVG(found.qr, { border: 0 }) }} />
            </div>
            <div class="stack" style={{ gap: 4 }}>
              <span class="help quiet">{t('track.code')}</span>
              <strong class="mono">{found.code}</strong>
              <span class="help">{t('track.show_code')}</span>
            </div>
          </div>
          {found.label ? (
            <div class="pair">
              <a class="button second" href={file('label')} target="_blank" rel="noreferrer">
                <Printer size={18} aria-hidden="true" />
                {t('track.print')}
              </a>
              <a class="button second" href={file('slip')} target="_blank" rel="noreferrer">
                <ReceiptText size={18} aria-hidden="true" />
                {t('track.slip')}
              </a>
            </div>
          ) : (
            <p class="notice" role="status">
              {t('track.label_soon')}
            </p>
          )}
          {found.site && (
            <p class="help">
              <strong>{t('track.to')}</strong>
              <br />
              {[
                found.site.address.name,
                found.site.address.line1,
                found.site.address.line2,
                `${found.site.address.city}, ${found.site.address.region ?? ''} ${found.site.address.postal_code}`,
              ]
                .filter(Boolean)
                .join(', ')}
            </p>
          )}
          <hr class="rule" />
        </>
      )}
      <Steps found={found} />
      <div class="sums">
        {found.lines.map((line) => (
          <div key={line.sku + line.reason}>
            <span>
              {line.quantity > 1 ? `${line.quantity} × ` : ''}
              {line.title}
              {line.received > 0 && line.received < line.quantity && (
                <span class="quiet"> · {t('track.short', { received: line.received, quantity: line.quantity })}</span>
              )}
              {line.rejected > 0 && <span class="quiet"> · {t('track.rejected', { count: line.rejected })}</span>}
              {goesOut(line, words, found.time_zone).map((said) => (
                <span key={said} class="quiet out">
                  {said}
                </span>
              ))}
            </span>
            <span class="num">
              {pays(line.remedy) && line.offer.amount.amount > 0
                ? money(line.offer.amount, words.language)
                : t(`remedy.${line.remedy}`)}
            </span>
          </div>
        ))}
        {found.money.map((one, i) => (
          <div key={i} class="all">
            <span>
              {t(`remedy.${one.kind}`)}
              {one.to && <span class="quiet"> · {t('remedy.to', { to: one.to })}</span>}
              {one.credit_code && (
                <>
                  <br />
                  <span class="mono">{t('track.credit', { code: one.credit_code })}</span>
                  {one.credit_expires_on && (
                    <span class="quiet">
                      {' '}
                      {t('track.credit_until', { date: day(one.credit_expires_on, words.language) })}
                    </span>
                  )}
                </>
              )}
            </span>
            <span class="num">{money(one.amount, words.language)}</span>
          </div>
        ))}
      </div>
      {sends && <p class="notice">{t('track.put_in')}</p>}
      <CallCard brand={brand} token={token} origin="tracking" />
    </Shell>
  );
}

function headline(found: BuyerReturn, brand: string, { t, language }: Words): { title: string; lead: string | null } {
  const zone = found.time_zone;
  const first = found.money[0];
  switch (found.stage) {
    case 'requested':
      return {
        title: t('track.waiting'),
        lead: t('track.waiting_lead', { brand, date: found.answer_by ? dayOf(found.answer_by, language, zone) : '' }),
      };
    case 'approved':
      if (!found.goods_back && !pays(found.lines[0]?.remedy)) return leaving(found, { t, language });
      if (!found.goods_back)
        return {
          title: t('track.keep'),
          lead: t('track.keep_lead', { amount: found.lines[0] ? money(found.lines[0].offer.amount, language) : '' }),
        };
      return {
        title: t('track.ship', { date: found.ship_by ? day(found.ship_by, language) : '' }),
        // The built-in label is nobody's carrier: any will do.
        lead:
          found.label?.prepaid && found.label.carrier !== OWN_LABEL
            ? t('track.ship_lead', { carrier: found.label.carrier })
            : t('track.ship_own'),
      };
    case 'in_transit':
      return { title: t('track.on_way'), lead: t('track.on_way_lead') };
    case 'received':
      return first && first.state !== 'failed'
        ? { title: t('track.money', { remedy: t(`remedy.${first.kind}`).toLowerCase() }), lead: null }
        : { title: t('track.here'), lead: t('track.here_lead') };
    case 'closed':
      if (!found.goods_back && !pays(found.lines[0]?.remedy)) return leaving(found, { t, language });
      return { title: t('track.done'), lead: t('track.done_lead') };
    case 'declined':
      return { title: t('track.declined'), lead: found.decline_reason };
    case 'cancelled':
      return { title: t('track.cancelled'), lead: t('track.cancelled_lead') };
    case 'expired':
      return { title: t('track.expired'), lead: t('track.expired_lead') };
  }
}

type Say = Pick<Words, 't' | 'language'>;
type Line = BuyerReturn['lines'][number];

/** Remedies that pay money; the others send goods, a code or words. */
const pays = (kind: Line['remedy'] | undefined) =>
  kind === 'refund' || kind === 'store_credit' || kind === 'keep_it' || kind === undefined;

/** Settled without money and without a return: what leaves, or that it works again. */
function leaving(found: BuyerReturn, { t, language }: Say): { title: string; lead: string | null } {
  const line = found.lines.find(({ remedy }) => !pays(remedy))!;
  const sent = line.sent?.at ?? null;
  const date = sent ? dayOf(sent, language, found.time_zone) : '';
  if (line.remedy === 'guidance') return { title: t('track.works'), lead: t('track.works_lead') };
  if (line.remedy === 'next_order_discount') {
    return {
      title: t(line.sent?.reference ? 'track.code_ready' : 'track.code_soon'),
      lead: t('track.code_lead', { percent: line.offer.discount?.percent ?? 0 }),
    };
  }
  const part = line.remedy === 'spare_part';
  if (!sent) return { title: t(part ? 'track.part_soon' : 'track.goods_soon'), lead: t('track.soon_lead') };
  return {
    title: t(part ? 'track.part' : 'track.goods'),
    lead: line.sent?.reference
      ? t('track.sent_lead', { date, reference: line.sent.reference })
      : t('track.sent_plain', { date }),
  };
}

/** What leaves for a line, since when, and the code of a discount. */
function goesOut(line: Line, { t, language }: Say, zone: string): string[] {
  const goods = (line.offer.goods ?? []).map(({ title, quantity }) =>
    quantity > 1 ? t('parts.times', { count: quantity, title }) : title,
  );
  const { sent } = line;
  if (line.remedy === 'next_order_discount')
    return sent?.reference ? [t('track.discount', { code: sent.reference })] : [];
  if (!sent?.at) return goods;
  const date = dayOf(sent.at, language, zone);
  return [
    ...goods,
    sent.reference ? t('track.sent_lead', { date, reference: sent.reference }) : t('track.sent_plain', { date }),
  ];
}

function Steps({ found }: { found: BuyerReturn }) {
  const { t, language } = useWords();
  const due = found.lines.reduce((sum, line) => sum + (pays(line.remedy) ? line.offer.amount.amount : 0), 0);
  const currency = found.lines[0]?.offer.amount.currency;
  return (
    <ol class="steps">
      {found.steps.map((step) => (
        <li key={step.code} class={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
          <span class="dot">
            {step.state === 'done' && <Check size={14} strokeWidth={3} aria-hidden="true" />}
            <span class="visually-hidden">{t(`step.${step.state}` as Key)}</span>
          </span>
          <span>
            {step.code === 'money' && due > 0 && currency
              ? t('step.money_amount', { amount: money({ amount: due, currency }, language) })
              : t(`step.${step.code}`)}
          </span>
          <span class="when">
            {step.at
              ? dayOf(step.at, language, found.time_zone)
              : step.by
                ? t('step.by', { date: day(step.by, language) })
                : ''}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Links in mails carry the return inside the token (its fourth id); it is read here only to ask for it, the server checks it. */
function idIn(token: string): string | null {
  try {
    const bytes = atob(token.replace(/-/g, '+').replace(/_/g, '/'));
    if (bytes.length !== 86) return null;
    const hex = [...bytes.slice(54, 70)].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  } catch {
    return null;
  }
}
