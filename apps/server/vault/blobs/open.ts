import type { BlobsConfig } from '../../config/blobs.ts';
import type { Blobs } from './blobs.ts';
import { folderBlobs } from './folder.ts';
import { s3Blobs } from './s3.ts';

export const openBlobs = (config: BlobsConfig): Blobs =>
  config.kind === 'folder' ? folderBlobs(config.folder) : s3Blobs(config);
