/** Something that is there, or is not, against what the manifest says. Of files it is told how many, never their names: a stray file may be named after a person. */
export type Difference =
  | { kind: 'table-unknown' | 'table-missing'; table: string }
  | { kind: 'column-unknown' | 'column-missing' | 'column-other'; table: string; column: string }
  /** Beside the tables, and able to show or copy what is in them. */
  | { kind: 'way-unknown'; name: string }
  /** A trigger or function of ours that somebody took away: what it kept as it was nothing keeps now. */
  | { kind: 'way-missing'; name: string }
  | { kind: 'files-unknown'; count: number };
