/** Every idiom, asked in this order. A new framework is a new file here and one more line below. */
import { exceptions } from './exceptions.js';
import { elysia } from './elysia.js';
import { express } from './express.js';
import { fastify } from './fastify.js';
import { foreignHelper } from './foreign-helper.js';
import { h3 } from './h3.js';
import { hapi } from './hapi.js';
import { hono } from './hono.js';
import { koa } from './koa.js';
import { namedMethods } from './named-methods.js';
import { nodeHttp } from './node-http.js';
import { restana } from './restana.js';
import { sveltekit } from './sveltekit.js';
import type { AnswerEvent, AssignmentView, CallView } from './types.js';
import { uws } from './uws.js';
import { web } from './web.js';

const IDIOMS = [
  exceptions, h3, elysia, sveltekit, nodeHttp, uws, web, koa, hono, hapi, fastify, restana, express, namedMethods, foreignHelper,
] as const;

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
