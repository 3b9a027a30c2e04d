'use client';

import { EyeIcon, EyeSlashIcon } from '@heroicons/react/24/outline';
import { useState } from 'react';
import { descriptionId, Field } from '@/components/ui/field';
import { inputClass } from '@/components/ui/text-field';
import type { FieldProblem } from '@/lib/shared/error-codes';

interface PasswordFieldProps {
  name: string;
  /** The id, given where two forms of a page have fields of one name. */
  id?: string;
  label: string;
  hint?: string;
  errors: readonly FieldProblem[];
  /** Tells password managers whether to fill in the known one or to suggest another. */
  autoComplete: 'current-password' | 'new-password';
  /** True if it gets the focus when its dialog opens. */
  isFirst?: boolean;
}

/** A password, hidden until its owner asks to see it. */
export function PasswordField(props: PasswordFieldProps) {
  const { name, id = name, label, hint, errors, autoComplete, isFirst } = props;
  const [isShown, setIsShown] = useState(false);
  const Icon = isShown ? EyeSlashIcon : EyeIcon;
  return (
    <Field id={id} label={label} hint={hint} errors={errors}>
      <div className="relative">
        <input
          type={isShown ? 'text' : 'password'}
          id={id}
          name={name}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          data-autofocus={isFirst}
          aria-invalid={errors.length > 0 || undefined}
          aria-describedby={descriptionId(id, hint, errors)}
          className={`${inputClass} pr-12`}
        />
        <button
          type="button"
          aria-controls={id}
          aria-pressed={isShown}
          onClick={() => setIsShown(!isShown)}
          className="absolute inset-y-0 right-0 flex w-11 items-center justify-center rounded-r-lg text-muted hover:text-ink"
        >
          <span className="sr-only">{`Show ${label.toLowerCase()}`}</span>
          <Icon aria-hidden="true" className="size-5" />
        </button>
      </div>
    </Field>
  );
}
