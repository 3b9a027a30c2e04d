import type { Config } from 'tailwindcss';

// The colours change with the visitor's preference in `app/globals.css`, so no class needs a
// dark twin.
export default {
  content: ['./app/**/*.{ts,tsx}', './components/**/*.{ts,tsx}'],
  theme: {
    extend: {
      colors: {
        canvas: 'var(--canvas)',
        surface: 'var(--surface)',
        line: { DEFAULT: 'var(--line)', strong: 'var(--line-strong)' },
        ink: 'var(--ink)',
        muted: 'var(--muted)',
        accent: { DEFAULT: 'var(--accent)', strong: 'var(--accent-strong)' },
        'on-accent': 'var(--on-accent)',
        danger: 'var(--danger)',
        'on-danger': 'var(--on-danger)',
      },
    },
  },
} satisfies Config;
