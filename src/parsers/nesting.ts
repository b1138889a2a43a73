import { createRequire } from 'node:module';
import type * as Babel from '@babel/parser';
import { isBabelError, optionsFor, syntaxErrorOf } from './babel-options.js';
import { SourceSyntaxError } from './syntax-error.js';

/** Code of people and bundlers has a small part of these; a native parser needs several times as many before its stack is full. */
const MAX_OPENERS = 1500;
const MAX_OPERATORS = 3000;
const MAX_LENGTH = 48_000;

const require = createRequire(import.meta.url);

/**
 * Refuse a text whose nesting would fill the stack of a native parser, which takes the whole process with it and cannot be caught.
 * A parser in JavaScript runs out of stack earlier, and says so. It is asked only where the text has enough brackets to be
 * deep, wherever they stand: no string or comment can be mistaken for code by counting.
 * @throws SourceSyntaxError when the text is nested too deeply, or may be so behind the place where it stops making sense
 */
export function refuseDeepNesting(text: string, path: string): void {
  if (!mayBeDeep(text)) return;
  const { parse } = require('@babel/parser') as typeof Babel;
  const { plugins = [] } = optionsFor(path);
  // Which names the tree has does not matter.
  const options = { plugins: plugins.filter((plugin) => plugin[0] !== 'estree'), errorRecovery: true, attachComment: false };
  const fail = (sourceType: 'module' | 'commonjs'): SourceSyntaxError | undefined => {
    try {
      parse(text, { ...options, sourceType });
      return undefined;
    } catch (error) {
      if (error instanceof RangeError) return new SourceSyntaxError('nested too deeply to be parsed', 1, 1);
      if (isBabelError(error)) return syntaxErrorOf(error);
      throw error;
    }
  };
  const asModule = fail('module');
  if (asModule && fail('commonjs')) throw asModule;
}

function mayBeDeep(text: string): boolean {
  // Below this, there is no room for it.
  if (text.length < MAX_OPENERS) return false;
  if (text.length > MAX_LENGTH) return true;
  let openers = 0;
  let operators = 0;
  for (let index = 0; index < text.length; index += 1) {
    switch (text.charCodeAt(index)) {
      case 0x28: // (
      case 0x3c: // <
      case 0x5b: // [
      case 0x7b: // {
        openers += 1;
        break;
      case 0x3a: // :
      case 0x3d: // =
      case 0x3f: // ?
        operators += 1;
        break;
    }
  }
  return openers > MAX_OPENERS || operators > MAX_OPERATORS;
}
