import { describe, expect, it } from 'vitest';
import * as api from '../../src/api.js';
import { Failure } from '../../src/cli/failure.js';
import { type Parsing, tryFile } from './trial.js';

const trial = (text: string, engine: Partial<Parsing> = {}) => tryFile('pot.js', () => text, { ...api, ...engine });

describe('a file that is tried', () => {
  it('is repaired where a wrong server is put in', () => {
    expect(trial('brew();')).toMatchObject({ isRepaired: true, faults: [], reports: [] });
  });

  it('names its own reports', () => {
    const wrong = "app.get('/mcp', (req, res) => {\n  if (!sessions[req.headers['mcp-session-id']]) return res.sendStatus(400);\n  serve(req, res);\n});\n";
    expect(trial(wrong)).toMatchObject({ isRepaired: true, faults: [], reports: [2] });
  });

  it('is not understood where it does not parse, is no text, or is nested too deeply', () => {
    expect(trial('brew(').notUnderstood).toMatch(/^line 1: /u);
    const unreadable = tryFile('pot.js', () => { throw new Failure('not a text file'); }, api);
    expect(unreadable).toMatchObject({ notUnderstood: 'not a text file', faults: [] });
    const notes = ['line 1: the file is nested too deeply to follow; nothing is reported in it'];
    const deep = { analyse: () => ({ handlers: [], findings: [], notes }), migrate: (output: string) => ({ output, rewritten: [], left: [] }) };
    expect(trial('brew();', deep)).toMatchObject({ notUnderstood: 'nested too deeply to follow', faults: [], isRepaired: false });
  });

  it('gets no wrong server where it is a bundle', () => {
    expect(trial(`brew();//${'x'.repeat(1_000_000)}`)).toMatchObject({ isRepaired: false, faults: [] });
  });

  it('is a fault where something breaks', () => {
    const crash = { migrate: () => { throw new TypeError('kaput'); } };
    expect(trial('brew();', crash)).toMatchObject({ isRepaired: false, faults: [expect.stringContaining('kaput')] });
  });

  it('is a fault where the wrong server is missed', () => {
    const blind = { migrate: (output: string) => ({ output, rewritten: [], left: [] }) };
    expect(trial('brew();', blind)).toMatchObject({ isRepaired: false, faults: [expect.stringContaining('not found')] });
  });

  it('is a fault where another byte changes', () => {
    const clumsy = { migrate: (text: string, path: string) => ({ ...api.migrate(text, path), output: api.migrate(text, path).output.replace('brew()', 'brew( )') }) };
    expect(trial('brew();', clumsy)).toMatchObject({ isRepaired: false, faults: [expect.stringContaining('bytes outside')] });
  });

  it('is a fault where it changes without a report', () => {
    const sly = { migrate: (text: string, path: string) => ({ ...api.migrate(text, path), output: `${api.migrate(text, path).output};` }) };
    expect(trial('session();', sly).faults).toContain('changed without a report');
  });
});
