"use client";
import { Button } from "../components/ui/Button";
import { Message } from "../components/ui/Message";

type Props = { readonly error: Error & { readonly digest?: string }; readonly retry: () => void };

export default function ErrorPage({ error, retry }: Props) {
  return (
    <Message
      title="This page stopped working"
      text={`No order is lost: they are on the server. ${error.digest ? `The report's number is ${error.digest}.` : ""}`}
    >
      <Button tone="primary" onClick={retry}>
        Try again
      </Button>
    </Message>
  );
}
