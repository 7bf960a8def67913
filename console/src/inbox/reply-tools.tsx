/** What can go along with an answer: files, macros, articles, more people; and in which language one writes. */
import { Button, Tooltip } from 'antd';
import { BookOpen, Paperclip, WandSparkles, Zap } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';

export function ReplyTools(props: {
  /** Notes take files alone. */
  reply: boolean;
  onFiles: (files: Iterable<File>) => void;
  onMacro: () => void;
  onArticle: () => void;
  onSuggest: () => void;
  /** null: no mail, or copies are named already. */
  onCc: (() => void) | null;
  /** Where two languages are in play: writing one's own, translated, or the buyer's straight away. */
  otherWay: { direct: boolean; mine: string; theirs: string } | null;
  onOtherWay: () => void;
}) {
  const { t } = useTranslation('inbox');
  const terms = useTerms();
  const input = useRef<HTMLInputElement>(null);
  const { otherWay } = props;
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          props.onFiles(event.target.files ?? []);
          event.target.value = '';
        }}
      />
      <Tool words={t('attach')} icon={<Paperclip size={16} />} onClick={() => input.current?.click()} />
      {props.reply && (
        <>
          <Tool words={t('macro.pick')} icon={<Zap size={16} />} onClick={props.onMacro} />
          <Tool words={t('copilot.suggest')} icon={<WandSparkles size={16} />} onClick={props.onSuggest} />
          <Tool words={t('article.pick')} icon={<BookOpen size={16} />} onClick={props.onArticle} />
          {props.onCc && (
            <button type="button" className="inbox-tool-word" onClick={props.onCc}>
              {t('mail.cc')}
            </button>
          )}
          {otherWay && (
            <button type="button" className="inbox-tool-word" onClick={props.onOtherWay}>
              {otherWay.direct
                ? t('write.in_mine', { language: terms.language(otherWay.mine) })
                : t('write.in_theirs', { language: terms.language(otherWay.theirs) })}
            </button>
          )}
        </>
      )}
    </>
  );
}

function Tool({ words, icon, onClick }: { words: string; icon: React.ReactNode; onClick: () => void }) {
  return (
    <Tooltip title={words}>
      <Button type="text" size="small" icon={icon} aria-label={words} onClick={onClick} />
    </Tooltip>
  );
}
