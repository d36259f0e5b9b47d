/** Something that is on or off, and says so. */
export function Switch({ label, on, onTurn }: { label: string; on: boolean; onTurn: (on: boolean) => void }) {
  return (
    <button
      type="button" class="switch" role="switch" aria-checked={on} onMouseDown={(event) => event.preventDefault()}
      onClick={() => onTurn(!on)}
    >
      <i aria-hidden="true" />
      {label}
    </button>
  );
}
