/** What generated servers import, as far as they need it: routes, decorators, errors that carry a status. */
export type Step = (...parameters: unknown[]) => unknown;

export class StatusError extends Error {
  constructor(
    readonly status: number,
    message?: string,
  ) {
    super(message);
  }

  get statusCode(): number {
    return this.status;
  }

  getStatus(): number {
    return this.status;
  }
}

/** The handlers of a server, by method. */
export class Routes {
  readonly byMethod = new Map<string, Step>();

  add(methods: readonly string[], handler: Step): this {
    for (const method of methods) this.byMethod.set(method.toUpperCase(), handler);
    return this;
  }

  readonly get = (_: string, handler: Step) => this.add(['GET'], handler);
  readonly post = (_: string, handler: Step) => this.add(['POST'], handler);
  readonly delete = (_: string, handler: Step) => this.add(['DELETE'], handler);
  readonly route = ({ method, handler }: { method: string[]; handler: Step }) => this.add(method, handler);
}

const ALL = ['POST', 'GET', 'DELETE'];

type Decorated = Readonly<Record<string, (...parameters: unknown[]) => unknown>>;

/** Nest's decorators, as far as a controller of a few routes needs them. */
function nestOf(routes: Routes) {
  const places = new Map<string, Map<number, 'request' | 'reply'>>();
  const parameter = (what: 'request' | 'reply') => () => (_: unknown, key: string, index: number) => void places.set(key, (places.get(key) ?? new Map<number, 'request' | 'reply'>()).set(index, what));
  const verb = (method: string) => () => (target: { constructor: new () => Decorated }, key: string) => {
    routes.add([method], (request, reply) => {
      const given: unknown[] = [];
      for (const [index, what] of places.get(key) ?? []) given[index] = what === 'request' ? request : reply;
      return new target.constructor()[key]!(...given);
    });
  };
  const exception = (status: number) =>
    class extends StatusError {
      constructor(text?: string) {
        super(status, text);
      }
    };
  return {
    Controller: () => () => undefined,
    Get: verb('GET'),
    Post: verb('POST'),
    Delete: verb('DELETE'),
    Req: parameter('request'),
    Res: parameter('reply'),
    HttpStatus: { BAD_REQUEST: 400, NOT_FOUND: 404, UNAUTHORIZED: 401 },
    HttpException: class extends StatusError {
      constructor(text: string, status: number) {
        super(status, text);
      }
    },
    BadRequestException: exception(400),
    NotFoundException: exception(404),
    UnauthorizedException: exception(401),
  };
}

export interface Event {
  readonly headers: Readonly<Record<string, string>>;
  status?: number;
}

export function packagesOf(routes: Routes): Readonly<Record<string, unknown>> {
  const readHeader = (event: Event, name: string) => event.headers[name];
  return {
    '@nestjs/common': nestOf(routes),
    'hono/http-exception': {
      HTTPException: class extends StatusError {
        constructor(status: number, { message }: { message?: string } = {}) {
          super(status, message);
        }
      },
    },
    'node:http': { createServer: (handler: Step) => ({ listen: () => routes.add(ALL, handler) }) },
    elysia: {
      Elysia: class {
        constructor() {
          return routes;
        }
      },
    },
    h3: {
      createError: ({ statusCode }: { statusCode: number }) => new StatusError(statusCode),
      defineEventHandler: (handler: Step) => {
        routes.add(ALL, handler);
        return handler;
      },
      getHeader: readHeader,
      getRequestHeader: readHeader,
      readBody: async () => ({}),
      setResponseStatus: (event: Event, status: number) => void (event.status = status),
    },
  };
}
