/** What a buyer sees: the brand's public page at phone scale, in any of the buyers' languages, with what changed marked. */
import type { BuyerLanguage, Me, PolicyRules } from '@recoup/contract';
import { policyWords } from '@recoup/contract/policy-words';
import { Segmented } from 'antd';
import { Menu } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/locale.tsx';
import pageWords from './page-words.json';

type Props = { brand: Me['brands'][number]; rules: PolicyRules; live: PolicyRules | null };
const languages: readonly BuyerLanguage[] = ['en', 'es', 'zh'];

export function BuyerPage({ brand, rules, live }: Props) {
  const { t } = useTranslation('policies');
  const f = useFormat();
  const [language, setLanguage] = useState<BuyerLanguage>(f.language);
  const before = live && new Map(policyWords(live, language, brand.currency).map((one) => [one.key, one.parts]));
  const words = pageWords[language];
  return (
    <section className="policies-preview">
      <header>
        <h2>{t('preview.title')}</h2>
        <Segmented
          size="small"
          aria-label={t('preview.language')}
          value={language}
          onChange={setLanguage}
          options={languages.map((value) => ({ value, label: pageWords[value].name }))}
        />
      </header>
      <div className="policies-phone" lang={language} style={{ '--bc': brand.look.color } as React.CSSProperties}>
        <div className="policies-phone-head">
          <i style={{ background: brand.look.dot }} />
          <b>{brand.name}</b>
          <Menu size={18} aria-hidden="true" />
        </div>
        <div className="policies-phone-page">
          <h3>{words.title}</h3>
          {policyWords(rules, language, brand.currency).map((sentence) => {
            const was = before?.get(sentence.key);
            const fresh = before !== null && before !== undefined && !was;
            return (
              <p key={sentence.key} className={fresh ? 'is-changed' : undefined}>
                {sentence.parts.map((part, at) => {
                  const text = 'text' in part ? part.text : part.value;
                  const old = was?.[at];
                  const changed = !fresh && 'value' in part && old && 'value' in old && old.value !== part.value;
                  const Tag = part.strong || 'value' in part ? 'strong' : 'span';
                  return (
                    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence are told apart by their place
                    <Tag key={at} className={changed ? 'is-changed' : undefined}>
                      {text}
                    </Tag>
                  );
                })}
              </p>
            );
          })}
          <span className="policies-phone-button">{words.start}</span>
        </div>
      </div>
    </section>
  );
}
