/** Milliseconds that clocks may differ before dates and list ages stop meaning anything. */
export const tolerance = 10 * 60 * 1000;
