/** The ledger's name, as its checkpoints and their key carry it (C2SP signed-note: no blanks, no plus). */
export const logName = (issuer: string): string => `${issuer.replace(/^https?:\/\//, '')}/ledger`;
