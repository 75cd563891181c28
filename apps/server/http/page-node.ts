import type { JSX } from 'preact';

/** What a page is made of: a Preact node of any component. */
export type PageNode = JSX.Element;
