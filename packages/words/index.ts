export { Fault, type FaultParams, isFault } from './fault.ts';
export {
  type Catalogue,
  type CatalogueFault,
  type Catalogues,
  catalogueFaults,
  direction,
  type Speak,
  speaker,
} from './speaker.ts';
