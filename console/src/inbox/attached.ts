/** A remedy that goes along with the next reply: picked in the side pane, done when the reply is sent. */
export type Attached = {
  /** `Send: crisper plate, $6.80`. */
  what: string;
  /** The send button's words: `Send and ship the part`. */
  verb: string;
  /** Nothing it needs is missing. */
  ready: boolean;
  act: () => Promise<{ code: string } | { refused: string }>;
  drop: () => void;
};
