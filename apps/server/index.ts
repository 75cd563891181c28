export { type Config, configure, ORIGINS, type OriginName } from './config/config.ts';
export { processEnv, readEnv } from './config/env.ts';
export type { Clock, Context, Random } from './context.ts';
