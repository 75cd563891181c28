import type { Process, Program } from '@commonkey/program';

/** What the city's own rule requires before it hands over what is not public: a court order, where the program says nothing. */
export const ownRule = ({ sharing }: Pick<Program, 'sharing'>): Process =>
  sharing?.handsOver?.after ?? 'court-order';
