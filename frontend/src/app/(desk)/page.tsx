/** The list alone: it is drawn by the layout. */
export default function ListPage() {
  return null;
}
