/** Reads serial numbers and bar codes in a picture. The reader (WebAssembly) is loaded at the first use and served by us. */

export type Code = {
  text: string;
  /** QRCode, DataMatrix, Code128, Code39, EAN13, EAN8, UPCA, UPCE, ITF. */
  format: string;
  /** Its corners, 0 to 1 of the picture, for a frame around it. */
  corners: [number, number][];
};
/** All codes found, the largest first; turned and light on dark too. Empty when there is none. */
export declare function readCodes(picture: ImageBitmap | Blob | HTMLVideoElement | HTMLImageElement): Promise<Code[]>;
/** Loads the reader ahead of the first use. */
export declare function prepareCodes(): Promise<void>;
