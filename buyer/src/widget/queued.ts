/** What was written and is not yet taken by the server. */
export type Queued = {
  client_id: string;
  conversation_id: string | null;
  text: string;
  /** The short answer that was tapped. */
  choice?: string;
  files: { id: string; name: string; type: string; url: string; thumb_url: string | null }[];
  at: string;
  failed?: string;
};
