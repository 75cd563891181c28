import { live } from './life.ts';
import { shutNetwork } from './no-network.ts';
import { pictureFault, redraw, warmUp } from './picture.ts';

shutNetwork();
await warmUp();
await live(async (document, { want }) => [await redraw(document, want)], pictureFault);
