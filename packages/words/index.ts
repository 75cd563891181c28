export { wordDay } from './day.ts';
export { Fault, type FaultParams, isFault } from './fault.ts';
export { type CatalogueFault, catalogueFaults } from './faults.ts';
export { byNativeName, completeLanguages, DRAFT, isDraft, nativeName, sentencesOf } from './languages.ts';
export { wordList } from './list.ts';
export { type Catalogue, type Catalogues, direction, type Speak, speaker } from './speaker.ts';
