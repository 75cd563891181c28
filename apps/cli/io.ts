/** What a command may touch besides its arguments: two streams and a clock, handed in so that tests can hold them. */
export type Io = {
  out(text: string): void;
  err(text: string): void;
  now(): Date;
};

export const processIo: Io = {
  out: (text) => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
  err: (text) => void process.stderr.write(text.endsWith('\n') ? text : `${text}\n`),
  now: () => new Date(),
};
