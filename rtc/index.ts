/** A call in the browser, for buyers and staff alike: line, peers, media, quality. Knows no screen and no framework. */
export {};
