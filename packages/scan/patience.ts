/** `frame`: one of many camera frames, give up early. `picture`: the only one there is, try everything. */
export type Patience = 'frame' | 'picture';
