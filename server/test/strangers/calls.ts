import { calls, claimsApi, diagnosisSheets, verdicts } from '@recoup/contract';
import { putStill } from '../../src/calls/testing/put-still.ts';
import type { Book, Sample, Things } from './sample.ts';

/** A call of ours to the buyer of the inbox's conversation; the endpoints of calls are asked about it. */
export const callsBook: Book = {
  async make(door, { conversation, brand, order, orderLine }) {
    const call = await door.owner.call(calls.start, { params: { id: conversation! }, body: {} });
    const query = { brand_id: brand!, name: 'Arrived damaged', from: 'arrived_damaged' };
    const { id: sheet } = await door.owner.call(diagnosisSheets.create, { body: query });
    await door.owner.call(diagnosisSheets.publish, { params: { id: sheet }, body: { version: 1 } });
    const still = await putStill(door.ctx(), call.id);
    const carrierVerdict = await door.owner.call(verdicts.give, {
      params: { id: order! },
      body: { order_line_id: orderLine!, verdict: 'carrier', reason: 'arrived-late' },
    });
    const { id: carrierClaim } = await door.owner.call(claimsApi.open, { body: { verdict_id: carrierVerdict.id } });
    return {
      carrierClaim,
      carrierVerdict: carrierVerdict.id,
      sheet,
      still,
      call: call.id,
      callPart: call.parts.find(({ kind }) => kind === 'buyer')!.id,
    };
  },
  samples: {
    post_calls_id_links: ofCall({ by: 'link' }),
    get_calls_id_links: ofCall(),
    post_calls_id_links_link_id_revoke: ({ call, callPart }) => ({ params: { id: call!, link_id: callPart! } }),
    post_conversations_id_call_links: ({ conversation }) => ({ params: { id: conversation! }, body: { by: 'link' } }),
    get_free_call_slots: ({ brand, call }) => ({ query: { brand_id: brand!, call_id: call! } }),
    post_conversations_id_call_slots: ({ conversation }) => ({
      params: { id: conversation! },
      body: { starts_at: '2026-11-17T18:00:00Z' },
    }),
    post_calls_id_slot: ofCall({ starts_at: '2026-11-17T18:00:00Z' }),
    post_calls_id_slot_cancel: ofCall(),
    get_calls: ({ brand, conversation, order, agent }) => ({
      query: { brand_id: brand!, conversation_id: conversation!, order_id: order!, staff_id: agent! },
    }),
    get_calls_counts: ({ brand }) => ({
      query: {
        brand_id: brand!,
        day_ends: '2026-11-18T08:00:00Z',
        week_ends: '2026-11-25T08:00:00Z',
        since: '2026-11-10T08:00:00Z',
      },
    }),
    get_calls_now: ({ brand }) => ({ query: { brand_id: brand! } }),
    get_calls_id: ofCall(),
    post_conversations_id_calls: ({ conversation }) => ({ params: { id: conversation! }, body: {} }),
    post_calls_id_answer: ofCall(),
    post_calls_id_pass: ofCall(),
    post_calls_id_join: ofCall({ mode: 'listens' }),
    post_calls_id_leave: ofCall(),
    post_calls_id_bring_in: ({ call, agent }) => ({
      params: { id: call! },
      body: { staff_id: agent!, kind: 'supervisor' },
    }),
    post_calls_id_admit: ({ call, callPart }) => ({ params: { id: call! }, body: { part_id: callPart!, yes: false } }),
    post_calls_id_wrap_up: ofCall({ note: 'spy' }),
    post_calls_id_end: ofCall({ because: 'dropped' }),
    get_claims: ({ brand, order }) => ({ query: { brand_id: brand!, order_id: order! } }),
    get_claims_counts: ({ brand }) => ({ query: { brand_id: brand! } }),
    get_claims_possible: ({ carrierVerdict }) => ({ query: { verdict_id: carrierVerdict! } }),
    get_claims_id: ofClaim(),
    post_claims: ({ order }) => ({ body: { order_id: order!, kind: 'damage' } }),
    post_claims_id_change: ofClaim({ note: 'spy' }),
    post_claims_id_file: ofClaim({ reference: 'spy' }),
    post_claims_id_pay: ofClaim({ amount: 1 }),
    post_claims_id_end: ofClaim({ as: 'dropped', reason: 'spy' }),
    get_claims_id_pack_pdf: ofClaim(),
    get_claim_rules: () => ({}),
    get_verdicts: ({ brand, order, orderLine, return: back, call }) => ({
      query: { brand_id: brand!, order_id: order!, order_line_id: orderLine!, return_id: back!, call_id: call! },
    }),
    post_orders_id_verdicts: ({ order, orderLine }) => ({
      params: { id: order! },
      body: { order_line_id: orderLine!, verdict: 'factory', reason: 'damaged-or-defective' },
    }),
    get_orders_id_defects: ({ order, orderLine }) => ({ params: { id: order! }, query: { order_line_id: orderLine! } }),
    put_calls_id_verdict: ({ call, order, orderLine }) => ({
      params: { id: call! },
      body: { order_id: order!, order_line_id: orderLine!, verdict: 'carrier', reason: 'damaged-or-defective' },
    }),
    get_diagnosis_sheets: ({ brand }) => ({ query: { brand_id: brand! } }),
    get_diagnosis_sheets_starting: ({ brand }) => ({ query: { brand_id: brand! } }),
    post_diagnosis_sheets: ({ brand }) => ({ body: { brand_id: brand!, name: 'Spy' } }),
    get_diagnosis_sheets_id: ofSheet(),
    put_diagnosis_sheets_id_draft: ofSheet({ version: 2, name: 'Spy', for: {}, steps: [] }),
    delete_diagnosis_sheets_id_draft: ofSheet(),
    post_diagnosis_sheets_id_publish: ofSheet({ version: 2 }),
    get_diagnosis_sheets_id_versions: ofSheet(),
    post_diagnosis_sheets_id_restore: ofSheet({ version: 1 }),
    post_diagnosis_sheets_id_archive: ofSheet({ archived: true }),
    get_calls_id_diagnosis: ofCall(),
    post_calls_id_diagnosis: ({ call, sheet }) => ({ params: { id: call! }, body: { sheet_id: sheet! } }),
    post_calls_id_diagnosis_diagnosis_id_answers: ({ call, sheet }) => ({
      params: { id: call!, diagnosis_id: sheet! },
      body: { step: 'box', answer: 'gone' },
    }),
    get_calls_id_offers: ofCall(),
    post_calls_id_offers: ofOffer(),
    post_calls_id_offers_preview: ofOffer(),
    post_calls_id_offers_offer_id_withdraw: ({ call, sheet }) => ({ params: { id: call!, offer_id: sheet! } }),
    get_calls_id_summary: ofCall(),
    put_calls_id_summary: ofCall({ to_buyer: 'spy' }),
    post_calls_id_summary_send: ofCall(),
    get_calls_id_stills: ofCall(),
    get_calls_id_codes: ofCall(),
    post_calls_id_stills: ({ call }) => ({
      params: { id: call! },
      type: 'multipart/form-data; boundary=edge',
      body: [
        ['client_id', 'still-of-a-spy'],
        ['captured_at', '2026-11-10T18:00:00Z'],
        ['sent_at', '2026-11-10T18:00:01Z'],
        ['sha256', 'ab'.repeat(32)],
        ['source', 'photo'],
        ['file"; filename="a.jpg', 'no picture'],
      ]
        .map(([name, value]) => `--edge\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
        .join('')
        .concat('--edge--\r\n'),
    }),
    patch_calls_id_stills_still: ofStill({ caption: 'spy' }),
    post_calls_id_stills_still_remove: ofStill({ because: 'to spy' }),
    get_calls_id_stills_still_proof: ofStill(),
    post_calls_id_codes: ofCall({ text: 'LH-1' }),
    post_calls_id_erase: ofCall({ what: 'all', because: 'to spy' }),
    get_calls_id_recording: ofCall(),
    post_calls_id_recording_ask: ofCall({ version: 'x' }),
    post_calls_id_recording_answer: ofCall({ answer: 'no', version: 'x' }),
    post_calls_id_recordings: ofCall({
      client_id: 'recorder-1',
      type: 'video/webm',
      began_at: '2026-11-10T18:00:00Z',
      sent_at: '2026-11-10T18:00:00Z',
    }),
    post_call_recordings_id_chunks_n: ({ call }) => ({
      params: { id: call!, n: '0' },
      query: {
        sha256: 'ab'.repeat(32),
        from: '2026-11-10T18:00:00Z',
        to: '2026-11-10T18:00:02Z',
        sent_at: '2026-11-10T18:00:02Z',
      },
      body: 'bytes',
      type: 'application/octet-stream',
    }),
    post_call_recordings_id_finish: ofCall({
      chunks: 1,
      ended_at: '2026-11-10T18:00:02Z',
      sent_at: '2026-11-10T18:00:02Z',
    }),
    post_call_recordings_id_watch: ofCall({}),
    post_call_recordings_id_erase: ofCall({ because: 'to spy' }),
    post_calls_id_samples: ofLine(),
    post_calls_id_failures: ofCall({ reason: 'ice_failed' }),
    get_calls_id_ice: ofCall(),
    get_calls_id_quality: ofCall(),
    get_call_figures: ({ brand }) => ({
      query: { brand_id: brand!, from: '2026-11-01', to: '2026-11-30', by: 'country' },
    }),
    get_call_settings: ({ brand }) => ({ query: { brand_id: brand! } }),
    put_call_settings: ({ brand }) => ({
      query: { brand_id: brand! },
      body: {
        enabled: false,
        entries: [],
        calendar_id: null,
        rings: 'all',
        ring_seconds: 20,
        most_wait_seconds: 120,
        wrap_up_seconds: 60,
        most_minutes: 60,
        call_back: true,
        slots: { enabled: true, minutes: 15, days_ahead: 7, lead_minutes: 30, at_once: 1, remind_minutes: [15] },
        recording: { enabled: false, keep_days: 90 },
        stills_keep_days: null,
        ask_csat: true,
        sfu: 'mesh',
      },
    }),
  },
};

/** An offer on the call, of goods of the order. */
function ofOffer(): (things: Things) => Sample {
  return ({ call, otherOrder, otherOrderLine }) => ({
    params: { id: call! },
    body: {
      order_id: otherOrder!,
      remedy: 'refund',
      lines: [{ order_line_id: otherOrderLine!, quantity: 1, reason: 'changed-my-mind' }],
    },
  });
}
function ofSheet(body?: object): (things: Things) => Sample {
  return ({ sheet }) => ({ params: { id: sheet! }, ...(body ? { body } : {}) });
}

/** What a browser measured in the call. */
function ofLine(): (things: Things) => Sample {
  const unknown = ['loss_out', 'width', 'height', 'fps', 'relayed', 'local', 'remote', 'protocol', 'region'];
  return ({ call, callPart }) => ({
    params: { id: call! },
    body: {
      sent_at: '2026-11-10T18:00:02Z',
      samples: [
        {
          at: '2026-11-10T18:00:00Z',
          part_id: callPart!,
          ...{ rtt: 40, jitter: 3, loss_in: 0, freeze: 0, kbps_in: 900, kbps_out: 90, step: 3 },
          ...Object.fromEntries(unknown.map((field) => [field, null])),
        },
      ],
    },
  });
}

/** A sample on the call. */
function ofCall(body?: object): (things: Things) => Sample {
  return ({ call }) => ({ params: { id: call! }, ...(body ? { body } : {}) });
}

/** A sample on the claim. */
function ofClaim(body?: object): (things: Things) => Sample {
  return ({ carrierClaim }) => ({ params: { id: carrierClaim! }, ...(body ? { body } : {}) });
}

/** A sample on a still of the call. */
function ofStill(body?: object): (things: Things) => Sample {
  return ({ call, still }) => ({ params: { id: call!, still: still! }, ...(body ? { body } : {}) });
}
