import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Fields that a vector of transparency-dev/merkle may have; undecodable and absent values stand for no bytes. */
export type Vector = Partial<Record<'leafIdx' | 'treeSize' | 'size1' | 'size2', number>> &
  Partial<Record<'root' | 'leafHash' | 'root1' | 'root2', string>> & {
    proof: string[] | null;
    desc: string;
    wantErr: boolean;
  };

const vectors = process.env.COMMONKEY_VECTORS;

/** What to skip with where nobody has said where the vectors are. */
export const withoutVectors: string | false = vectors ? false : 'COMMONKEY_VECTORS is not set';

/** Every vector of a folder below `merkle`, by its path; none where the folder is not there. */
export function vectorsIn(name: string): [string, Vector][] {
  const folder = join(vectors ?? '', 'merkle', name);
  if (!vectors || !existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => [file, JSON.parse(readFileSync(join(folder, file), 'utf8')) as Vector]);
}
