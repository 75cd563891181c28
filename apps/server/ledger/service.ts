export { bringForward, isOldCopy } from './bring-forward.ts';
export { claimDatabase, isOfAnother } from './claim.ts';
export { LOG_STATUS } from './errors.ts';
export { logKey } from './key.ts';
export { openLogFiles, publishedTree } from './log-files.ts';
export { statementOpenings, statusListOpenings } from './openings.ts';
export { receiptOf } from './receipts.ts';
export { ledgerStands, type Stands } from './stands.ts';
