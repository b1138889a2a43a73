/** The catching clauses of random servers. */
import { answerLines, type Exit, statusText } from './answers.snippets.js';
import type { Catching } from './choices.snippets.js';
import { ownClass, sharedClass } from './throws.snippets.js';
import type { Writer } from './writer.snippets.js';

export interface Clause {
  readonly lines: readonly string[];
  /** What it calls the error; undefined when it does not look at it. */
  readonly binding: string | undefined;
}

/** @param isLast nobody takes what it throws */
export function clauseOf(w: Writer, own: Catching, isLast: boolean): Clause {
  const e = own.name;
  const { returns } = w;
  const code = own.annotation !== 'any' ? w.type(' as any') : '';
  const field = code === '' ? e : `(${e}${code})`;
  const exit: Exit = returns ? 'value' : own.exit;
  const early: Exit = returns ? 'value' : own.exit === 'none' ? 'then' : own.exit;
  const flat: Exit = returns ? 'value' : 'none';
  const answer = (status: string, text: string, ending: Exit = exit): string[] => answerLines(w, own.form, status, text, ending);
  const internal = statusText(w, own.status);
  const failed = answer(internal, 'Internal error');
  const log = `console.error('failed', ${e});`;
  const input = (): string => `${e} instanceof ${ownClass(w, 'input')}`;
  const blind = (lines: readonly string[] = failed): Clause => ({ lines, binding: undefined });
  const using = (...lines: readonly (string | readonly string[])[]): Clause => ({ lines: lines.flat(), binding: e });
  switch (own.clause) {
    case 'log':
      return using(log, failed);
    case 'wrapped':
      return returns ? blind() : blind([`console.error('failed');`, ...w.when('!response.headersSent', answer(internal, 'Internal error', 'none'))]);
    case 'sentBefore':
      return returns ? blind() : blind([...w.when('response.headersSent', ['return;']), ...failed]);
    case 'before':
      return blind(['release();', ...failed]);
    case 'after':
      return returns ? blind() : blind([...answer(internal, 'Internal error', 'none'), 'release();']);
    case 'awaited':
      return using('await flush();', failed);
    case 'ladder':
      return using(`if (${input()}) {`, w.in(answer('400', 'Bad input', flat)), '} else {', w.in(answer(internal, 'Internal error', flat)), '}');
    case 'ladderReturn':
      return using(w.when(input(), answer('400', 'Bad input', early)), log, failed);
    case 'rungs':
      return using(
        `if (${input()}) {`, w.in(answer('400', 'Bad input', flat)), `} else if (${e} instanceof ${ownClass(w, 'owner')}) {`, w.in(answer('403', 'Not yours', flat)), '} else {', w.in([log]),
        w.in(answer(internal, 'Internal error', flat)), '}',
      );
    case 'ladderParent':
      return using(w.when(`${e} instanceof ${sharedClass(w)}`, answer('503', 'Try later', early)), failed);
    case 'ladderDead':
      // What is thrown out of sight is not of the project's class.
      if (w.c.find === 'vault') return blind();
      return using(w.when(`${e} instanceof ${ownClass(w, 'dead')}`, answer('410', 'Start again', early)), failed);
    case 'switch':
      return using(w.block(`switch (${field}.code)`, [
        ...w.arm(`case 'BAD_INPUT':`, returns ? answer('400', 'Bad input') : [...answer('400', 'Bad input', 'none'), 'break;']),
        ...w.arm('default:', [log, ...answer(internal, 'Internal error', flat)]),
      ]));
    case 'ternary':
      return using(`const status = ${input()} ? 400 : ${internal};`, answer('status', 'Failed'));
    case 'letStatus':
      return using(`let status = ${internal};`, w.when(`${field}.code === 'BAD_INPUT'`, ['status = 400;']), answer('status', 'Failed'));
    case 'ofError':
      return using(answer(`${field}.status ?? 500`, 'Failed'));
    case 'message':
      return using(`const message = ${e} instanceof Error ? ${e}.message : String(${e});`, answer(internal, '`${message}`'));
    case 'retried':
      return returns ? blind() : blind(['try {', ...w.in(answer(internal, 'Internal error', 'none')), '} catch {', ...w.in(['count();']), '}']);
    case 'rethrow':
      return isLast ? using(w.when(input(), [`throw ${e};`]), failed) : using(log, failed);
    case 'notError':
      return isLast ? using(w.when(`!(${e} instanceof Error)`, [`throw ${e};`]), failed) : using(log, failed);
    case 'byMessage':
      return using(w.when(`${field}.message === 'Malformed request'`, answer('400', 'Bad input', early)), failed);
    case 'byClass':
      return using(w.when(`${field}.constructor !== Error`, answer('503', 'Try later', early)), failed);
    case 'variables':
      return using(`const reason = String(${e});`, `console.error(reason);`, failed);
    case 'apart':
      return using('count();', log, 'release();', failed);
    case 'onlyCode':
      return using(w.when(`${field}.code === 'BAD_INPUT' || ${field}.code === 'STORE_DOWN'`, answer('503', 'Try later', early)), failed);
    case 'block':
      return blind(['{', ...w.in(failed), '}']);
    case 'comments':
      return using('// whatever it was', log, '/* the client need not know */', failed);
    case 'delegated': {
      const reply = { express: 'response', node: 'response', fastify: 'response', web: 'request', hono: 'c' }[w.c.framework];
      const any = w.type(': any');
      const answerer = w.declare('answerError', 'replies', w.block(`function answerError(problem${any}, ${reply}${any})`, [
        ...w.when(`problem.code === 'BAD_INPUT'`, answerLines(w, own.form, '400', 'Bad input', returns ? 'value' : 'then')),
        ...answerLines(w, own.form, '500', 'Internal error', returns ? 'value' : 'none'),
      ]));
      const call = `${answerer}(${e}, ${reply});`;
      return using(exit === 'value' ? `return ${call}` : call, exit === 'then' ? 'return;' : []);
    }
    case 'elseLine':
      return using(w.block(`if (${input()})`, answer('400', 'Bad input', flat)), w.block('else', [log, ...answer(internal, 'Internal error', flat)]));
    case 'braceless': {
      const [bad, last] = [answer('400', 'Bad input', flat), answer(internal, 'Internal error', flat)];
      return bad.length + last.length > 2 ? blind() : using(`if (${input()})`, w.in(bad), 'else', w.in(last));
    }
    case 'fallThrough':
      return using(w.block(`switch (${field}.code)`, [
        `case 'ID_MISSING':`, ...w.arm(`case 'BAD_INPUT':`, [...answer('400', 'Bad input', flat), ...(returns ? [] : ['break;'])]),
        `case 'STORE_DOWN':`, ...w.arm('default:', answer(internal, 'Internal error', flat)),
      ]));
    case 'defaultFirst':
      return using(w.block(`switch (${field}.code)`, [
        ...w.arm('default:', [...answer(internal, 'Internal error', flat), ...(returns ? [] : ['break;'])]),
        ...w.arm(`case 'BAD_INPUT':`, answer('400', 'Bad input', flat)),
      ]));
    case 'either':
      return blind([...w.block('if (db.isUp())', answer(internal, 'Internal error', flat)), ...w.block('else', answer('503', 'Try later', flat))]);
    case 'tall':
      return blind([...(returns ? [] : ['// one line would do']), ...failed.flatMap((line) => line.replace(/^(.*\()(\{.*\})(\).*)$/u, `$1\n${w.c.unit}// for the client\n${w.c.unit}$2,\n$3`).split('\n'))]);
    case 'destructured':
      return { lines: answer(internal, '`${message}`'), binding: '{ message }' };
    case 'renamed':
      return using(`const problem = ${e};`, `console.error(String(problem));`, failed);
    default:
      return blind();
  }
}
