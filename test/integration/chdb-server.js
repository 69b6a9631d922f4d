// A current ClickHouse engine (chdb) behind the HTTP interface that a server has, for one test run: prints its port, ends with its stdin.
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { Session } from 'chdb';

const folder = mkdtempSync(path.join(os.tmpdir(), 'attrib-chdb-'));
const session = new Session(folder);
session.query('CREATE DATABASE IF NOT EXISTS ai');

const server = http.createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const query = searchParams.get('query');
  try {
    session.query(`USE ${searchParams.get('database') ?? 'ai'}`);
    response.end(session.query(query === null ? body : `${query}\n${body}`, 'JSONEachRow'));
  } catch (error) {
    response.statusCode = 500;
    response.end(String(error instanceof Error ? error.message : error));
  }
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.resume().on('end', () => {
  session.cleanup();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
