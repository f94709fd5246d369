"use client";
import { ORDER_STATUSES } from "@order-desk/contract";
import { CircleDot, Inbox, Keyboard, Mail, Plus, SunMoon } from "lucide-react";
import { useMemo } from "react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { openMailPage } from "../../hooks/useMailPage";
import type { CommandGroup } from "../../lib/commands";
import { recentJobsCommand } from "../bulk/recentJobs";
import { STATUS_LOOK } from "../orders/statusLook";
import { toggleTheme } from "../ui/theme";

/** What can always be done. */
export function useDeskCommands(showKeys: () => void): readonly CommandGroup[] {
  const { openNew, showAll, showOnly } = useDeskRoute();
  return useMemo(
    () => [
      {
        label: "Go to",
        commands: [
          { id: "orders", label: "All orders", icon: Inbox, words: "list desk", run: showAll },
          ...ORDER_STATUSES.map((status) => ({
            id: `status ${status}`,
            label: `${STATUS_LOOK[status].label} orders`,
            icon: CircleDot,
            words: "status list",
            run: () => showOnly(status),
          })),
          { id: "mail", label: "Mail", icon: Mail, words: "e-mails outbox", run: openMailPage },
        ],
      },
      {
        label: "Do",
        commands: [
          { id: "new", label: "New order", icon: Plus, words: "create add", keys: ["n"], run: openNew },
          recentJobsCommand,
          {
            id: "theme",
            label: "Switch between light and dark",
            icon: SunMoon,
            words: "theme change",
            run: toggleTheme,
          },
          {
            id: "keys",
            label: "Keyboard shortcuts",
            icon: Keyboard,
            words: "help keys",
            keys: ["?"],
            run: showKeys,
          },
        ],
      },
    ],
    [openNew, showAll, showOnly, showKeys],
  );
}
