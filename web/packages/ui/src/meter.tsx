interface MeterProps {
  id: string;
  label: string;
  value: number; // 0 to 1
  words: string; // what the value means now, like "Visitor is speaking"
}

export function Meter({ id, label, value, words }: MeterProps) {
  return (
    <div class="meter">
      <label for={id}>{label}</label>
      <meter id={id} min={0} max={1} value={value} title={words}>
        {words}
      </meter>
      <span class="muted">{words}</span>
    </div>
  );
}
