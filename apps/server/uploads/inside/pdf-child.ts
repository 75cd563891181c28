import { live } from './life.ts';
import { shutNetwork } from './no-network.ts';
import { openRasteriser, pdfFault } from './pdf.ts';
import { warmUp } from './picture.ts';

shutNetwork();
await warmUp();
const rasterise = await openRasteriser();
await live((document, { want }) => rasterise(document, want), pdfFault);
