import { render } from 'preact';
import { App } from './app.tsx';
import type { City } from './city.ts';

/** Put in when the file is made. */
declare const CITY: City;

const root = document.getElementById('app');
if (root) render(<App city={CITY} />, root);
