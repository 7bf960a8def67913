import './ui/fonts.css';
import './ui/tokens.css';
import './ui/base.css';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import i18next from 'i18next';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { firstLanguage, startWords } from './app/i18n.ts';
import { applyScheme } from './app/scheme.ts';

applyScheme();
i18next.on('languageChanged', (language) => dayjs.locale(language === 'zh' ? 'zh-cn' : 'en'));
await startWords(firstLanguage());
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
