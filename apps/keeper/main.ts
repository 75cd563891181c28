import { isFault } from '@commonkey/words';
import { DEFAULT_LIMITS } from './limits.ts';
import { serveKeeper } from './serve.ts';
import { startSettings } from './start-settings.ts';

/**
 * The key process. Its settings come as one JSON argument, its first line on standard output says how the start went,
 * and it ends when whoever started it closes its standard input, however that came about.
 */
async function main(argument: string): Promise<void> {
  const settings = startSettings.parse(JSON.parse(argument));
  const limits = { ...DEFAULT_LIMITS, ...settings.limits };
  const keeper = await serveKeeper({ ...settings, limits, clock: () => new Date(), cleaning: true });
  const stop = () => void keeper.close().then(() => process.exit(0));
  process.stdin.on('end', stop).on('close', stop).resume();
  process.on('SIGTERM', stop);
  process.on('SIGINT', () => {});
  process.stdout.write('{"ready":true}\n');
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  process.stdout.write(
    `${JSON.stringify({ ready: false, code: isFault(error) ? error.code : 'keeper-failed' })}\n`,
  );
  process.exitCode = 1;
  process.stdin.destroy();
});
