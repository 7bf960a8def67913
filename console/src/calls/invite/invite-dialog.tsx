/** The buyer is invited into a call: by mail, by text message, with a code for a phone held to this screen, or with a link to hand over. */
import './invite.css';
import { type CallLink, type CallLinkWay, type Conversation, callLinks } from '@recoup/contract';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Input, Modal } from 'antd';
import { Copy, Link2, Mail, MessageSquareText, QrCode } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../../app/queries.ts';
import { Field } from '../../ui/field.tsx';
import { useFormat } from '../../ui/locale.tsx';
import { LinksOut } from './links-out.tsx';

const ways = [
  ['mail', Mail],
  ['sms', MessageSquareText],
  ['qr', QrCode],
  ['link', Link2],
] as const satisfies readonly (readonly [CallLinkWay, unknown])[];

type Made = CallLink & { qr: string };
type Props = { conversation: Conversation; callId: string | null; onClose: () => void };

export function InviteDialog({ conversation: at, callId, onClose }: Props) {
  const { t } = useTranslation('calls');
  const navigate = useNavigate();
  const [way, setWay] = useState<CallLinkWay>('mail');
  const [to, setTo] = useState<Partial<Record<CallLinkWay, string>>>({});
  const [made, setMade] = useState<Made | null>(null);
  const invite = useMove(callLinks.invite, { onDone: setMade });
  const more = useMove(callLinks.make, { onDone: setMade });
  const problem = invite.problem ?? more.problem;
  const call = made?.call_id ?? callId;
  const sent = way === 'mail' || way === 'sms';
  const known = at.contact.points.find(({ kind }) => kind === (way === 'mail' ? 'email' : 'phone'))?.value;
  const address = to[way] ?? known ?? '';
  const go = () => {
    const body = { by: way, ...(sent && address.trim() ? { to: address.trim() } : {}) };
    if (call) void more.run({ params: { id: call }, body });
    else void invite.run({ params: { id: at.id }, body });
  };
  const pick = (next: CallLinkWay) => {
    setWay(next);
    setMade(null);
    invite.reset();
    more.reset();
  };
  return (
    <Modal
      open
      width={560}
      destroyOnHidden
      title={t('invite.title', { name: at.contact.name })}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('invite.close')}</Button>
          {call && (
            <Button onClick={() => void navigate({ to: '/calls/$id', params: { id: call } })}>
              {t('invite.open')}
            </Button>
          )}
          {!made && (
            <Button type="primary" loading={invite.busy || more.busy} onClick={go}>
              {t(`invite.go.${way}`)}
            </Button>
          )}
        </>
      }
    >
      <div className="invite-ways" role="radiogroup" aria-label={t('invite.way')}>
        {ways.map(([each, Icon]) => (
          // biome-ignore lint/a11y/useSemanticElements: four tiles, of which one is chosen
          <button key={each} type="button" role="radio" aria-checked={way === each} onClick={() => pick(each)}>
            <Icon size={17} aria-hidden="true" />
            <span>{t(`invite.by.${each}`)}</span>
          </button>
        ))}
      </div>
      {made ? (
        <Result made={made} name={at.contact.name} />
      ) : sent ? (
        <Field label={t(`invite.to.${way}`)} help={t('invite.opens')} error={problem?.words}>
          <Input
            autoFocus
            type={way === 'mail' ? 'email' : 'tel'}
            maxLength={200}
            value={address}
            onChange={(event) => setTo({ ...to, [way]: event.target.value })}
            onPressEnter={go}
          />
        </Field>
      ) : (
        <>
          <p className="r-ink2">{t(`invite.note.${way}`)}</p>
          <p className="r-quiet">{t('invite.opens')}</p>
          {problem && (
            <p className="r-t-bad" role="alert">
              {problem.words}
            </p>
          )}
        </>
      )}
      {call && <LinksOut callId={call} />}
    </Modal>
  );
}

/** What was made: sent, shown big, or ready to be handed over. */
function Result({ made, name }: { made: Made; name: string }) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const { message } = App.useApp();
  const copy = async () => {
    await navigator.clipboard.writeText(made.url);
    void message.success(t('invite.copied'));
  };
  const until = t('invite.until', { at: `${f.day(made.expires_at)} ${f.time(made.expires_at)}` });
  if (made.by === 'qr')
    return (
      <div className="invite-qr">
        <img src={`data:image/svg+xml,${encodeURIComponent(made.qr)}`} alt={t('invite.qr')} />
        <p>{t('invite.qr_hold', { name })}</p>
        <p className="r-quiet">{until}</p>
      </div>
    );
  return (
    <div className="invite-made" role="status">
      <p className="r-medium">
        {made.by === 'link' ? t('invite.made') : t('invite.sent', { to: made.sent_to ?? name })}
      </p>
      <div className="invite-url">
        <Input readOnly value={made.url} aria-label={t('invite.by.link')} onFocus={(event) => event.target.select()} />
        <Button icon={<Copy size={15} />} onClick={() => void copy()}>
          {t('invite.copy')}
        </Button>
      </div>
      <p className="r-quiet">{t('invite.rings', { name, until })}</p>
    </div>
  );
}
