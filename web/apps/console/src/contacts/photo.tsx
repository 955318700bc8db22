import { station } from "@portero/api";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

interface PhotoProps {
  contact: string;
  has_photo: boolean | undefined; // undefined where nobody knows
  change: number; // another one for each photo
}

// As the directory shows it.
export function Photo({ contact, has_photo, change }: PhotoProps) {
  const url = useSignal<string | null>(null);
  useEffect(() => {
    url.value = null;
    if (!has_photo) return;
    let made: string | null = null;
    let gone = false;
    station.contact_photo(contact).then(
      (jpeg) => {
        if (!gone) url.value = made = URL.createObjectURL(jpeg);
      },
      () => undefined, // somebody has removed it meanwhile
    );
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [contact, has_photo, change]);
  if (url.value) return <img class="contact-photo" src={url.value} alt={`Photo of ${contact}`} />;
  return <div class="contact-photo">{has_photo === false ? "No photo" : ""}</div>;
}
