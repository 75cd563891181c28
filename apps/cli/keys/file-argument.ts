import { keysFault } from './codes.ts';

/** Splits `FILE [--flag …]`. Fault `keys-file-needed` where the file is missing. */
export function fileArgument([file, ...rest]: string[], command: string): { file: string; rest: string[] } {
  if (file === undefined || file.startsWith('-')) throw keysFault('keys-file-needed', { command });
  return { file, rest };
}
