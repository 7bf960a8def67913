/** How long bonus and codes of a brand are good. What a buyer paid is good as the law of their state says, or longer. */
import { accounts, type CreditSettings, creditSettingsApi } from '@recoup/contract';
import { InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useScope } from '../app/session.tsx';
import { Field, Fields } from '../ui/field.tsx';
import { MoneyInput } from '../ui/money-input.tsx';

export function Months({ done }: { done: () => void }) {
  const { t } = useTranslation('credits');
  const scope = useScope();
  const brands = useApi(accounts.brands).data?.rows ?? [];
  const [picked, setPicked] = useState<string>();
  const brand = brands.find(({ id }) => id === (picked ?? scope.brand_id)) ?? brands[0];
  const kept = useApi(
    creditSettingsApi.settings,
    { query: { brand_id: brand?.id ?? '' } },
    { on: brand !== undefined },
  ).data;
  const [change, setChange] = useState<Partial<CreditSettings>>({});
  const save = useMove(creditSettingsApi.changeSettings, { onDone: done });
  const now = kept && { ...kept, ...change };
  return (
    <Modal
      open
      title={t('months.title')}
      okText={t('months.go')}
      cancelText={t('cancel')}
      onOk={() => now && brand && void save.run({ query: { brand_id: brand.id }, body: now })}
      onCancel={done}
      confirmLoading={save.busy}
      destroyOnHidden
    >
      <Fields>
        {brands.length > 1 && (
          <Field label={t('fact.brand')}>
            <Select
              value={brand?.id}
              onChange={(id: string) => {
                setPicked(id);
                setChange({});
              }}
              options={brands.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Field>
        )}
        <Field label={t('months.bonus')} help={t('months.bonus_help')} name="bonus_months" problem={save.problem}>
          <InputNumber
            min={1}
            max={240}
            precision={0}
            value={now?.bonus_months ?? null}
            onChange={(value) => setChange({ ...change, bonus_months: value })}
            suffix={t('months.unit')}
          />
        </Field>
        <Field label={t('months.discount')} name="discount_months" problem={save.problem}>
          <InputNumber
            min={1}
            max={60}
            precision={0}
            value={now?.discount_months ?? null}
            onChange={(value) => setChange({ ...change, discount_months: value ?? 6 })}
            suffix={t('months.unit')}
          />
        </Field>
        <Field
          label={t('months.minimum')}
          optional
          name="discount_minimum"
          problem={save.problem}
          error={save.problem && !save.problem.fieldWords('discount_minimum') ? save.problem.words : undefined}
        >
          <MoneyInput
            value={now?.discount_minimum ?? null}
            currency={brand?.currency ?? 'USD'}
            onChange={(value) => setChange({ ...change, discount_minimum: value })}
          />
        </Field>
      </Fields>
    </Modal>
  );
}
