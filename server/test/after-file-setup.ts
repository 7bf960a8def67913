// Set up before every test file, so that this is the first afterAll and therefore runs last.
import { afterAll } from 'vitest';
import { doDuties } from './after-file.ts';

afterAll(doDuties);
