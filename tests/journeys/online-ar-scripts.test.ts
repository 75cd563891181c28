import { testCell } from './matrix/matrix.ts';

testCell({ language: 'ar', scripts: true });
