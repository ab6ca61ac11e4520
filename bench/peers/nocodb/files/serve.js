// As the start file of its container: the application on an HTTP server.
const http = require('node:http');
const Module = require('node:module');

// The driver of SQLite is a program that an install script would fetch. It is loaded at the start and used by nobody:
// records and the application's own tables are in PostgreSQL.
const load = Module._load;
Module._load = function (name, ...rest) {
  if (name !== 'sqlite3') return load.call(this, name, ...rest);
  const nothing = { Database: class {}, verbose: () => nothing };
  return nothing;
};

const express = require('express');
const { Noco } = require('nocodb');

const app = express();
app.enable('trust proxy');
app.disable('etag');
app.disable('x-powered-by');
const server = http.createServer(app);
server.listen(Number(process.env.PORT), '127.0.0.1', async () => {
  app.use(await Noco.init({}, server, app));
});
