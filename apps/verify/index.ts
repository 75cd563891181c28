export { buildVerify, contentSecurityPolicy } from './build.ts';
