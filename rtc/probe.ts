/** Which relay is nearest, found by asking them. */

export type Region = { region: string; servers: RTCIceServer[] };
export type Probed = { region: string; milliseconds: number | null; failure: 'no_answer' | 'refused' | null };
/** Gathers a relay candidate from each region at once; the quickest first, those without an answer last. */
export declare function probeRegions(regions: Region[], limitMs?: number): Promise<Probed[]>;
/** The servers of all regions, the nearest first; probed once in a session of this browser. */
export declare function nearestFirst(regions: Region[]): Promise<RTCIceServer[]>;
/** For the self-test: does this relay give a candidate by this transport, and how quickly. */
export declare function tryRelay(server: RTCIceServer, limitMs?: number): Promise<Probed & { address: string | null }>;
