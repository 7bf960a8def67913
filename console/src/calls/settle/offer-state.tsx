/** What lies on the buyer's screen, as it stands: shown, seen, yes with its code, no. */
import { type CallDetail, type CallOffer, callOffers } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMove } from '../../app/queries.ts';
import { Code } from '../../ui/code.tsx';
import { useFormat } from '../../ui/locale.tsx';
import { Shape, type Tone } from '../../ui/status.tsx';

const tones: Record<CallOffer['state'], Tone> = {
  open: 'clock',
  done: 'good',
  declined: 'idle',
  refused: 'bad',
  withdrawn: 'idle',
  expired: 'idle',
};

export function OfferState({ call, offer }: { call: CallDetail; offer: CallOffer }) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const withdraw = useMove(callOffers.withdraw);
  const name = call.buyer.name.split(' ')[0] ?? call.buyer.name;
  const state =
    offer.state === 'open' && offer.seen_at
      ? 'seen'
      : offer.state === 'declined' && offer.what_else
        ? 'what_else'
        : offer.state === 'done' && offer.waits_for.length > 0
          ? 'done_waits'
          : offer.state;
  return (
    <div className={`settle-state is-${offer.state}`} role="status">
      <p>
        <Shape tone={tones[offer.state]} />
        <b>{t(`settle.state.${state}`, { name })}</b>
      </p>
      <p lang={offer.language}>{[offer.title, offer.detail].filter(Boolean).join(' · ')}</p>
      {offer.return && (
        <p>
          <Link to="/returns/$id" params={{ id: offer.return.id }}>
            <Code>{offer.return.code}</Code>
          </Link>
        </p>
      )}
      {offer.state === 'refused' && (
        <p className="r-second">{t(offer.because === 'offer.changed' ? 'settle.changed' : 'settle.not_possible')}</p>
      )}
      {offer.state === 'open' && (
        <div className="settle-state-foot">
          <span className="r-second">{t('settle.until', { at: f.clock(offer.expires_at) })}</span>
          <Button
            size="small"
            loading={withdraw.busy}
            onClick={() => void withdraw.run({ params: { id: call.id, offer_id: offer.id } })}
          >
            {t('settle.withdraw')}
          </Button>
        </div>
      )}
    </div>
  );
}
