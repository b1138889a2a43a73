import { describe, expect, it } from 'vitest';
import { analyse, parse } from '../../src/api.js';
import { seed } from './seed.js';

const seeded = (text: string, path: string) => {
  const parts = seed(text, path, parse(text, path));
  return { ...parts, text: parts.before + parts.server + parts.after };
};
/** The text's length decides which server comes and where. */
const padded = (text: string) => Array.from({ length: 6 }, (_, index) => `${text}/*${'x'.repeat(index)}*/`);

describe('a wrong server in a text', () => {
  const all = padded('brew();\n').map((text) => seeded(text, 'pot.js'));

  it('is each of the three, at the start and at the end', () => {
    expect(new Set(all.map(({ plan, after }) => `${plan} ${after === '' ? 'end' : 'start'}`)).size).toBe(6);
  });

  it('is what is reported, in the line that it says', () => {
    for (const { text, plan, line } of all) {
      expect(analyse(text, 'pot.js').findings.map((finding) => [finding.plan.kind, finding.line])).toEqual([[plan, line]]);
    }
  });

  it('leaves the text around it as it is', () => {
    for (const [index, text] of padded('brew();\n').entries()) expect(all[index]!.text.replace(all[index]!.server, '').trimEnd()).toBe(text);
  });

  it('is exported from a module, and ends its lines as the text does', () => {
    for (const text of padded('\uFEFFimport pot from "pot";\r\n')) {
      const { server, line } = seeded(text, 'pot.mjs');
      expect(server).toMatch(/^export function/u);
      expect(server.replaceAll('\r\n', '')).not.toContain('\n');
      expect(analyse(seeded(text, 'pot.mjs').text, 'pot.mjs').findings.map((finding) => finding.line)).toEqual([line]);
    }
  });

  it('comes after a byte order mark and a hashbang, and never before a directive', () => {
    for (const text of padded('\uFEFF#!/usr/bin/env node\nbrew();')) expect(seeded(text, 'pot.js').text).toMatch(/^\uFEFF#!\/usr\/bin\/env node\n/u);
    for (const text of padded("'use strict';\nbrew();")) expect(seeded(text, 'pot.js').text).toMatch(/^'use strict';\n/u);
  });

  it('is heard in a file that has silenced the linter', () => {
    for (const text of padded('/* eslint-disable */\nbrew();\n')) {
      const { text: whole, line } = seeded(text, 'pot.js');
      expect(analyse(whole, 'pot.js').findings.map((finding) => finding.line)).toEqual([line]);
    }
  });
});
