/** Title and text in English, Chinese and Spanish beside each other; on a narrow window one after the other. */
import { App, Input } from 'antd';
import { ImagePlus } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { upload } from '../app/api.ts';
import { useProblemWords } from '../app/problem-words.ts';
import { Section } from '../ui/page.tsx';
import type { ArticleTexts } from './article-draft.ts';
import { putIn } from './macro-variables.ts';
import pageWords from './page-words.json';
import { languages } from './parts.tsx';

type Props = {
  value: ArticleTexts;
  disabled: boolean;
  onChange: (value: ArticleTexts) => void;
  /** A picture was uploaded, for the preview. */
  onPicture: (id: string, url: string) => void;
};

export function ArticleText({ value, disabled, onChange, onPicture }: Props) {
  const { t } = useTranslation('inbox-setup');
  return (
    <Section title={t('articles.text')} aside={t('articles.text_note')}>
      <div className="isetup-sides is-article">
        {languages.map((language) => (
          <Side
            key={language}
            language={language}
            text={value[language] ?? { title: '', body: '' }}
            disabled={disabled}
            onPicture={onPicture}
            onChange={(text) => onChange({ ...value, [language]: text })}
          />
        ))}
      </div>
    </Section>
  );
}

type Text = { title: string; body: string };
type SideProps = {
  language: (typeof languages)[number];
  text: Text;
  disabled: boolean;
  onChange: (text: Text) => void;
  onPicture: Props['onPicture'];
};
function Side({ language, text, disabled, onChange, onPicture }: SideProps) {
  const { t } = useTranslation('inbox-setup');
  const { message } = App.useApp();
  const words = useProblemWords();
  const picker = useRef<HTMLInputElement>(null);
  const caret = useRef<number | null>(null);
  const [sending, setSending] = useState(false);
  const { name } = pageWords[language];
  const put = async (file: File) => {
    setSending(true);
    try {
      const sent = await upload(file);
      onPicture(sent.id, sent.url);
      const at = caret.current ?? text.body.length;
      const alt = file.name.replace(/\.\w+$/, '').replace(/[[\]]/g, '');
      onChange({ ...text, body: putIn(text.body, at, at, `\n\n![${alt}](file:${sent.id})\n\n`).text });
    } catch (error) {
      void message.error(words(error).words);
    } finally {
      setSending(false);
    }
  };
  return (
    <div lang={language}>
      <span className="isetup-side-head">
        <span className="r-quiet">{name}</span>
        {!disabled && (
          <button type="button" className="r-link" disabled={sending} onClick={() => picker.current?.click()}>
            <ImagePlus size={14} aria-hidden="true" />
            {t(sending ? 'articles.sending' : 'articles.put_picture')}
          </button>
        )}
        <input
          ref={picker}
          type="file"
          hidden
          accept="image/png,image/jpeg,image/webp"
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file) void put(file);
          }}
        />
      </span>
      <Input
        className="isetup-title"
        aria-label={t('articles.title_in', { language: name })}
        placeholder={t('articles.title')}
        maxLength={160}
        disabled={disabled}
        value={text.title}
        onChange={(event) => onChange({ ...text, title: event.target.value })}
      />
      <Input.TextArea
        className="isetup-markdown"
        aria-label={t('articles.body_in', { language: name })}
        placeholder={t('articles.body')}
        autoSize={{ minRows: 16, maxRows: 40 }}
        maxLength={60_000}
        disabled={disabled}
        value={text.body}
        onSelect={(event) => {
          caret.current = event.currentTarget.selectionStart;
        }}
        onChange={(event) => onChange({ ...text, body: event.target.value })}
      />
    </div>
  );
}
