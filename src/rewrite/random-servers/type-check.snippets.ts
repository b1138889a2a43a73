/** Type-checks many small servers at once, before and after a migration. */
import ts from 'typescript';

/** What the code of a generated server may use without importing it, and the packages that it imports. */
const WORLD = `
interface Session { id: string; owner: string; events: string[]; isClosed: boolean; handleRequest(request: any, response?: any): any }
declare const sessions: Map<string, Session>;
declare const db: { read(id: unknown): Promise<Session | undefined>; isUp(): boolean };
declare const vault: { getOrThrow(id: unknown): Promise<Session> };
declare function hasToken(): boolean;
declare function isWellFormed(): boolean;
declare function userOf(request: any): string;
declare function count(): void;
declare function release(): void;
declare function flush(): Promise<void>;
declare module 'express' { const express: () => any; export default express }
declare module 'fastify' { const fastify: () => any; export default fastify }
declare module 'hono' { export const Hono: new () => any }
declare module 'hono/http-exception' { export class HTTPException extends Error { constructor(status: number, options?: { message?: string }); status: number } }
declare module 'node:http' { export function createServer(handler: (request: any, response: any) => unknown): { listen(port: number): unknown } }
`;

const OPTIONS: ts.CompilerOptions = {
  strict: true, noImplicitAny: false, noEmit: true, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'], types: [],
};

type Files = Readonly<Record<string, string>>;

/** For each pair, the errors of the second version that the first one does not have. */
export function newErrors(pairs: readonly (readonly [before: Files, after: Files])[]): string[][] {
  const texts = new Map([['/world.d.ts', WORLD]]);
  for (const [index, versions] of pairs.entries()) {
    for (const [version, files] of versions.entries()) for (const [path, text] of Object.entries(files)) texts.set(`/${index}/${version}/${path}`, text);
  }
  const host = ts.createCompilerHost(OPTIONS);
  const fromDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (path, target) => (texts.has(path) ? ts.createSourceFile(path, texts.get(path)!, target) : fromDisk(path, target));
  host.resolveModuleNameLiterals = (literals, from) =>
    literals.map(({ text }) => {
      const path = text.startsWith('.') ? from.replace(/[^/]*$/u, `${text.slice(2).replace(/\.js$/u, '')}.ts`) : '';
      return { resolvedModule: texts.has(path) ? { resolvedFileName: path, extension: ts.Extension.Ts } : undefined };
    });
  const errors = new Map<string, string[]>();
  for (const { file, code, messageText } of ts.getPreEmitDiagnostics(ts.createProgram([...texts.keys()], OPTIONS, host))) {
    const [, index, version, path] = /^\/(\d+)\/([01])\/(.*)$/u.exec(file?.fileName ?? '') ?? [];
    if (index === undefined) throw new Error(`${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
    const text = `${path} TS${code} ${ts.flattenDiagnosticMessageText(messageText, ' ').replaceAll(/\/\d+\/[01]\//gu, '')}`;
    errors.set(`${index}/${version}`, [...(errors.get(`${index}/${version}`) ?? []), text]);
  }
  return pairs.map((_, index) => {
    const known = [...(errors.get(`${index}/0`) ?? [])];
    return (errors.get(`${index}/1`) ?? []).filter((one) => {
      const at = known.indexOf(one);
      if (at !== -1) known.splice(at, 1);
      return at === -1;
    });
  });
}
