/** The questions between two parcels. */
import { useTranslation } from 'react-i18next';
import { useSession } from '../../app/session.tsx';
import { useTerms } from '../../terms/terms.ts';
import { Answers } from '../../ui/station/answers.tsx';
import type { Choice } from './open-scan.ts';

export type Arrival = { return_id?: string; order_id?: string; brand_id?: string; tracking?: string };

/** How many answers a question at the door has. */
export function answersOf(choice: Choice, brands: number): number {
  if (choice.ask === 'brand') return Math.min(brands, 7) + 1;
  return choice.ask === 'return_of' ? Math.min(choice.returns.length, 6) + 2 : 2;
}

type Props = {
  choice: Choice;
  arrive: (arrival: Arrival) => void;
  ask: (choice: Choice | null) => void;
};

export function DoorQuestion({ choice, arrive, ask }: Props) {
  const { t } = useTranslation('warehouse');
  const terms = useTerms();
  const { me } = useSession();
  const back = {
    word: t('receive.back'),
    note: t('receive.back_note'),
    command: 'CMD-NO',
    run: () => ask(null),
  };
  const tracked = (tracking: string | null) => (tracking ? { tracking: tracking.slice(0, 80) } : {});
  const blind = (tracking: string | null) =>
    me.brands.length > 1 ? ask({ ask: 'brand', tracking }) : arrive(tracked(tracking));

  if (choice.ask === 'blind') {
    return (
      <>
        {choice.tracking && <p className="r-mono warehouse-code">{choice.tracking}</p>}
        <h1>{choice.tracking ? t('receive.door.unknown') : t('receive.door.blind')}</h1>
        <p className="warehouse-lead">{t('receive.door.blind_note')}</p>
        <Answers
          answers={[
            {
              key: '1',
              word: t('receive.door.blind_yes'),
              note: t('receive.door.blind_yes_note'),
              command: 'CMD-YES',
              run: () => blind(choice.tracking),
            },
            { ...back, key: '2' },
          ]}
        />
      </>
    );
  }
  if (choice.ask === 'brand') {
    const brands = me.brands.slice(0, 7);
    return (
      <>
        <h1>{t('receive.door.brand')}</h1>
        <p className="warehouse-lead">{t('receive.door.brand_note')}</p>
        <Answers
          answers={[
            ...brands.map((brand, at) => ({
              key: String(at + 1),
              word: brand.name,
              command: `CMD-${at + 1}`,
              run: () => arrive({ brand_id: brand.id, ...tracked(choice.tracking) }),
            })),
            {
              key: String(brands.length + 1),
              word: t('receive.door.no_brand'),
              command: `CMD-${brands.length + 1}`,
              run: () => arrive(tracked(choice.tracking)),
            },
          ]}
        />
      </>
    );
  }
  if (choice.ask === 'not_expected') {
    const { order_id } = choice;
    return (
      <>
        <p className="r-mono warehouse-code">{choice.code}</p>
        <h1>{t('receive.door.not_expected', { stage: terms.stage(choice.stage) })}</h1>
        <p className="warehouse-lead">{t('receive.door.not_expected_note')}</p>
        <Answers
          answers={[
            {
              key: '1',
              word: t('receive.door.blind_yes'),
              note: t('receive.door.order_yes_note'),
              command: 'CMD-YES',
              run: () => arrive(order_id ? { order_id } : {}),
            },
            { ...back, key: '2' },
          ]}
        />
      </>
    );
  }
  const { order } = choice;
  const returns = choice.returns.slice(0, 6);
  return (
    <>
      <p className="r-station-over">{t('receive.door.order_of', { number: order.number, customer: order.customer })}</p>
      <h1>{returns.length > 0 ? t('receive.door.which') : t('receive.door.no_return')}</h1>
      <Answers
        answers={[
          ...returns.map((each, at) => ({
            key: String(at + 1),
            word: each.code,
            note: `${each.title}, ${terms.stage(each.stage)}`,
            command: `CMD-${at + 1}`,
            run: () => arrive({ return_id: each.id }),
          })),
          {
            key: String(returns.length + 1),
            word: t('receive.door.none_of_these'),
            note: t('receive.door.order_yes_note'),
            command: `CMD-${returns.length + 1}`,
            run: () => arrive({ order_id: order.id }),
          },
          { ...back, key: String(returns.length + 2) },
        ]}
      />
    </>
  );
}
