/** A call that rings here, whatever page is open. */
export default function Ring() {
  return null;
}
