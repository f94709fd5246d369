import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** Passes bytes on until it is told to swallow them, as a network that is gone without a word. */
export async function startTunnel(port: number) {
  const pipes: [Socket, Socket][] = [];
  const tunnel = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    [near, far].forEach((socket) => socket.on("error", () => undefined));
    near.pipe(far).pipe(near);
    pipes.push([near, far]);
  });
  await new Promise<void>((resolve) => tunnel.listen(0, "127.0.0.1", resolve));
  const swallow = () =>
    pipes.forEach(([near, far]) => {
      near.unpipe(far);
      far.unpipe(near);
      far.resume();
      near.resume();
    });
  const close = () => {
    tunnel.close();
    pipes.flat().forEach((socket) => socket.destroy());
  };
  return { close, url: `http://127.0.0.1:${(tunnel.address() as AddressInfo).port}`, swallow };
}
