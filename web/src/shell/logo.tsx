/** The mark: an h that hops to its dot. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <path
        d="M10.5 8v16M10.5 19.5c0-3.9 2.4-6.3 5.7-6.3s5.7 2.4 5.7 6.3"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="3"
        strokeLinecap="round"
      />
      <circle cx="21.9" cy="23.6" r="2.1" fill="var(--on-accent)" />
    </svg>
  );
}
