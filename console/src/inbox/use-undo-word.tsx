/** A word after a move, with the way back beside it; the word goes when the way back is taken. */
import { App } from 'antd';
import { useTranslation } from 'react-i18next';

let last = 0;

export function useUndoWord() {
  const { t } = useTranslation('inbox');
  const { message } = App.useApp();
  return (words: string, undo: (() => unknown) | null) => {
    const key = `undo ${last++}`;
    void message.success({
      key,
      duration: undo ? 12 : 3,
      content: (
        <>
          {words}{' '}
          {undo && (
            <button
              type="button"
              className="r-link"
              onClick={() => {
                message.destroy(key);
                undo();
              }}
            >
              {t('undo')}
            </button>
          )}
        </>
      ),
    });
  };
}
