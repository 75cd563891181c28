export { bringForward, isOldCopy } from './bring-forward.ts';
export { LOG_STATUS } from './errors.ts';
export { publishedTree } from './log-files.ts';
export { publicOpenings } from './openings.ts';
export { receiptOf } from './receipts.ts';
