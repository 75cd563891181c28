import { testCell } from './matrix/matrix.ts';

testCell({ language: 'en', scripts: false });
