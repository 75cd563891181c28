/** Every code that the sharing register can answer with. */
export type SharingCode = 'flow-not-registered';
