/** A serial or barcode in the picture: read, asked what it is, and said in a word whether it is what was sold. */
import { type CallCode, type CodeFound, callEvidence, codeFormat } from '@recoup/contract';
import { Button, Input } from 'antd';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../../app/queries.ts';
import { useFormat } from '../../ui/locale.tsx';
import { Status, type Tone } from '../../ui/status.tsx';

/** What is looked at: a still by its picture, or the live picture. */
export type Looked = { picture: HTMLVideoElement | HTMLImageElement; stillId: string | null };
type Reading = { at: 'looking' | 'nothing' | 'typing' } | { at: 'found'; code: CallCode };

/** A live picture is looked at so often before it is said that there is no code. */
const looks = 8;

export function useCodes(callId: string) {
  const [reading, setReading] = useState<Reading | null>(null);
  const send = useMove(callEvidence.readCode);
  const tell = async (text: string, format: string, stillId: string | null, typed: boolean) => {
    const known = codeFormat.safeParse(format);
    const code = await send.run({
      params: { id: callId },
      body: { text: text.slice(0, 200), format: known.success ? known.data : 'Text', still_id: stillId, typed },
    });
    if (code) setReading({ at: 'found', code });
  };
  const look = async ({ picture, stillId }: Looked) => {
    setReading({ at: 'looking' });
    const { readCodes } = await import('@recoup/rtc/codes');
    const tries = picture instanceof HTMLVideoElement ? looks : 1;
    for (let n = 0; n < tries; n += 1) {
      if (n > 0) await new Promise((done) => setTimeout(done, 250));
      const [code] = await readCodes(picture);
      if (code) return tell(code.text, code.format, stillId, false);
    }
    setReading({ at: 'nothing' });
  };
  return {
    reading,
    problem: send.problem,
    busy: send.busy,
    look,
    type: (text: string, stillId: string | null) => tell(text, 'Text', stillId, true),
    startTyping: () => setReading({ at: 'typing' }),
    close: () => {
      setReading(null);
      send.reset();
    },
  };
}
export type Codes = ReturnType<typeof useCodes>;

const tones: Record<CodeFound['kind'], Tone> = {
  this_line: 'good',
  other_line: 'diff',
  other_order_of_buyer: 'diff',
  sold_elsewhere: 'diff',
  returned_before: 'diff',
  product_only: 'idle',
  unknown: 'diff',
};

export function CodeCard({ codes, stillId }: { codes: Codes; stillId: string | null }) {
  const { t } = useTranslation('calls');
  const [typed, setTyped] = useState('');
  const { reading } = codes;
  if (!reading) return null;
  const type = () => typed.trim() && void codes.type(typed.trim(), stillId);
  return (
    <section className="room-card" aria-label={t('call.code.title')}>
      <header>
        <h2>{t('call.code.title')}</h2>
        <button type="button" aria-label={t('call.close')} onClick={codes.close}>
          <X size={15} />
        </button>
      </header>
      {reading.at === 'looking' && <p role="status">{t('call.code.looking')}</p>}
      {reading.at === 'nothing' && <p role="status">{t('call.code.nothing')}</p>}
      {reading.at === 'found' && <Found code={reading.code} />}
      {codes.problem && (
        <p className="r-t-bad" role="alert">
          {codes.problem.words}
        </p>
      )}
      {reading.at !== 'found' && (
        <div className="room-card-row" data-scan="field">
          <Input
            autoFocus
            value={typed}
            maxLength={200}
            placeholder={t('call.code.by_hand')}
            aria-label={t('call.code.by_hand')}
            onChange={(event) => setTyped(event.target.value)}
            onPressEnter={type}
          />
          <Button type="primary" loading={codes.busy} disabled={!typed.trim()} onClick={type}>
            {t('call.code.check')}
          </Button>
        </div>
      )}
      {reading.at === 'found' && (
        <button type="button" className="r-link" onClick={codes.startTyping}>
          {t('call.code.other')}
        </button>
      )}
    </section>
  );
}

function Found({ code }: { code: CallCode }) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const { found } = code;
  const words = () => {
    switch (found.kind) {
      case 'this_line':
        return t('call.code.this_line', { title: found.title });
      case 'other_line':
        return t('call.code.other_line', { title: found.title });
      case 'other_order_of_buyer':
        return t('call.code.other_order', {
          title: found.title,
          order: found.order_number,
          date: f.date(found.placed_at),
        });
      case 'sold_elsewhere':
        return t('call.code.sold_elsewhere');
      case 'returned_before':
        return t(found.with_us ? 'call.code.returned_with_us' : 'call.code.returned_before', {
          date: f.date(found.at),
          lpn: found.lpn,
        });
      case 'product_only':
        return t(found.in_order ? 'call.code.product_here' : 'call.code.product_other', { title: found.title });
      case 'unknown':
        return t('call.code.unknown');
    }
  };
  return (
    <div role="status">
      <p className="room-code r-mono">{code.text}</p>
      <Status tone={tones[found.kind]}>{words()}</Status>
      {code.swap && <p className="r-t-bad">{t('call.code.swap')}</p>}
      {code.expected.length > 0 && found.kind !== 'this_line' && (
        <p className="r-second">{t('call.code.expected', { list: f.listed(code.expected) })}</p>
      )}
    </div>
  );
}
