/** A word that no decoder, table or profile contains by itself. */
export const MARKER = 'MARKERMARISOL';
