/** The first page of the portal in the brand's look, its address, and a code to open it with a phone. */
import type { Brand } from '@recoup/contract';
import { ExternalLink } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../ui/code.tsx';
import { QrCode } from '../ui/data-matrix.tsx';
import type { BrandForm } from './brand.tsx';
import { contrast } from './contrast.ts';
import pageWords from './page-words.json';

export function BrandPreview({ form, brand, logo }: { form: BrandForm; brand: Brand | null; logo: string | null }) {
  const { t } = useTranslation('settings');
  const language = form.languages[0] ?? 'en';
  const words = pageWords[language];
  const readable = contrast(form.look.color, '#FFFFFF') >= 4.5;
  const color = readable ? form.look.color : `color-mix(in srgb, ${form.look.color}, #000 45%)`;
  return (
    <div className="settings-preview">
      <h2>{t('brand.preview')}</h2>
      <div className="settings-phone" lang={language} style={{ '--bc': color } as React.CSSProperties}>
        <div className="settings-phone-head">
          {logo ? (
            <img src={logo} alt="" />
          ) : (
            <>
              <i style={{ background: form.look.dot }} />
              <b>{form.name || t('brand.name')}</b>
            </>
          )}
        </div>
        <div className="settings-phone-page">
          <h3>{words.title}</h3>
          <span className="settings-phone-label">{words.order}</span>
          <span className="settings-phone-field" />
          <span className="settings-phone-label">{words.proof}</span>
          <span className="settings-phone-field" />
          <span className="settings-phone-button">{words.find}</span>
        </div>
      </div>
      {brand ? (
        <>
          <h2>{t('brand.portal')}</h2>
          <p className="settings-link">
            <a href={brand.portal_url} target="_blank" rel="noreferrer">
              {brand.portal_url} <ExternalLink size={13} aria-hidden="true" />
            </a>
            <CopyButton text={brand.portal_url} />
          </p>
          <p className="settings-link">
            <a href={`${brand.portal_url}/policy`} target="_blank" rel="noreferrer">
              {t('brand.policy_page')} <ExternalLink size={13} aria-hidden="true" />
            </a>
            <CopyButton text={`${brand.portal_url}/policy`} />
          </p>
          <div className="settings-qr">
            <QrCode text={brand.portal_url} label={t('brand.qr')} size={132} />
            <span className="r-second">{t('brand.qr_note')}</span>
          </div>
        </>
      ) : (
        <p className="r-second">{t('brand.portal_later')}</p>
      )}
    </div>
  );
}
