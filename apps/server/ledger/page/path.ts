export const LEDGER_PATH = '/ledger';
/** Characters of a receipt that are looked at. The longest that a log can give has some six thousand. */
export const LONGEST_RECEIPT = 65_536;
