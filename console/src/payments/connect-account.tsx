/** Connects a brand to Stripe, or changes the key of an account that is. A key is tried before it is kept, and never shown again. */
import { type PaymentAccount, paymentsApi } from '@recoup/contract';
import { Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { Field, Fields } from '../ui/field.tsx';

/** How Stripe's keys begin. */
const KEY_LOOKS = 'rk_live_…';
const SECRET_LOOKS = 'whsec_…';

export function ConnectAccount({ account, done }: { account: PaymentAccount | null; done: () => void }) {
  const { t } = useTranslation('payments');
  const { me } = useSession();
  const [brand, setBrand] = useState(account?.brand.id ?? me.brands[0]?.id ?? '');
  const [name, setName] = useState(account?.name ?? 'Stripe');
  const [key, setKey] = useState('');
  const [secret, setSecret] = useState('');
  const connect = useMove(paymentsApi.connect, { onDone: done });
  const change = useMove(paymentsApi.change, { onDone: done });
  const move = account ? change : connect;
  const go = () => {
    const more = secret.trim() ? { webhook_secret: secret.trim() } : {};
    if (account)
      void change.run({
        params: { id: account.id },
        body: { name, ...(key.trim() ? { secret_key: key.trim() } : {}), ...more },
      });
    else void connect.run({ body: { brand_id: brand, name, secret_key: key.trim(), ...more } });
  };
  const ofField = ['name', 'secret_key', 'webhook_secret'].some((field) => move.problem?.fieldWords(field));
  return (
    <Modal
      open
      title={t(account ? 'connect.change' : 'connect.title')}
      okText={t(account ? 'connect.save' : 'connect.go')}
      cancelText={t('ask.cancel')}
      onOk={go}
      onCancel={done}
      confirmLoading={move.busy}
      okButtonProps={{ disabled: !name.trim() || (!account && (!key.trim() || !brand)) }}
      destroyOnHidden
    >
      <Fields>
        {!account && (
          <Field label={t('connect.brand')} name="brand_id" problem={move.problem}>
            <Select
              value={brand}
              onChange={setBrand}
              options={me.brands.map((one) => ({ value: one.id, label: one.name }))}
            />
          </Field>
        )}
        <Field label={t('connect.name')} help={t('connect.name_help')} name="name" problem={move.problem}>
          <Input value={name} onChange={(event) => setName(event.target.value)} maxLength={80} />
        </Field>
        <Field
          label={t('connect.key')}
          help={t(account ? 'connect.key_keep' : 'connect.key_help')}
          name="secret_key"
          optional={account !== null}
          problem={move.problem}
          error={move.problem && !ofField ? move.problem.words : undefined}
        >
          <Input.Password
            value={key}
            onChange={(event) => setKey(event.target.value)}
            placeholder={KEY_LOOKS}
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
        <Field
          label={t('connect.secret')}
          help={t('connect.secret_help')}
          name="webhook_secret"
          optional
          problem={move.problem}
        >
          <Input.Password
            value={secret}
            onChange={(event) => setSecret(event.target.value)}
            placeholder={SECRET_LOOKS}
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
      </Fields>
    </Modal>
  );
}
