import { Button } from "../ui/Button";

type Props = { readonly message: string; readonly onRetry: () => void; readonly onClose: () => void };

export function StatusFailure({ message, onRetry, onClose }: Props) {
  return (
    <div className="p-4">
      <div role="alert">
        <p className="font-semibold">The status was not changed</p>
        <p className="mt-0.5 text-[13px] text-muted">{message}</p>
      </div>
      <div className="mt-3 flex gap-2">
        <Button onClick={onRetry}>Try again</Button>
        <Button onClick={onClose}>Close</Button>
      </div>
    </div>
  );
}
