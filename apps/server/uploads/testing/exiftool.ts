import { spawnSync } from 'node:child_process';

export const hasExiftool = spawnSync('exiftool', ['-ver']).status === 0;

/** The groups of everything that exiftool finds in a picture, its own remarks and the file's apart. */
export function exifGroups(picture: Uint8Array): string[] {
  const { stdout } = spawnSync('exiftool', ['-j', '-G0', '-a', '-u', '-'], { input: picture });
  const [found]: Record<string, unknown>[] = JSON.parse(String(stdout));
  const groups = Object.keys(found ?? {}).flatMap((key) =>
    key.includes(':') ? [key.split(':')[0] ?? ''] : [],
  );
  return [...new Set(groups)].filter((group) => !['ExifTool', 'Composite'].includes(group)).sort();
}
