import { Upload } from "lucide-react";
import type { Command } from "../../lib/commands";

export const importCommand = (run: () => void): Command => ({
  id: "list import",
  label: "Import orders from a file…",
  icon: Upload,
  words: "csv upload excel spreadsheet",
  run,
});
