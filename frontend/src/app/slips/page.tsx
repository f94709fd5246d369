import type { Metadata } from "next";
import { Slips } from "../../components/slips/Slips";
import { readSettings } from "../../config/settings";
import { DeskProviders } from "../../hooks/DeskProviders";

export const metadata: Metadata = { title: "Packing slips" };

type Props = { readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

/** Packing slips of the orders that the address names, a page each, for the printer. */
export default async function SlipsPage({ searchParams }: Props) {
  const { ids } = await searchParams;
  return (
    <DeskProviders settings={readSettings()}>
      <Slips
        ids={String(ids ?? "")
          .split(",")
          .filter(Boolean)}
      />
    </DeskProviders>
  );
}
