// A mail server that takes whatever comes, and tells how many mails it has taken.
import { once } from "node:events";
import { SMTPServer } from "smtp-server";
import { answer } from "./answer.mjs";

let taken = 0;
const server = new SMTPServer({
  authOptional: true,
  disableReverseLookup: true,
  disabledCommands: ["STARTTLS"],
  onData(stream, _session, done) {
    stream.on("end", () => {
      taken += 1;
      done();
    });
    stream.resume();
  },
});
server.listen(0, "127.0.0.1");
await once(server.server, "listening");

answer(() => taken, { port: server.server.address().port });
