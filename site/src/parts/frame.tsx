import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { type Language, useWords } from '../words.ts';

/** The mark: an R that turns back, and the line it stands on. */
export function Logo({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <g fill="none" stroke="currentColor" stroke-width="2.4" stroke-linejoin="round">
        <path d="M4.2 21.5V8.4a5 5 0 0 1 5-5h5.6a4.9 4.9 0 0 1 0 9.8h-3.6" stroke-linecap="round" />
        <path d="M13.2 9.8 9.9 13.2l3.3 3.4" stroke-linecap="round" />
      </g>
      <path d="M14 21.4h7.6" stroke="var(--act)" stroke-width="2.4" />
    </svg>
  );
}

export function Languages({ speak }: { speak: (language: Language) => void }) {
  const { language, t } = useWords();
  return (
    <fieldset class="languages" aria-label={t('language')}>
      {(['en', 'zh'] as const).map((one) => (
        <button key={one} type="button" aria-pressed={language === one} onClick={() => speak(one)} lang={one}>
          {one === 'en' ? 'EN' : '中文'}
        </button>
      ))}
    </fieldset>
  );
}

/** The bar over every public page. `beside` stands next to the mark, `aside` at the right before the languages. */
export function Bar(props: {
  speak: (language: Language) => void;
  title: string;
  beside?: ComponentChildren;
  aside?: ComponentChildren;
  after?: ComponentChildren;
}) {
  useEffect(() => {
    document.title = `${props.title} · Recoup`;
  }, [props.title]);
  return (
    <header class="bar">
      <a class="mark" href="/calculator">
        <Logo />
        <b>Recoup</b>
      </a>
      {props.beside && <span class="beside">{props.beside}</span>}
      <nav>{props.aside}</nav>
      <Languages speak={props.speak} />
      {props.after}
    </header>
  );
}
