/** V8 zeroes what it frees. Without it a freed string stays until something else is written over it. */
export const FORGETFUL_FLAGS: readonly string[] = ['--clear-free-memory'];

/**
 * glibc overwrites what is freed, and keeps no list of small pieces that it would pass over (mallopt(3), M_PERTURB;
 * "Memory Allocation Tunables" in its manual). Other C libraries do not read this.
 */
export const TUNABLES = 'glibc.malloc.perturb=165:glibc.malloc.tcache_count=0';

/** An environment with that added, which counts from the start of a process and never later. */
export function forgetfulEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { GLIBC_TUNABLES: given } = environment;
  return { ...environment, GLIBC_TUNABLES: given ? `${given}:${TUNABLES}` : TUNABLES };
}
