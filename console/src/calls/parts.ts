/**
 * What the call's screen hands to the parts beside the picture. The screen draws head, tabs and frame; each part fills the
 * pane's width (352 to 446 px), scrolls by itself, and brings its own keys through useKeys (C F B S and 1 to 3 are the
 * verdict's and the remedies'). Found by name:
 * - settle/settle-pane.tsx `SettlePane`: who is responsible, what we do, the sentence the buyer will read, the button.
 * - sheets/sheet-pane.tsx `SheetPane`: the diagnosis sheet being walked.
 * - settle/summary-part.tsx `SummaryPart`: after the call, what both sides get to read.
 */
import type { CallDetail, CallStill } from '@recoup/contract';

export type CallPaneProps = {
  call: CallDetail;
  /** In the order they were taken. */
  stills: readonly CallStill[];
  /** The one shown large, or drawn on; null while the live picture is. */
  selectedStill: string | null;
  onPickStill: (id: string) => void;
};
