/** Loaded before the program: whoever asks for the network fails, and what is loaded and started is written down. */
import { appendFileSync } from 'node:fs';
import childProcess from 'node:child_process';
import dns from 'node:dns';
import dgram from 'node:dgram';
import { Module, syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import workers from 'node:worker_threads';

const log = process.env.GUARD_LOG;
const note = (what, detail) => appendFileSync(log, `${JSON.stringify([what, detail])}\n`);

const refuse = (name) => () => {
  note('network', name);
  throw new Error(`no network: ${name}`);
};
net.Socket.prototype.connect = refuse('connect');
net.Server.prototype.listen = refuse('listen');
dgram.createSocket = refuse('datagrams');
for (const name of Object.keys(dns)) if (typeof dns[name] === 'function' && /^(?:lookup|resolve|reverse)/u.test(name)) dns[name] = refuse(name);
globalThis.fetch = refuse('fetch');

const { spawn, spawnSync } = childProcess.ChildProcess.prototype.spawn ? { spawn: childProcess.ChildProcess.prototype.spawn, spawnSync: childProcess.spawnSync } : {};
childProcess.ChildProcess.prototype.spawn = function start(options) {
  note('process', options.args);
  return spawn.call(this, options);
};
childProcess.spawnSync = (...args) => {
  note('process', args[0]);
  return spawnSync(...args);
};
workers.Worker = refuse('worker');

const load = Module._load;
Module._load = function loadAndNote(request, parent, isMain) {
  note('module', Module._resolveFilename(request, parent, isMain));
  return load.call(this, request, parent, isMain);
};
syncBuiltinESMExports();
