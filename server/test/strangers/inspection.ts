import { inspections, warehouse } from '@recoup/contract';
import type { Book } from './sample.ts';

const STEP = {
  key: 'power',
  area: 'power',
  title: { en: 'Power' },
  question: { en: 'Does it light?' },
  answers: [
    { key: 'yes', words: { en: 'Yes' }, tone: 'good' },
    { key: 'no', words: { en: 'No' }, tone: 'bad', functional: 'D' },
  ],
};
const RATES = {
  labor_per_hour: 1,
  restock_minutes: 1,
  open_box_minutes: 1,
  consumables_restock: 1,
  consumables_open_box: 1,
  marketplace_fee_percent: 1,
  outbound_freight: 1,
  storage_per_day_hundredths: 1,
  capital_percent_per_year: 1,
  days_to_sell: { restock: 1, open_box: 1, liquidate: 1 },
  chance_percent: { restock: 1, open_box_A: 1, open_box_B: 1, open_box_C: 1, open_box_D: 1 },
  resale_percent: { A: 1, B: 1, C: 1, D: 1 },
  lot_percent: 1,
  recycling_fee: 1,
  freight_to_buyer: 1,
};
const RULES = {
  restock_from: 'A',
  open_box_from: 'C',
  hygiene_opened: 'recycle',
  recalled: 'hold',
  lithium_damaged: 'recycle',
  unsafe: 'recycle',
  rejected: 'return_to_buyer',
  hold_skus: [],
};

export const inspectionBook: Book = {
  async make(door, { brand, parcel, unit, file }) {
    await door.owner.call(warehouse.close, { params: { id: parcel! }, body: {} });
    await door.drain();
    const sop = await door.owner.call(inspections.createSop, {
      body: {
        name: 'Lamps of the first',
        category: 'lamp',
        brand_id: brand!,
        steps: [STEP],
        usual_seconds: 60,
      } as never,
    });
    let run = await door.owner.call(inspections.start, { params: { id: unit! } });
    while (run.next) {
      const step = run.sop.steps.find(({ key }) => key === run.next)!;
      const body = { step: step.key, answer: step.answers[0]?.key ?? null, note: 'fine', file_ids: [file!] };
      run = await door.owner.call(inspections.answer, { params: { id: run.id }, body });
    }
    await door.owner.call(inspections.finish, { params: { id: run.id } });
    await door.drain();
    return { sop: sop.id, inspection: run.id };
  },
  samples: {
    post_sops: ({ brand }) => ({
      body: { name: 'Spy', category: 'lamp', brand_id: brand!, steps: [STEP], usual_seconds: 60 },
    }),
    post_sops_id_versions: ({ sop }) => ({ params: { id: sop! }, body: { steps: [STEP], usual_seconds: 60 } }),
    post_units_id_inspections: ({ unit }) => ({ params: { id: unit! } }),
    get_inspections_id: ({ inspection }) => ({ params: { id: inspection! } }),
    post_inspections_id_answers: ({ inspection, file }) => ({
      params: { id: inspection! },
      body: { step: 'power', answer: 'yes', file_ids: [file!] },
    }),
    post_inspections_id_finish: ({ inspection }) => ({ params: { id: inspection! } }),
    post_units_id_inspect: ({ unit }) => ({
      params: { id: unit! },
      body: { answers: [{ step: 'power', answer: 'yes' }] },
    }),
    post_units_id_acceptance: ({ unit }) => ({
      params: { id: unit! },
      body: { acceptance: 'rejected', reason: 'Spy' },
    }),
    get_units_id_ways: ({ unit }) => ({ params: { id: unit! } }),
    post_units_id_decision: ({ unit }) => ({ params: { id: unit! }, body: { disposition: 'recycle', reason: 'Spy' } }),
    get_recovery_rates: ({ brand, site }) => ({ query: { brand_id: brand!, site_id: site! } }),
    put_recovery_rates: ({ brand, site }) => ({
      body: { brand_id: brand!, site_id: site!, rates: RATES, rules: RULES },
    }),
  },
};
