export { type AnswerCards, answerCardsPdf } from './answer-cards.ts';
export { labelPdf, labelZpl, type ReturnLabel } from './label.ts';
export { type PackingSlip, packingSlipPdf } from './packing-slip.ts';
export { GREY, Pen } from './pen.ts';
export { type BinLabel, binLabelPdf, binLabelZpl, type LpnLabel, lpnLabelPdf, lpnLabelZpl } from './unit-label.ts';
