/** Every code this package answers with. */
export type VaultCode =
  | 'record-unopenable'
  | 'box-unopenable'
  | 'key-unopenable'
  | 'shares-wrong'
  | 'bundle-malformed'
  | 'vault-input-invalid';
