/**
 * How Node is asked to keep the server's memory: left alone, its young generation grows to over 100 MB under load for
 * nothing a web server needs. `npm run bench -- returns` prints what the server then takes.
 */
export const NODE_FLAGS = ['--max-semi-space-size=8', '--max-old-space-size=1024'];
