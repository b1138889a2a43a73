import type { RewriteCase, Snippet } from './snippet.js';

/** Nest and other controllers: decorators say what is a route and a parameter, classes say the status. */
export const snippets: Snippet[] = [
  {
    name: 'nest: one exception for missing and unknown',
    code: `
import { BadRequestException, Controller, Delete, Headers } from '@nestjs/common';
@Controller('mcp')
export class McpController {
  @Delete()
  async remove(@Headers('mcp-session-id') sid?: string) {
    const session = sid ? this.sessions.get(sid) : undefined;
    if (!session) throw new BadRequestException('Invalid session'); // report 400 split
    await session.close();
  }
}
`,
    matrix: { DELETE: { missing: 400, unknown: 400 } },
  },
  {
    name: 'nest: the guard of a live session rethrows HTTP exceptions',
    code: `
import { Controller, HttpException, InternalServerErrorException, Post, Req, Res, UnauthorizedException } from '@nestjs/common';
@Controller()
export class McpController {
  @Post('mcp')
  async post(@Req() req: Request, @Res() res: Response) {
    try {
      const sid = req.headers['mcp-session-id'];
      if (!sid) return await this.open(req, res);
      const session = this.sessions.get(sid);
      if (!session) throw new UnauthorizedException('Session expired'); // report 401 swap
      await session.transport.handleRequest(req, res, req.body);
    } catch (error) {
      if (error instanceof HttpException) throw error;
      throw new InternalServerErrorException();
    }
  }
}
`,
  },
  {
    name: 'nest: not found already',
    code: `
@Controller('mcp')
export class McpController {
  @Get()
  async stream(@Headers('mcp-session-id') sid: string | undefined, @Req() req: Request, @Res() res: Response) {
    if (!sid) throw new BadRequestException('Mcp-Session-Id is required');
    const session = this.sessions.get(sid);
    if (!session) throw new NotFoundException('Session not found');
    await session.transport.handleRequest(req, res);
  }
}
`,
    matrix: { GET: { missing: 400, unknown: 404, live: 'handled' } },
  },
  {
    name: 'nest: a token that is not ours stays unauthorized',
    code: `
import { Controller, Headers, Post, UnauthorizedException } from '@nestjs/common';
@Controller('mcp')
export class McpController {
  @Post()
  async post(@Headers('mcp-session-id') sid: string, @Headers('authorization') token: string, @Req() req: Request, @Res() res: Response) {
    if (!this.auth.verify(token)) throw new UnauthorizedException('Invalid token for this session');
    const session = this.sessions.get(sid);
    if (!session) return this.open(req, res);
    await session.transport.handleRequest(req, res);
  }
}
`,
  },
  {
    name: 'a class of the project that is called as one of Nest is not known',
    code: `
import { UnauthorizedException } from './errors';
router.get('/mcp', async (req, res) => {
  const session = sessions.get(req.headers['mcp-session-id']);
  if (!session) throw new UnauthorizedException('Unknown session');
  await session.handleRequest(req, res);
});
`,
  },
  {
    name: 'nest, compiled to CommonJS',
    code: `
const common_1 = require("@nestjs/common");
class McpSessions {
  handle(req, res) {
    const session = this.sessions.get(req.headers['mcp-session-id']);
    if (!session) throw new common_1.ForbiddenException('Unknown session'); // report 403 split
    return session.handleRequest(req, res);
  }
}
`,
  },
  {
    name: 'midway: context on the controller, header parameter',
    code: `
@Controller('/mcp')
export class McpController {
  @Inject()
  ctx: Context;
  @Post('/')
  async post(@Headers('mcp-session-id') sid: string) {
    if (!sid) return this.open();
    const transport = this.transports.get(sid);
    if (!transport) {
      this.ctx.status = 400; // report 400 swap
      this.ctx.body = 'Invalid session';
      return;
    }
    await transport.handleRequest(this.ctx.req, this.ctx.res);
  }
}
`,
    matrix: { POST: { unknown: 400 } },
  },
  {
    name: 'routing-controllers: header parameter and error class',
    code: `
import { Delete, HeaderParam, JsonController, UnauthorizedError } from 'routing-controllers';
@JsonController()
export class McpController {
  @Delete('/mcp')
  async close(@HeaderParam('mcp-session-id') sid: string) {
    if (!sid) throw new BadRequestError('Session id required');
    const session = sessions.get(sid);
    if (!session) throw new UnauthorizedError('No such session'); // report 401 swap
    await session.close();
    return {};
  }
}
`,
  },
];

export const rewrites: RewriteCase[] = [
  {
    name: 'the import follows the class: the old one is used no more',
    code: `
import { Controller, Get, Headers, UnauthorizedException } from '@nestjs/common';
@Controller('mcp')
export class McpController {
  @Get()
  get(@Headers('mcp-session-id') sid: string) {
    if (!sid) return this.list();
    const session = this.sessions.get(sid);
    if (!session) throw new UnauthorizedException('Unknown session');
    return session.stream();
  }
}
`,
    output: `
import { Controller, Get, Headers, NotFoundException } from '@nestjs/common';
@Controller('mcp')
export class McpController {
  @Get()
  get(@Headers('mcp-session-id') sid: string) {
    if (!sid) return this.list();
    const session = this.sessions.get(sid);
    if (!session) throw new NotFoundException('Session not found');
    return session.stream();
  }
}
`,
  },
  {
    name: 'the import follows the class: both are used, in a tall sorted list',
    code: `
import {
  BadRequestException,
  Controller,
  Delete,
  Headers,
  Post,
} from '@nestjs/common';
@Controller('mcp')
export class McpController {
  @Delete()
  remove(@Headers('mcp-session-id') sid?: string) {
    const session = sid ? this.sessions.get(sid) : undefined;
    if (!session) {
      throw new BadRequestException('Invalid session');
    }
    return session.close();
  }
}
`,
    output: `
import {
  BadRequestException,
  Controller,
  Delete,
  Headers,
  NotFoundException,
  Post,
} from '@nestjs/common';
@Controller('mcp')
export class McpController {
  @Delete()
  remove(@Headers('mcp-session-id') sid?: string) {
    const session = sid ? this.sessions.get(sid) : undefined;
    if (!session) {
      if (sid) {
        throw new NotFoundException('Session not found');
      }
      throw new BadRequestException('Invalid session');
    }
    return session.close();
  }
}
`,
  },
  {
    name: 'the import follows the class: the new one is there already',
    code: `
import { BadRequestException, NotFoundException, Post } from '@nestjs/common';
export class McpController {
  @Post()
  post(@Headers('mcp-session-id') sid: string, @Param('tool') tool: string) {
    if (!this.tools.has(tool)) throw new NotFoundException('No such tool');
    if (!sid) return this.open();
    const session = this.sessions.get(sid);
    if (!session) throw new BadRequestException({ error: 'Unknown session' });
    return session.run(tool);
  }
}
`,
    output: `
import { NotFoundException, Post } from '@nestjs/common';
export class McpController {
  @Post()
  post(@Headers('mcp-session-id') sid: string, @Param('tool') tool: string) {
    if (!this.tools.has(tool)) throw new NotFoundException('No such tool');
    if (!sid) return this.open();
    const session = this.sessions.get(sid);
    if (!session) throw new NotFoundException({ error: 'Session not found' });
    return session.run(tool);
  }
}
`,
  },
];
