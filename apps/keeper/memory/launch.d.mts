export const FORGETFUL_FLAGS: readonly string[];
export function forgetfulEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv;
