/** What buyers see of a channel: the widget's button with its greeting on a shop's page, or the foot of a mail. */
import type { InboxChannel, Me } from '@recoup/contract';
import { MessageSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DraftEmail, DraftSettings } from './channel-draft.ts';
import pageWords from './page-words.json';
import { PaneHead, useLanguageSwitch } from './parts.tsx';

type Brand = Me['brands'][number];
type Chat = Extract<DraftSettings, { kind: 'chat' }>;
const colors = (brand: Brand) => ({ '--bc': brand.look.color, '--dot': brand.look.dot }) as React.CSSProperties;

export function ChatPreview({
  brand,
  settings,
  channel,
}: {
  brand: Brand;
  settings: Chat;
  channel: InboxChannel | null;
}) {
  const { t } = useTranslation('inbox-setup');
  const { language, control } = useLanguageSwitch();
  const words = pageWords[language];
  const site = settings.origins[0]?.replace(/^https?:\/\//, '') ?? 'shop.example';
  return (
    <section className="isetup-preview">
      <PaneHead title={t('other_side')}>{control}</PaneHead>
      <div className="isetup-shop" lang={language} style={colors(brand)}>
        <div className="isetup-shop-bar">
          <span>{site}</span>
        </div>
        <div className="isetup-shop-page">
          <i />
          <i />
          <i />
        </div>
        <div className={`isetup-widget is-${settings.position}`}>
          <div>
            <header>
              <i />
              <b>{brand.name}</b>
            </header>
            <p>{settings.greeting?.[language]?.trim() || settings.greeting?.en?.trim() || words.hello}</p>
            <span>{words.write}</span>
          </div>
          <b>
            <MessageSquare size={16} aria-hidden="true" />
            {words.ask}
          </b>
        </div>
      </div>
      <p className="r-quiet">{t(channel ? 'chat.preview_note' : 'chat.preview_new')}</p>
    </section>
  );
}

export function MailPreview({ brand, settings }: { brand: Brand; settings: DraftEmail }) {
  const { t } = useTranslation('inbox-setup');
  const { language, control } = useLanguageSwitch();
  const signature = settings.signature?.[language]?.trim() || settings.signature?.en?.trim();
  return (
    <section className="isetup-preview">
      <PaneHead title={t('other_side')}>{control}</PaneHead>
      <div className="isetup-mail" lang={language}>
        <header>
          <b>{settings.from_name || brand.name}</b>
          <span>{settings.address || 'help@…'}</span>
        </header>
        <div className="isetup-mail-lines" aria-hidden="true">
          <i />
          <i />
          <i />
        </div>
        {signature ? <p>{signature}</p> : <p className="is-none">{t('email.no_signature')}</p>}
      </div>
    </section>
  );
}
