export { type FileKind, MAX_BYTES, typeOfKey } from './kinds.ts';
export { readSheet, type Sheet, type SheetRow } from './sheet.ts';
export { signFile, verifyFile } from './sign.ts';
export { type ByteRange, openStorage, type Storage, type StorageConfig } from './storage.ts';
export { type TakenFile, takeUpload } from './take-upload.ts';
export { type Cell, writeCsv, writeXlsx } from './write-sheet.ts';
