import { Button } from '@/components/ui/button';
import { Spinner } from '@/components/ui/spinner';

interface ListPlaceholderProps {
  /** The name of the list, like `Your devices`. */
  what: string;
  hasFailed: boolean;
  onRetry: () => void;
}

/** A text in the place of a list that is being looked up, or could not be. */
export function ListPlaceholder({ what, hasFailed, onRetry }: ListPlaceholderProps) {
  if (!hasFailed) {
    return (
      <p role="status" className="flex items-center gap-2 text-sm text-muted">
        <Spinner /> {`Looking up ${what.toLowerCase()} …`}
      </p>
    );
  }
  return (
    <div role="alert" className="space-y-4">
      <p className="text-sm text-pretty">{what} could not be looked up.</p>
      <Button look="quiet" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
