/** The product's mark: a shoot above, roots below. */
export function Logo({ size = 2.1 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={`${size}rem`} height={`${size}rem`} aria-hidden="true" className="k-icon">
      <rect width="32" height="32" rx="8" fill="#0d5c53" />
      <g fill="none" stroke="#fff" strokeWidth="2.2" strokeLinecap="round" strokeLinejoin="round">
        <path d="M16 16.5V8.2M16 12.5c0-3.2 2.3-5.4 6-5.4 0 3.6-2.4 5.4-6 5.4ZM16 14.6c0-2.6-2-4.5-5.2-4.5 0 3 2 4.5 5.2 4.5Z" />
        <path d="M16 16.5v9M16 18.2c-1 3.2-3.4 4.8-7 5.3M16 18.2c1 3.2 3.4 4.8 7 5.3" stroke="#bfe3da" />
      </g>
    </svg>
  );
}
