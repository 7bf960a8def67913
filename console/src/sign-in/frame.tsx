/** The one column of the pages before sign-in: mark, language, what is asked. */
import './sign-in.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { setLanguage } from '../app/i18n.ts';
import { LanguageSwitch } from '../app/language-switch.tsx';
import { Locale } from '../ui/locale.tsx';
import { Logo } from '../ui/logo.tsx';
import { Shape } from '../ui/status.tsx';

export function Frame(props: { title: ReactNode; note?: ReactNode; children: ReactNode; foot?: ReactNode }) {
  const { i18n } = useTranslation();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Locale language={i18n.language === 'zh' ? 'zh' : 'en'} timeZone={zone}>
      <div className="r-door">
        <header>
          <Logo size={26} />
          <b>Recoup</b>
          <LanguageSwitch onChange={(language) => void setLanguage(language)} />
        </header>
        <main>
          <h1>{props.title}</h1>
          {props.note && <p className="r-door-note">{props.note}</p>}
          {props.children}
        </main>
        {props.foot && <footer>{props.foot}</footer>}
      </div>
    </Locale>
  );
}

/** What went wrong with the whole form, above its button. */
export function DoorProblem({ children }: { children: ReactNode }) {
  return (
    <div className="r-field-error" role="alert">
      <Shape tone="bad" />
      <span>{children}</span>
    </div>
  );
}
