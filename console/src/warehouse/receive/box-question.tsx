/** The questions of an open box: one at a time, two answers, each with its key and its code. */
import { Input } from 'antd';
import { Info } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Picture } from '../../goods/picture.tsx';
import { Answers } from '../../ui/station/answers.tsx';
import type { Counting, Question } from './answer-scan.ts';
import { NextQuestion, ShortQuestion, WhoseQuestion } from './closing-questions.tsx';
import type { Box } from './kept.ts';

export type QuestionProps = {
  box: Box;
  question: Question;
  count: (counting: Counting, code: string | null) => void;
  ask: (question: Question | null) => void;
  close: (next: string | null) => void;
  match: (returnId: string) => void;
  letGo: () => void;
};

export function BoxQuestion(props: QuestionProps) {
  switch (props.question.ask) {
    case 'foreign':
      return <ForeignQuestion {...props} question={props.question} />;
    case 'surplus':
      return <SurplusQuestion {...props} question={props.question} />;
    case 'serial':
      return <SerialQuestion {...props} question={props.question} />;
    case 'unknown':
      return <UnknownQuestion {...props} question={props.question} />;
    case 'name':
      return <NameQuestion {...props} question={props.question} />;
    case 'whose':
      return <WhoseQuestion {...props} question={props.question} />;
    case 'short':
      return <ShortQuestion {...props} />;
    case 'next':
      return <NextQuestion {...props} question={props.question} />;
  }
}

export type Of<K extends Question['ask']> = QuestionProps & { question: Extract<Question, { ask: K }> };

function ForeignQuestion({ question, count, letGo }: Of<'foreign'>) {
  const { t } = useTranslation('warehouse');
  const { came, counting, expected } = question;
  return (
    <>
      <h1>{t('receive.foreign.title')}</h1>
      <div className="warehouse-two">
        <div className="warehouse-thing is-bad">
          <span className="r-t-bad">{t('receive.foreign.scanned')}</span>
          <div>
            <span className="warehouse-line-photo">
              <Picture src={came.photo} icon={30} />
            </span>
            <span>
              <b>{came.title}</b>
              <span className="r-mono">{came.code}</span>
              {came.sold && <span className="r-station-over">{t('receive.foreign.sold', came.sold)}</span>}
            </span>
          </div>
        </div>
        {expected && (
          <div className="warehouse-thing">
            <span>{t('receive.foreign.expected')}</span>
            <div>
              <span className="warehouse-line-photo">
                <Picture src={expected.photo_url} icon={30} />
              </span>
              <span>
                <b>{expected.title}</b>
                <span className="r-mono">{expected.serials[0] ?? expected.sku}</span>
              </span>
            </div>
          </div>
        )}
      </div>
      <Answers
        size="small"
        answers={[
          {
            key: '1',
            word: t('receive.foreign.yes'),
            note: t('receive.foreign.yes_note'),
            command: 'CMD-YES',
            run: () => count(counting, came.code),
          },
          {
            key: '2',
            word: t('receive.foreign.no'),
            note: t('receive.foreign.no_note'),
            command: 'CMD-NO',
            run: letGo,
          },
        ]}
      />
      <p className="warehouse-info">
        <Info size={18} aria-hidden="true" /> {t('receive.foreign.info')}
      </p>
    </>
  );
}

function SurplusQuestion({ question, count, letGo }: Of<'surplus'>) {
  const { t } = useTranslation('warehouse');
  const { line, counting } = question;
  return (
    <>
      <p className="r-station-over">{line.title}</p>
      <h1>{t('receive.surplus.title', { count: line.counted })}</h1>
      <Answers
        size="small"
        answers={[
          {
            key: '1',
            word: t('receive.surplus.yes'),
            note: t('receive.surplus.yes_note'),
            command: 'CMD-YES',
            run: () => count(counting, counting.serial ?? null),
          },
          {
            key: '2',
            word: t('receive.surplus.no'),
            note: t('receive.surplus.no_note'),
            command: 'CMD-NO',
            run: letGo,
          },
        ]}
      />
    </>
  );
}

function SerialQuestion({ question, count, letGo }: Of<'serial'>) {
  const { t } = useTranslation('warehouse');
  const { line } = question;
  return (
    <>
      <p className="r-station-over">{line.title}</p>
      <h1>{t('receive.serial.title')}</h1>
      <p className="warehouse-lead">
        {line.serials[0] ? t('receive.serial.should_be', { serial: line.serials[0] }) : t('receive.serial.not_known')}
      </p>
      <Answers
        size="small"
        answers={[
          {
            key: '1',
            word: t('receive.serial.none'),
            note: t('receive.serial.none_note'),
            command: 'CMD-NO-SERIAL',
            run: () => count({ return_line_id: line.return_line_id, name: line.title }, null),
          },
          { key: '2', word: t('receive.back'), note: t('receive.back_note'), command: 'CMD-NO', run: letGo },
        ]}
      />
    </>
  );
}

function UnknownQuestion({ question, count, ask, letGo }: Of<'unknown'>) {
  const { t } = useTranslation('warehouse');
  const { line, code } = question;
  return (
    <>
      <p className="r-mono warehouse-code">{code}</p>
      <h1>{t('receive.unknown.title')}</h1>
      <Answers
        size="small"
        answers={[
          {
            key: '1',
            word: t('receive.unknown.serial'),
            note: t('receive.unknown.serial_note', { title: line.title }),
            command: 'CMD-YES',
            run: () => count({ return_line_id: line.return_line_id, serial: code, name: line.title }, code),
          },
          {
            key: '2',
            word: t('receive.unlisted.word'),
            note: t('receive.unlisted.note'),
            command: 'CMD-OTHER',
            run: () => ask({ ask: 'name', code }),
          },
          { key: '3', word: t('receive.back'), note: t('receive.back_note'), command: 'CMD-NO', run: letGo },
        ]}
      />
    </>
  );
}

function NameQuestion({ question, count, letGo }: Of<'name'>) {
  const { t } = useTranslation('warehouse');
  const [title, setTitle] = useState('');
  const { code } = question;
  // A trade number is the same on every such thing; any other code on it is its own.
  const isTrade = code !== null && /^\d{8,14}$/.test(code);
  const named = [title.trim(), isTrade ? code : ''].filter(Boolean).join(' ');
  const counting = {
    ...(named ? { title: named } : {}),
    ...(code && !isTrade ? { serial: code } : {}),
    name: named || (code ?? t('receive.what.unnamed')),
  };
  return (
    <>
      {code && <p className="r-mono warehouse-code">{code}</p>}
      <h1>{t('receive.what.title')}</h1>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          count(counting, code);
        }}
      >
        <Input
          size="large"
          className="warehouse-field"
          value={title}
          placeholder={t('receive.what.placeholder')}
          aria-label={t('receive.what.title')}
          maxLength={200}
          onChange={(event) => setTitle(event.target.value)}
        />
      </form>
      <Answers
        size="small"
        answers={[
          {
            key: '1',
            word: t('receive.what.count'),
            note: t('receive.what.count_note'),
            command: 'CMD-YES',
            run: () => count(counting, code),
          },
          { key: '2', word: t('receive.back'), note: t('receive.back_note'), command: 'CMD-NO', run: letGo },
        ]}
      />
    </>
  );
}
