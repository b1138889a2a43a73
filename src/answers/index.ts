/** Every idiom, asked in this order. A new framework is a new file here and one more line below. */
import { exceptions } from './exceptions.js';
import { express } from './express.js';
import { fastify } from './fastify.js';
import { foreignHelper } from './foreign-helper.js';
import { hono } from './hono.js';
import { koa } from './koa.js';
import { nodeHttp } from './node-http.js';
import type { AnswerEvent, AssignmentView, CallView } from './types.js';
import { web } from './web.js';

const IDIOMS = [exceptions, nodeHttp, web, koa, hono, fastify, express, foreignHelper] as const;

export interface Recognised {
  readonly idiom: string;
  readonly event: AnswerEvent;
}

export function recogniseCall(view: CallView): Recognised | undefined {
  for (const idiom of IDIOMS) {
    const event = idiom.recogniseCall?.(view);
    if (event) return { idiom: idiom.name, event };
  }
  return undefined;
}

export function recogniseAssignment(view: AssignmentView): Recognised | undefined {
  for (const idiom of IDIOMS) {
    const event = idiom.recogniseAssignment?.(view);
    if (event) return { idiom: idiom.name, event };
  }
  return undefined;
}

export type { AnswerEvent, AssignmentView, CallView, ExceptionEvent, Home, Idiom } from './types.js';
