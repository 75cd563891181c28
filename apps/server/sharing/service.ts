export type { SharingCode } from './errors.ts';
export { requireRegistered, unregistered } from './in-use.ts';
export { overdueFlows } from './overdue.ts';
