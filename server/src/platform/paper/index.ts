export { type AnswerCards, answerCardsPdf } from './answer-cards.ts';
export { type EvidencePaper, evidencePackPdf, type PaperSection } from './evidence-pack.ts';
export { labelPdf, labelZpl, type ReturnLabel } from './label.ts';
export { type OutSlip, outSlipPdf } from './out-slip.ts';
export { type PackingSlip, packingSlipPdf } from './packing-slip.ts';
export { GREY, Pen } from './pen.ts';
export { type Receipt, receiptPdf } from './receipt.ts';
export { type BinLabel, binLabelPdf, binLabelZpl, type LpnLabel, lpnLabelPdf, lpnLabelZpl } from './unit-label.ts';
export { paperWords } from './words.ts';
