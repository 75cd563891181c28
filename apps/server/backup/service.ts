export { lastBackup } from './made.ts';
export { deletedRows } from './outside/deleted.ts';
export { receiptsToCome } from './outside/receipted.ts';
