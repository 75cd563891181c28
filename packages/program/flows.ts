/** Ways out of the city's own rooms. Each of them that is configured needs an entry of its own. */
export const FLOW_KINDS = [
  'library-pool',
  'transit-blanks',
  'post',
  'mail',
  'text',
  'blob-store',
  'database',
  'witness',
  'vendor',
  'agency',
] as const;

/** What may go out at all. Closed, and nothing in it is a name, a picture, a birth date, a paper or what one is. */
export const FLOW_FIELDS = [
  'numbers-of-nobody',
  'serials-of-blanks',
  'counts',
  'addressed-envelope',
  'mail-address',
  'telephone-number',
  'that-there-is-news',
  'sealed-bytes',
  'rows-without-names',
  'ledger-checkpoint',
] as const;

/** What each way can carry; an entry that claims more describes something that this software does not do. */
export const FIELDS_OF: Readonly<Record<FlowKind, readonly FlowField[]>> = {
  'library-pool': ['numbers-of-nobody', 'counts'],
  'transit-blanks': ['serials-of-blanks', 'counts'],
  post: ['addressed-envelope'],
  mail: ['mail-address', 'that-there-is-news'],
  text: ['telephone-number', 'that-there-is-news'],
  'blob-store': ['sealed-bytes'],
  database: ['sealed-bytes', 'rows-without-names', 'counts'],
  witness: ['ledger-checkpoint'],
  vendor: ['counts', 'sealed-bytes'],
  agency: ['counts'],
};
/** They go over the network to one host, which is named. */
export const HOSTED: readonly FlowKind[] = ['mail', 'text', 'blob-store', 'database', 'witness'];

/** Bodies that carry or keep something of people’s for the city: they are told of a legal hold. */
export const KEEPS_FOR_CITY: readonly FlowKind[] = ['mail', 'text', 'blob-store', 'database', 'vendor'];

/** An office at the recipient's, never somebody. */
export const CONTACT_ROLES = [
  'privacy-office',
  'records-office',
  'legal-department',
  'security-desk',
  'operations-desk',
  'account-office',
] as const;

/** What the city requires before it hands over what is not public. */
export const PROCESSES = ['court-order', 'administrative-demand'] as const;

export type FlowKind = (typeof FLOW_KINDS)[number];
export type FlowField = (typeof FLOW_FIELDS)[number];
export type Process = (typeof PROCESSES)[number];
