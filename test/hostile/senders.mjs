// Ways to send a body that no well-behaved client has.
import { connect } from 'node:net';

/** `{status, code}` of a request whose body is at hand. */
export async function send(url, { method = 'POST', headers, body }) {
  const answer = await fetch(url, { method, headers, body });
  const text = await answer.text();
  return { status: answer.status, code: codeIn(text), text };
}

/** Writes a head that promises `length` bytes, then whatever `drip` gives each second, until an answer comes. */
export function sendSlowly(
  url,
  { method = 'POST', headers, first = '', drip },
) {
  const { hostname, port, pathname } = new URL(url);
  return new Promise(resolve => {
    const socket = connect(Number(port), hostname);
    let text = '';
    const lines = Object.entries(headers).map(
      ([name, value]) => `${name}: ${value}`,
    );
    socket.write(
      [
        `${method} ${pathname} HTTP/1.1`,
        `Host: ${hostname}:${port}`,
        'Content-Length: 40000',
        ...lines,
        '',
        first,
      ].join('\r\n'),
    );
    const timer = setInterval(() => drip && socket.write(drip), 1000);
    const done = () => {
      clearInterval(timer);
      socket.destroy();
      resolve({
        status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0),
        code: codeIn(text),
        text,
      });
    };
    socket.on('data', part => {
      text += part;
      if (text.includes('"statusCode"') || text.includes('\r\n0\r\n')) done();
    });
    socket.on('close', done);
    socket.on('error', () => {});
  });
}

function codeIn(text) {
  return /"error":\{"name":"[^"]*","code":"([A-Z_0-9]+)"/.exec(text)?.[1];
}
