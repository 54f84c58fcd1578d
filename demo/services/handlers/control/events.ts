import type { Context } from 'hono';
import type { Env } from '../shared/world-types.ts';
import { allowAllOrigins } from './routes.ts';

const HEARTBEAT = 15_000;

/**
 * `GET /control/events`: journal entries as Server-Sent Events, each as its request is finished. Ends when the client
 * leaves or the world closes; either way the listener and the heartbeat end with it.
 */
export function streamEvents(c: Context<Env>): Response {
  const { world } = c.env;
  const encoder = new TextEncoder();
  let end = () => {};
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT);
      const unsubscribe = world.journal.subscribe(entry => {
        send(`id: ${entry.seq}\nevent: entry\ndata: ${JSON.stringify(entry)}\n\n`);
      });
      const stop = () => {
        clearInterval(heartbeat);
        unsubscribe();
        forget();
      };
      const forget = world.onClose(() => {
        stop();
        controller.close();
      });
      end = stop;
      send('retry: 1000\n: entries of the journal follow\n\n');
    },
    cancel: () => end(),
  });
  const response = new Response(stream, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  });
  allowAllOrigins(response.headers);
  return response;
}
