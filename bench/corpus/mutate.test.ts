import { describe, expect, it } from 'vitest';
import { engineOf, findingAt, sampleOf, site } from './hand-made.js';
import { mutantsOf, mutate, mutationTotals } from './mutate.js';

const right = { case: 'already-404', verdict: 'ok', status: 404 } as const;
const mutantTexts = (text: string, at = site(1, right)) => mutantsOf(sampleOf(text, [at]), at).map((mutant) => mutant.text);

describe('the mutants of a site', () => {
  it('replace the literal, not a number in text or in a comment', () => {
    expect(mutantTexts(`/* 404 */ res.send('404', 404);`)).toEqual([
      `/* 404 */ res.send('404', 400);`,
      `/* 404 */ res.send('404', 401);`,
      `/* 404 */ res.send('404', 500);`,
    ]);
  });

  it.each([
    ['reply.code(HttpStatus.NOT_FOUND);', ['reply.code(HttpStatus.BAD_REQUEST);', 'reply.code(HttpStatus.UNAUTHORIZED);', 'reply.code(HttpStatus.INTERNAL_SERVER_ERROR);']],
    ['throw new NotFoundException();', ['throw new BadRequestException();', 'throw new UnauthorizedException();', 'throw new InternalServerErrorException();']],
    ['reply.notFound();', ['reply.badRequest();', 'reply.unauthorized();', 'reply.internalServerError();']],
  ])('replace a name where there is no literal: %s', (text, expected) => {
    expect(mutantTexts(text)).toEqual(expected);
  });

  it('stay inside the lines of the site', () => {
    const text = 'res.status(404);\r\nres.status(404);\r\nres.status(404);';
    expect(mutantTexts(text, site(2, right))[0]).toBe('res.status(404);\r\nres.status(400);\r\nres.status(404);');
  });

  it('are none where the lines hold no 404', () => {
    expect(mutantTexts('reject(res);')).toEqual([]);
  });
});

describe('mutation recall', () => {
  const text = 'a.status(404);\nb.status(404);\nreject(res);\nsse.status(404);';
  const sites = [site(1, right), site(2, right), site(3, right), site(4, { ...right, shape: 'legacy-sse' }), site(4, { verdict: 'ok', case: 'auth' })];
  const engine = engineOf((mutant) => ({ findings: /a\.status\((?:400|500)\)/u.test(mutant) ? [findingAt(mutant, 1)] : [] }));
  const mutations = mutate(sampleOf(text, sites), engine);

  it('tries each right answer with each wrong status', () => {
    expect(mutations.map(({ tried }) => tried.map(({ status, found }) => (found ? status : -status)))).toEqual([
      [400, -401, 500],
      [-400, -401, -500],
      [],
      [-400, -401, -500],
    ]);
  });

  it('leaves sites without a literal and sites apart out of the denominator', () => {
    expect(mutationTotals(mutations).map(({ key, value }) => `${key} ${value}`)).toEqual([
      'mutation: sites 2',
      'mutation: sites found with every status 0',
      'mutation: mutants 6',
      'mutation: mutants found 2',
      'mutation: crashes 0',
      'mutation: sites without a literal 1',
    ]);
  });

  it('leaves a site whose label is disputed out too', () => {
    const [mutation] = mutate(sampleOf(text, sites.slice(0, 1)), engine, { 'teapot@1.0.0 server.js:1': 'a race' });
    expect(mutation!.apart).toBe('disputed');
  });

  it('counts a crash as a miss', () => {
    const broken = engineOf(() => {
      throw new Error('boom');
    });
    const [mutation] = mutate(sampleOf(text, sites.slice(0, 1)), broken);
    expect(mutation!.tried.map(({ found, crash }) => [found, crash])).toEqual(Array(3).fill([false, 'Error: boom']));
  });
});
