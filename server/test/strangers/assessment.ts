import type { Book } from './sample.ts';

export const assessmentBook: Book = {
  samples: {
    post_assessment_apply: ({ brand }) => ({ body: { brand: { id: brand! } } }),
  },
};
