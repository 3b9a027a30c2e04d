import type { ButtonHTMLAttributes } from 'react';
import { Spinner } from '@/components/ui/spinner';

const LOOKS = {
  primary: 'bg-accent text-on-accent shadow-xs hover:bg-accent-strong',
  danger: 'bg-danger text-on-danger shadow-xs hover:opacity-90',
  quiet: 'border border-line bg-surface text-ink hover:bg-canvas',
} as const;

/** Classes of anything that looks like a button, links included. */
export function buttonClass(look: keyof typeof LOOKS = 'primary'): string {
  return [
    'inline-flex min-h-11 items-center justify-center gap-2 rounded-lg px-4 text-sm font-medium',
    'transition-colors aria-disabled:cursor-not-allowed disabled:cursor-not-allowed',
    LOOKS[look],
  ].join(' ');
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: keyof typeof LOOKS;
  /** True while work is under way; the button shows it, and keeps its focus and its width. */
  isPending?: boolean;
}

/** A button that does something on this page. */
export function Button({ look, isPending = false, children, ...props }: ButtonProps) {
  return (
    <button
      type="button"
      aria-disabled={isPending || undefined}
      aria-busy={isPending || undefined}
      {...props}
      className={`${buttonClass(look)} ${props.className ?? ''}`}
    >
      {isPending && <Spinner />}
      {children}
    </button>
  );
}
