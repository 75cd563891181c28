import type { Socket } from 'node:net';
import { LONGEST_LINE } from './protocol.ts';

/** Calls `take` with every whole line of the socket; a line past the limit ends the connection. */
export function eachLine(socket: Socket, take: (line: string) => void): void {
  let parts: string[] = [];
  let length = 0;
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    const pieces = chunk.split('\n');
    for (const [i, piece] of pieces.entries()) {
      if (i > 0) {
        take(parts.join(''));
        parts = [];
        length = 0;
      }
      parts.push(piece);
      length += piece.length;
      if (length > LONGEST_LINE) {
        socket.destroy();
        return;
      }
    }
  });
}
