import type { ClaimDetail } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import { type OrderFacts, orderForReturn } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { type EvidencePaper, evidencePackPdf } from '../../platform/paper/index.ts';
import { Refusal } from '../../platform/refusal.ts';
import { storageOf } from '../../uploads/index.ts';
import { moneyText } from '../disputes/evidence.ts';
import { readClaim } from './claims.read.ts';
import { pictureKeys } from './picture-keys.store.ts';

type Seen = { bytes: Buffer; fileId: string };

/**
 * Draws the papers of a claim as they would be now, in English, for the carrier's own form: the shipment with its scans,
 * what was found, the pictures with their marks and what proves each, the buyer's words, and the value. Nothing is kept.
 * Throws `claim.not_found`.
 */
export async function drawClaimPack(ctx: Ctx, id: string): Promise<{ bytes: Buffer; code: string }> {
  const { claim, order, brand, keys } = await inWorkspace(ctx, async (tx) => {
    const found = await readClaim(tx, ctx, id);
    return {
      claim: found,
      order: await orderForReturn(tx, ctx, found.order.id),
      brand: await brandOf(tx, found.brand.id),
      keys: await pictureKeys(
        tx,
        ctx,
        found.photos.map(({ file_id }) => file_id),
      ),
    };
  });
  const storage = await storageOf(ctx.config);
  const seen: Seen[] = [];
  for (const { id: fileId, key } of keys) {
    try {
      seen.push({ fileId, bytes: Buffer.from(await storage.get(key)) });
    } catch (error) {
      // What was swept from the store is left out; its line in the table of proofs stays.
      if (!(error instanceof Refusal)) throw error;
    }
  }
  const paper = layOut(claim, order, { timeZone: brand.timeZone, name: brand.name }, seen, ctx.now);
  return { bytes: await evidencePackPdf(paper), code: claim.code };
}

const KINDS = { damage: 'Damage in transit', loss: 'Loss', missing_contents: 'Missing contents' };

/** Lays out the papers of a claim. Pure. Times are in the brand's time zone. */
export function layOut(
  claim: ClaimDetail,
  order: OrderFacts,
  brand: { name: string; timeZone: string },
  seen: readonly Seen[],
  now: Date,
): EvidencePaper {
  const clock = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'long', timeZone: brand.timeZone });
  const at = (when: string | Date | null) => (when === null ? 'Not known' : clock.format(new Date(when)));
  const money = ({ amount, currency }: { amount: number; currency: string }) => moneyText(amount, currency);
  const fact = (label: string, value: string | null | undefined) => (value ? [{ label, value }] : []);
  const empty = { facts: [], table: null, paragraphs: [], pictures: [] };
  const to = order.address;
  const place = to
    ? [to.name, to.line1, to.line2, `${to.city}, ${to.region ?? ''} ${to.postal_code}`, to.country]
        .filter((part) => part && part.trim() !== '')
        .join('\n')
    : null;
  const inClaim = claim.verdict ? order.lines.filter(({ sku }) => sku === claim.verdict!.sku) : order.lines;
  const proofs = claim.photos.flatMap(({ still }) => (still ? [still] : []));
  const sections: EvidencePaper['sections'] = [
    {
      ...empty,
      title: 'The shipment',
      lead: 'How the goods were sent, where to, and the scans that are known.',
      facts: [
        ...fact('Carrier', claim.carrier),
        ...fact('Tracking number', claim.tracking),
        ...fact('Order', order.number),
        ...fact('Sent to', place),
      ],
      table: {
        head: ['Scan', 'When'],
        shares: [0.5, 0.5],
        rows: [
          ['Order placed', at(order.placed_at)],
          ['Handed to the carrier', at(claim.shipped_at)],
          ['Delivered', at(claim.delivered_at)],
        ],
      },
    },
    {
      ...empty,
      title: 'What was found',
      lead: 'What the claim is about, as it was looked at with the recipient.',
      facts: [
        ...fact('Claim', KINDS[claim.kind]),
        ...fact('Item', claim.verdict && `${claim.verdict.title} (${claim.verdict.sku})`),
        ...fact('Damage', claim.verdict?.defect),
      ],
      paragraphs: claim.note ? [{ meta: null, text: claim.note }] : [],
    },
    ...(seen.length > 0
      ? [
          {
            ...empty,
            title: 'Pictures',
            lead: 'Taken by the recipient or with them on a video call; marks were drawn by the agent.',
            pictures: seen.map(({ fileId, bytes }) => {
              const photo = claim.photos.find(({ file_id }) => file_id === fileId)!;
              const which = photo.still ? `Still ${photo.still.position} of call ${photo.still.call.code}` : 'Photo';
              return { bytes, caption: [which, photo.caption, at(photo.at)].filter(Boolean).join(' · ') };
            }),
          },
        ]
      : []),
    ...(proofs.length > 0
      ? [
          {
            ...empty,
            title: 'What proves the pictures',
            lead: 'Each still was hashed when it was captured and again as it was kept; the times are by the server’s clock.',
            table: {
              head: ['Still', 'Captured', 'Received', 'SHA-256 as captured, and as kept'],
              shares: [0.08, 0.22, 0.22, 0.48],
              rows: proofs.map((still) => [
                String(still.position),
                at(still.captured_at),
                at(still.received_at),
                [still.captured_sha256, still.kept_sha256].map(inHalves).join('\n'),
              ]),
            },
          },
        ]
      : []),
    ...(claim.said.length > 0
      ? [
          {
            ...empty,
            title: 'The recipient’s words',
            lead: 'What the recipient wrote to us about this order, in order.',
            paragraphs: claim.said.map(({ at: when, name, text }) => ({ meta: `${at(when)} · ${name}`, text })),
          },
        ]
      : []),
    {
      ...empty,
      title: 'Value',
      lead: 'What the goods were sold for after discount, without tax.',
      facts: [
        ...fact('Sold for', money(claim.value.goods)),
        ...fact('Covered without a declared value', claim.value.limit && money(claim.value.limit)),
        ...fact('Claimed', money(claim.claimed)),
      ],
      table: {
        head: ['Item', 'SKU', 'Quantity', 'Price each'],
        shares: [0.5, 0.24, 0.12, 0.14],
        rows: inClaim.map(({ title, sku, quantity, unit_price }) => [
          title,
          sku,
          String(quantity),
          moneyText(unit_price, order.currency),
        ]),
      },
    },
  ];
  return {
    title: 'Claim against the carrier',
    brand: brand.name,
    code: claim.code,
    language: 'en',
    created: now,
    facts: [
      ...fact('Shipper', brand.name),
      ...fact('Claim', claim.code),
      ...fact('Carrier’s number', claim.reference),
      ...fact('Carrier', claim.carrier),
      ...fact('Tracking number', claim.tracking),
      ...fact('Kind', KINDS[claim.kind]),
      ...fact('Amount', money(claim.claimed)),
      ...fact('File by', claim.file_by),
      ...fact('Recipient', order.customer.name),
    ],
    sections,
    words: {
      contents: 'In this pack',
      page: (n) => `Page ${n}`,
      made: `Made ${clock.format(now)} from the records of the order. Times are in the shipper's time zone.`,
    },
  };
}

/** A hash on two lines, so that it fits beside the rest. */
const inHalves = (hash: string) => `${hash.slice(0, 32)}\n${hash.slice(32)}`;
