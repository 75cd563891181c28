/**
 * The one error base. A fault carries a stable code and parameters; the sentence a person reads lives in a
 * catalogue under the same key (`fault.<code>`), so that no English travels through the code.
 */
export type FaultParams = Readonly<Record<string, string | number>>;

export class Fault<C extends string = string> extends Error {
  readonly code: C;
  readonly params: FaultParams;

  constructor(code: C, params: FaultParams = {}, options?: { cause?: unknown }) {
    super(code, options);
    this.name = 'Fault';
    this.code = code;
    this.params = params;
  }
}

export function isFault(error: unknown): error is Fault {
  return error instanceof Fault;
}
