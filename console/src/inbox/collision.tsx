/** Somebody wrote while somebody was writing. */
import type { Message } from '@recoup/contract';
import { useTranslation } from 'react-i18next';

/** Somebody wrote meanwhile: what, and that nothing was sent. The writer's text stays below. */
export function Collision(props: { words: string; came: readonly Message[]; onRead?: () => void }) {
  const { t } = useTranslation('inbox');
  return (
    <div className="inbox-collision" role="alert">
      <p>
        <b>{props.words}</b>
        {props.onRead && (
          <button type="button" className="r-link" onClick={props.onRead}>
            {t('came.read')}
          </button>
        )}
      </p>
      {props.came.slice(-3).map((each) => (
        <p key={each.id} className="inbox-came">
          <span className="r-medium">{each.author.name}</span> {each.text.slice(0, 280)}
        </p>
      ))}
    </div>
  );
}
