export { lastBackup } from './made.ts';
export { deletedRows } from './outside/deleted.ts';
