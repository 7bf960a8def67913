/** Questions about the box itself: whose it is, and whether it is empty. */
import { useTranslation } from 'react-i18next';
import { Answers } from '../../ui/station/answers.tsx';
import type { Of, QuestionProps } from './box-question.tsx';
import { missingIn } from './kept.ts';

export function WhoseQuestion({ question, match, letGo }: Of<'whose'>) {
  const { t } = useTranslation('warehouse');
  return (
    <>
      <p className="r-station-over">
        {t('receive.whose.sold', { order: question.order, customer: question.customer })}
      </p>
      <h1>{t('receive.whose.title', { code: question.return.code })}</h1>
      <Answers
        size="small"
        answers={[
          {
            key: '1',
            word: t('receive.whose.yes'),
            note: t('receive.whose.yes_note'),
            command: 'CMD-YES',
            run: () => match(question.return.id),
          },
          { key: '2', word: t('receive.whose.no'), note: t('receive.whose.no_note'), command: 'CMD-NO', run: letGo },
        ]}
      />
    </>
  );
}

export function ShortQuestion({ box, close, letGo }: QuestionProps) {
  const { t } = useTranslation('warehouse');
  const missing = missingIn(box);
  return (
    <>
      <h1>{t('receive.short.title')}</h1>
      <ul className="warehouse-missing">
        {missing.map((each) => (
          <li key={each.title}>
            <span>≠ {each.title}</span>
            <b>{t('receive.short.times', { n: each.quantity })}</b>
          </li>
        ))}
      </ul>
      <p className="warehouse-lead">{t('receive.short.normal')}</p>
      <Answers
        size="small"
        answers={[
          {
            key: '1',
            word: t('receive.short.yes'),
            note: t('receive.short.yes_note'),
            command: 'CMD-EMPTY',
            run: () => close(null),
          },
          { key: '2', word: t('receive.short.no'), note: t('receive.short.no_note'), command: 'CMD-NO', run: letGo },
        ]}
      />
    </>
  );
}

export function NextQuestion({ box, question, close, letGo }: Of<'next'>) {
  const { t } = useTranslation('warehouse');
  const missing = missingIn(box);
  return (
    <>
      <p className="r-mono warehouse-code">{question.code}</p>
      <h1>{t('receive.next.title')}</h1>
      <p className="warehouse-lead">
        {t('receive.next.note', { code: box.parcel.return?.code ?? box.parcel.code })}
        {missing.length > 0 &&
          ` ${t('receive.next.missing', { count: missing.reduce((sum, { quantity }) => sum + quantity, 0) })}`}
      </p>
      <Answers
        size="small"
        answers={[
          {
            key: '1',
            word: t('receive.next.yes'),
            note: t('receive.next.yes_note'),
            command: 'CMD-EMPTY',
            run: () => close(question.code),
          },
          { key: '2', word: t('receive.next.no'), note: t('receive.next.no_note'), command: 'CMD-NO', run: letGo },
        ]}
      />
    </>
  );
}
