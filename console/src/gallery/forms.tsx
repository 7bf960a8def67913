import { Checkbox, DatePicker, Input, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import { Field, Fields, PasswordInput } from '../ui/field.tsx';
import { FileDrop } from '../ui/file-drop.tsx';
import { MoneyInput } from '../ui/money-input.tsx';
import { PhotoGrid } from '../ui/photo.tsx';
import { SentenceFilter } from '../ui/sentence-filter.tsx';
import { ErrorState } from '../ui/states.tsx';
import { carton, fryer, lamp, useSay, vacuum } from './samples.ts';

export function Forms() {
  const say = useSay();
  const [amount, setAmount] = useState<number | null>(2000);
  const [site, setSite] = useState<string | undefined>('la');
  const [asked, setAsked] = useState<string | undefined>();
  return (
    <div className="r-gallery-grid">
      <SentenceFilter
        sentence={say(
          'Returns of {product} at {site}{and}, soonest answer first.',
          '{site}的{product}退货{and}，按时限排序。',
        )}
        words={{
          product: {
            any: say('any product', '任何商品'),
            value: undefined,
            choices: [{ value: 'r7', label: 'Sweep R7' }],
            onChange: () => undefined,
          },
          site: {
            any: say('all sites', '全部仓库'),
            value: site,
            choices: [
              { value: 'la', label: say('Los Angeles', '洛杉矶') },
              { value: 'dal', label: say('Dallas', '达拉斯') },
            ],
            onChange: setSite,
          },
        }}
        clauses={[
          {
            key: 'asked',
            name: say('asked since', '申请日期'),
            phrase: say(' and asked since {asked}', '，{asked}起申请'),
            word: { value: asked, typed: 'date', any: say('any day', '不限'), onChange: setAsked },
          },
        ]}
      />
      <div style={{ maxWidth: 640 }}>
        <Fields columns={2}>
          <Field label={say('Name', '名称')} help={say('As buyers read it.', '买家看到的名称。')}>
            <Input defaultValue="Lumora" />
          </Field>
          <Field label={say('Reason', '原因')} optional>
            <Select
              style={{ width: '100%' }}
              options={[{ value: 'a', label: say('Damaged or defective', '损坏或故障') }]}
              defaultValue="a"
            />
          </Field>
          <Field
            label={say('Keep-it amount', '保留商品退还金额')}
            error={say('More than was paid: $18.00 is left.', '超过已付金额，还剩 $18.00。')}
          >
            <MoneyInput value={amount} currency="USD" onChange={setAmount} width="100%" />
          </Field>
          <Field
            label={say('Password', '密码')}
            aside={
              <button type="button" className="r-link">
                {say('Forgot it', '忘记密码')}
              </button>
            }
          >
            <PasswordInput defaultValue="lumora" />
          </Field>
          <Field label={say('Window, days', '退货期（天）')}>
            <InputNumber defaultValue={45} style={{ width: '100%' }} />
          </Field>
          <Field label={say('From', '起始日')}>
            <DatePicker style={{ width: '100%' }} />
          </Field>
          <Checkbox defaultChecked>{say('Original packaging needed', '需要原包装')}</Checkbox>
          <Radio.Group
            defaultValue="a"
            options={[
              { value: 'a', label: say('Fixed', '固定') },
              { value: 'b', label: say('Percent', '百分比') },
            ]}
          />
        </Fields>
      </div>
      <div style={{ maxWidth: 480 }}>
        <FileDrop
          accept="image/*"
          maxBytes={15_000_000}
          multiple
          note={say('Photos up to 15 MB.', '图片不超过 15 MB。')}
          send={async (_, progress) => {
            for (let share = 0; share < 1; share += 0.1) {
              progress(share);
              await new Promise((done) => setTimeout(done, 300));
            }
          }}
        />
      </div>
      <PhotoGrid
        pictures={[vacuum, lamp, fryer, carton].map((url, at) => ({
          id: String(at),
          url,
          caption: say('Left wheel stalls', '左轮卡住'),
          note: say('Inspection, 7:24 AM', '检测，07:24'),
        }))}
      />
      <ErrorState requestId="01981b2a-0000-7000-8000-000000000001" onRetry={() => undefined} />
    </div>
  );
}
