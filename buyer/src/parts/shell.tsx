import { Globe } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import type { PageProps } from '../app.tsx';
import { go } from '../place.ts';
import { useWords } from '../words.ts';

export const ownName = { en: 'English', zh: '中文', es: 'Español' };

/** The frame of every buyer page: the brand, the language, how far one is, the page, and what stays in reach of the thumb. */
export function Shell({
  brand,
  speak,
  step,
  foot,
  code,
  children,
}: PageProps & {
  step?: [now: number, of: number];
  foot?: ComponentChildren;
  code?: string;
  children: ComponentChildren;
}) {
  const { t, language } = useWords();
  const home = `/b/${brand.slug}`;
  return (
    <div class="page">
      <header class="top">
        <a
          class="brand"
          href={home}
          onClick={(event) => {
            event.preventDefault();
            go(home);
          }}
        >
          {brand.look.logo_url ? (
            <img src={brand.look.logo_url} alt={brand.name} />
          ) : (
            <>
              <i aria-hidden="true" />
              {brand.name}
            </>
          )}
        </a>
        {code ? (
          <span class="mono">{code}</span>
        ) : (
          brand.languages.length > 1 && (
            <label class="language">
              <Globe size={18} aria-hidden="true" />
              <span class="visually-hidden">{t('language')}</span>
              <select value={language} onChange={(event) => speak(event.currentTarget.value as typeof language)}>
                {brand.languages.map((one) => (
                  <option key={one} value={one}>
                    {ownName[one]}
                  </option>
                ))}
              </select>
            </label>
          )
        )}
      </header>
      {step && (
        <div class="progress" role="progressbar" aria-valuemin={1} aria-valuemax={step[1]} aria-valuenow={step[0]}>
          {Array.from({ length: step[1] }, (_, i) => (
            <i key={i} class={i < step[0] ? 'done' : ''} />
          ))}
        </div>
      )}
      <main>{children}</main>
      {foot && <div class="foot">{foot}</div>}
    </div>
  );
}
