import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** What a mail server does with a letter to an address: takes it, refuses it, falls silent, or breaks off when it has it whole. */
export type MailAnswer = 'take' | 'refuse' | 'hang' | 'break-off';

/**
 * A mail server on this machine that keeps what it takes: `received` are addresses with the id of each letter. `answer` may be
 * changed at any time; `greets` false: it takes connections and says nothing.
 */
export async function startMailServer(port = 0) {
  const sockets = new Set<Socket>();
  const server = {
    received: [] as { to: string; messageId: string }[],
    connections: 0,
    greets: true,
    answer: (_to: string): MailAnswer => 'take',
  };
  const listener = createServer((socket) => {
    server.connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    const say = (line: string) => socket.write(`${line}\r\n`);
    let to = '';
    let answer: MailAnswer = 'take';
    let text: string | undefined;
    const hear = (line: string) => {
      if (text !== undefined) {
        if (line !== '.') {
          text += `${line}\n`;
          return;
        }
        const messageId = /^Message-ID: (\S+)/im.exec(text)?.[1] ?? '';
        text = undefined;
        if (answer === 'hang') return;
        if (answer === 'break-off') return void socket.destroy();
        server.received.push({ to, messageId });
        say('250 taken');
      } else if (/^RCPT TO/i.test(line)) {
        to = /<(.*)>/.exec(line)?.[1] ?? '';
        answer = server.answer(to);
        if (answer === 'refuse') say(`550 no such box: ${to}`);
        else say('250 ok');
      } else if (/^DATA/i.test(line)) {
        text = '';
        say('354 go on');
      } else if (/^QUIT/i.test(line)) {
        say('221 bye');
        socket.end();
      } else say('250 ok');
    };
    let rest = '';
    socket.on('data', (bytes) => {
      const lines = (rest + bytes.toString()).split('\r\n');
      rest = lines.pop()!;
      for (const line of lines) hear(line);
    });
    if (server.greets) say('220 mail.test');
  });
  listener.listen(port, '127.0.0.1');
  await once(listener, 'listening');
  return Object.assign(server, {
    port: (listener.address() as AddressInfo).port,
    /** It is gone, with whatever it was about. */
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      listener.close();
      await once(listener, 'close');
    },
  });
}
