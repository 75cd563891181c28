import { cover } from './cover.ts';
import { live } from './life.ts';
import { shutNetwork } from './no-network.ts';
import { pictureFault, redraw, warmUp } from './picture.ts';

shutNetwork();
await warmUp();
await live(
  async (document, { want, cover: parts }) => [
    parts === undefined ? await redraw(document, want) : await cover(document, parts),
  ],
  pictureFault,
);
