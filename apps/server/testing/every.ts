/**
 * `npm run test:every` sets it; no setting of the program. The everyday run takes each promise once, on one server or in one
 * cell of a table; that command takes every server and every cell.
 */
export const EVERY = Boolean(process.env.CK_TEST_EVERY);

/** What a test says that waits for that command. */
export const LEFT_TO_EVERY = 'npm run test:every takes it';
