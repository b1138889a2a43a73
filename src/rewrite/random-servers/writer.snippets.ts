/** Writes the text of a random server, line by line. */
import type { Choices } from './choices.snippets.js';
import type { Declaration } from './files.snippets.js';

export class Writer {
  readonly declarations: Declaration[] = [];
  /** Statements of the server's file behind its handlers. */
  readonly rest: string[] = [];

  constructor(readonly c: Choices) {}

  get isTyped(): boolean {
    return this.c.modules.language === 'ts';
  }

  /** Handlers give what they answer, instead of sending it. */
  get returns(): boolean {
    return this.c.framework === 'web' || this.c.framework === 'hono';
  }

  /** Must the session be waited for? */
  get isAsync(): boolean {
    const { first, second, isAsync, find, throws } = this.c;
    const isChained = [first, second].some((one) => one && ['promise', 'then', 'named', 'arrow', 'catchNext'].includes(one.place));
    return isAsync || isChained || find === 'read' || find === 'vault' || Object.values(throws).includes('rejected');
  }

  /** Text that only TypeScript has. */
  type(annotation: string): string {
    return this.isTyped ? annotation : '';
  }

  /** A declaration of the module level, once. @returns a reference to it */
  declare(name: string, unit: Declaration['unit'], lines: readonly string[]): string {
    if (!this.declarations.some((one) => one.name === name)) this.declarations.push({ name, unit, lines });
    return `«${name}»`;
  }

  in(lines: readonly string[]): string[] {
    return lines.map((line) => (line === '' ? line : this.c.unit + line));
  }

  block(head: string, lines: readonly string[], end = '}'): string[] {
    return [`${head} {`, ...this.in(lines), end];
  }

  /** A branch; short ones in several layouts. */
  when(test: string, lines: readonly string[]): string[] {
    const { layout } = this.c;
    if (lines.length === 1 && layout === 1) return [`if (${test}) ${lines[0]!}`];
    if (lines.length === 1 && layout === 2) return [`if (${test})`, this.c.unit + lines[0]!];
    if (layout === 3 && !lines.some((line) => line.includes('//') || line.endsWith('{'))) return [`if (${test}) { ${lines.join(' ')} }`];
    return this.block(`if (${test})`, lines);
  }

  /** A case of a switch, in braces where it declares names. */
  arm(label: string, lines: readonly string[]): string[] {
    return lines.some((line) => line.startsWith('const ')) ? this.block(label, lines) : [label, ...this.in(lines)];
  }
}
