/** Files people upload, and the signed addresses they are read by. */
import type { Module } from '../platform/module.ts';
import { blankJob } from './keep-picture.ts';
import { deleteFiles, sweepFiles } from './sweep-files.ts';
import { routes, takeOneOf } from './uploads.routes.ts';

export { byteRange } from './byte-range.ts';
export { keepPaper, keepRawMail } from './keep-file.ts';
export { blankPictures, dropStored, keepStored, type StoredPicture, storeDrawn, storePicture } from './keep-picture.ts';
export { type FileKind, kindOfType } from './kind-of-type.ts';
export { oneFileOf } from './one-file.ts';
export { fileUrl, fileUrlOr, type KeptPicture, photoOf } from './pictures.ts';
export { storageOf } from './storage-of.ts';
export { deleteFiles } from './sweep-files.ts';
export { takeFile } from './take-file.ts';
export { type FileRow, giveFilesToOrder } from './uploads.store.ts';
export { useFiles } from './use-files.ts';
export { takeOneOf };

export const uploads: Module = { name: 'uploads', routes, jobs: [sweepFiles, deleteFiles, blankJob] };
