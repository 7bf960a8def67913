/** So many sides carry each other's pictures: an agent, a buyer, and one more. */
export const MOST_SIDES = 3;
