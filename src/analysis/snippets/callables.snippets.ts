/** Statuses that are the names of classes and methods: which name is taken, and what becomes of the imports. */
import type { Snippet } from './snippet.js';

export const snippets: Snippet[] = [
  {
    name: 'a list of imports, tall and sorted, that keeps the old name',
    code: `
import {
  BadRequestException,
  Controller,
  Get,
  Post,
  Req,
} from '@nestjs/common';
@Controller('mcp')
export class McpController {
  @Get()
  async stream(@Req() req: Request, @Res() res: Response) {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (!sid) throw new BadRequestException('Session id required');
    const transport = this.transports.get(sid);
    if (!transport) throw new BadRequestException('Bad session'); // report 400 swap
    await transport.handleRequest(req, res);
  }
}
`,
  },
  {
    name: 'a sorted list beside a default import',
    code: `
import nest, { BadRequestException, Controller, Req } from '@nestjs/common';
@Controller('mcp')
export class McpController {
  @nest.Get()
  async stream(@Req() req: Request, @nest.Res() res: Response) {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (!sid) throw new BadRequestException('Session id required');
    const transport = this.transports.get(sid);
    if (!transport) throw new BadRequestException('Bad session'); // report 400 swap
    await transport.handleRequest(req, res);
  }
}
`,
  },
  {
    name: 'an unsorted list that gets both names',
    code: `
import { Req, Res, Controller, UnauthorizedException, Get } from '@nestjs/common';
@Controller('mcp')
export class McpController {
  @Get()
  async stream(@Req() req: Request, @Res() res: Response) {
    if (!req.user) throw new UnauthorizedException();
    const sid = req.headers['mcp-session-id'] as string | undefined;
    const transport = sid ? this.transports.get(sid) : undefined;
    if (!transport) throw new UnauthorizedException('Bad session'); // report 401 split
    await transport.handleRequest(req, res);
  }
}
`,
  },
  {
    name: 'the old name gives its place to both',
    code: `
import { Controller, Get, Req, Res, UnauthorizedException } from '@nestjs/common';
@Controller('mcp')
export class McpController {
  @Get()
  async stream(@Req() req: Request, @Res() res: Response) {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    const transport = sid ? this.transports.get(sid) : undefined;
    if (!transport) throw new UnauthorizedException('Bad session'); // report 401 split
    await transport.handleRequest(req, res);
  }
}
`,
  },
  {
    name: 'the new name is there: the old one goes, from the end of the list',
    code: `
import { Controller, Get, NotFoundException, Req, Res, UnauthorizedException } from '@nestjs/common';
@Controller('mcp')
export class McpController {
  @Get()
  async stream(@Req() req: Request, @Res() res: Response) {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (!sid) return res.status(400).end();
    const transport = this.transports.get(sid);
    if (!transport) throw new UnauthorizedException('Bad session'); // report 401 swap
    await transport.handleRequest(req, res);
  }
}
`,
  },
  {
    name: 'the new name is there: the old one goes, from the head of the list',
    code: `
import { BadGatewayException, Controller, Get, NotFoundException, Req, Res } from '@nestjs/common';
@Controller('mcp')
export class McpController {
  @Get()
  async stream(@Req() req: Request, @Res() res: Response) {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (!sid) return res.status(400).end();
    const transport = this.transports.get(sid);
    if (!transport) throw new BadGatewayException('Bad session'); // report 502 swap
    await transport.handleRequest(req, res);
  }
}
`,
  },
  {
    name: 'the new name is that of another module',
    code: `
import { Controller, Get, Post, Req, Res, UnauthorizedException } from '@nestjs/common';
import { NotFoundException } from './errors.js';
@Controller('mcp')
export class McpController {
  @Get()
  async stream(@Req() req: Request, @Res() res: Response) {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (!sid) return res.status(400).end();
    const transport = this.transports.get(sid);
    if (!transport) throw new UnauthorizedException('Bad session'); // report 401 manual
    await transport.handleRequest(req, res);
  }
}
`,
  },
  {
    name: 'the new name is that of a class of the file',
    code: `
import { Controller, Get, Req, Res, UnauthorizedException } from '@nestjs/common';
class NotFoundException extends Error {}
@Controller('mcp')
export class McpController {
  @Get()
  async stream(@Req() req: Request, @Res() res: Response) {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (!sid) return res.status(400).end();
    const transport = this.transports.get(sid);
    if (!transport) throw new UnauthorizedException('Bad session'); // report 401 manual
    await transport.handleRequest(req, res);
  }
}
`,
  },
  {
    name: 'members of a namespace need no import',
    code: `
import * as nest from '@nestjs/common';
@nest.Controller('mcp')
export class McpController {
  @nest.Get()
  async stream(@nest.Req() req: Request, @nest.Res() res: Response) {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (!sid) throw new nest.BadRequestException('Session id required');
    const transport = this.transports.get(sid);
    if (!transport) throw new nest.UnauthorizedException('Bad session'); // report 401 swap
    await transport.handleRequest(req, res);
  }
}
`,
  },
  {
    name: 'names that are required: the old one stays',
    file: 'server.js',
    code: `
const { BadRequest, Conflict: Clash, ...others } = require('http-errors');
app.get('/mcp', async (req, res, next) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return next(new BadRequest('Session id required'));
  if (!sessions.has(sid)) return next(new BadRequest('Bad session')); // report 400 swap
  await sessions.get(sid).handleRequest(req, res);
});
`,
  },
  {
    name: 'names that are required: the old one goes',
    file: 'server.js',
    code: `
const { UnauthorizedError, ConflictError } = require('routing-controllers');
fastify.get('/mcp', async (request, reply) => {
  const sid = request.headers['mcp-session-id'];
  if (!sid) return reply.code(400).send('Session id required');
  if (!sessions.has(sid)) throw new UnauthorizedError('Bad session'); // report 401 swap
  return sessions.get(sid).handleRequest(request.raw, reply.raw);
});
`,
  },
  {
    name: 'names that are required: the new one is there, and the module is required whole',
    file: 'server.js',
    code: `
const createError = require('http-errors');
const { NotFound, Unauthorized } = require('http-errors');
app.get('/mcp', async (req, res, next) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return next(new NotFound('Session id required'));
  if (!sessions.has(sid)) return next(new Unauthorized('Bad session')); // report 401 swap
  await sessions.get(sid).handleRequest(req, res);
});
app.delete('/mcp', async (req, res, next) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return next(new createError.BadRequest('Session id required'));
  if (!sessions.has(sid)) return next(new createError.Unauthorized('Bad session')); // report 401 swap
  await sessions.get(sid).close();
});
`,
  },
  {
    name: 'the new name is there, and the old one is used elsewhere',
    code: `
import { Controller, Get, NotFoundException, Req, Res, UnauthorizedException } from '@nestjs/common';
@Controller('mcp')
export class McpController {
  @Get()
  async stream(@Req() req: Request, @Res() res: Response) {
    if (!req.user) throw new UnauthorizedException();
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (!sid) return res.status(400).end();
    const transport = this.transports.get(sid);
    if (!transport) throw new UnauthorizedException('Bad session'); // report 401 swap
    await transport.handleRequest(req, res);
  }
}
`,
  },
];
