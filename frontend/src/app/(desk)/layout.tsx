import type { ReactNode } from "react";
import { Desk } from "../../components/orders/Desk";
import { readSettings } from "../../config/settings";
import { DeskProviders } from "../../hooks/DeskProviders";

/** The list lives here, so that it stays while the pages below it come and go. */
export default function DeskLayout({ children }: { readonly children: ReactNode }) {
  return (
    <DeskProviders settings={readSettings()}>
      <Desk>{children}</Desk>
    </DeskProviders>
  );
}
