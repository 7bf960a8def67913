/** PeerJS's own server as it comes, in a process of its own:  node bench/call/peer-server.ts PORT */
import { PeerServer } from 'peer';

const port = Number(process.argv[2]);
PeerServer({ port, host: '127.0.0.1', path: '/' }, () => process.stdout.write('ready\n'));
// Whoever started it is gone.
process.stdin.on('end', () => process.exit()).resume();
