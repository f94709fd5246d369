import { Message } from "../components/ui/Message";

export default function NotFound() {
  return (
    <Message title="There is no such page" text="The address may be mistyped, or the page has moved.">
      <a href="/" className="font-medium text-accent-text hover:underline">
        Back to the orders
      </a>
    </Message>
  );
}
