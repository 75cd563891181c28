export { connectKeeper, type Keeper } from './client.ts';
export type { KeeperCode } from './codes.ts';
export { DEFAULT_LIMITS, type KeeperLimits } from './limits.ts';
export { type Input, type IssuingRequest, issuingRequest, type Operation, type Output } from './protocol.ts';
export { quarterAfter, quarterOf, quarterWindow } from './quarter.ts';
export { socketIn } from './serve.ts';
export { type RunningKeeper, startKeeper } from './start.ts';
export type { StartSettings } from './start-settings.ts';
export { readVaultSettings, type VaultSettings } from './vault/settings.ts';
