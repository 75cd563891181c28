export { buildVerify, contentSecurityPolicy, type VerifyBuild } from './build.ts';
