/** Options of Node that open a debugger, or write what is in memory to a file or a terminal. */
const SHOWS = /^--(no-)?(inspect|debug|heapsnapshot|heap-prof|cpu-prof|report|trace-event|tls-keylog)/;

/**
 * An environment in which no option left over from somebody's debugging reaches a process that residents write to.
 * Every other option stays. What cannot be read as options is left whole, for Node to refuse.
 */
export function undebugged({ NODE_DEBUG: _, NODE_DEBUG_NATIVE: __, NODE_OPTIONS: asked, ...others }) {
  if (asked === undefined) return others;
  const kept = [];
  let dropping = false;
  // A word, in which a quoted part may hold blanks and a quote behind a backslash is one more letter.
  for (const [word] of asked.matchAll(/(?:"(?:\\.|[^"\\])*"|[^\s"])+/g)) {
    // Node takes underscores for dashes, and a value as a word of its own.
    if (/^"?-/.test(word)) dropping = SHOWS.test(word.replaceAll('"', '').replaceAll('_', '-'));
    if (!dropping) kept.push(word);
  }
  return { ...others, NODE_OPTIONS: kept.join(' ') };
}
