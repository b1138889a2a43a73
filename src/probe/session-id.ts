import { randomInt, randomUUID } from 'node:crypto';

const UUID = /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/iu;

/** Below this length a random id of the same shape could be somebody's live session. */
const SHORTEST_TO_IMITATE = 16;

/**
 * An id that the server has never issued but could have: a server that tests the format first would otherwise reject
 * it for the wrong reason.
 * @param issued an id that the server did issue, if it issued one
 */
export function neverIssuedId(issued?: string): string {
  if (issued === undefined || issued.length < SHORTEST_TO_IMITATE || UUID.test(issued)) return randomUUID();
  // A fixed prefix (`mcp-session-…`) is part of the format; the second half is where the randomness lives.
  const half = Math.floor(issued.length / 2);
  const tail = issued.slice(half);
  const letters = /[g-z]/iu.test(tail) ? 26 : 6;
  const imitation = issued.slice(0, half) + [...tail].map((character) => similar(character, letters)).join('');
  return imitation === issued ? randomUUID() : imitation;
}

function similar(character: string, letters: number): string {
  if (/\d/u.test(character)) return String(randomInt(10));
  if (/[a-z]/u.test(character)) return String.fromCharCode(97 + randomInt(letters));
  if (/[A-Z]/u.test(character)) return String.fromCharCode(65 + randomInt(letters));
  return character;
}
