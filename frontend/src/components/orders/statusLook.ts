// How each status looks and what the step into it is called.
import { CircleSlash, Clock, PackageCheck, PackageOpen, Truck, Undo2, type LucideIcon } from "lucide-react";
import type { OrderStatus } from "@order-desk/contract";

type Look = { readonly label: string; readonly action: string; readonly icon: LucideIcon };

export const STATUS_LOOK: Readonly<Record<OrderStatus, Look>> = {
  pending: { label: "Pending", action: "Mark pending", icon: Clock },
  processing: { label: "Processing", action: "Start processing", icon: PackageOpen },
  shipped: { label: "Shipped", action: "Mark shipped", icon: Truck },
  delivered: { label: "Delivered", action: "Mark delivered", icon: PackageCheck },
  cancelled: { label: "Cancelled", action: "Cancel order", icon: CircleSlash },
  returned: { label: "Returned", action: "Mark returned", icon: Undo2 },
};

/** The two colours of a status as CSS variables, read by the class `status`. */
export const statusColours = (status: OrderStatus) =>
  ({
    "--status": `var(--status-${status})`,
    "--status-text": `var(--status-${status}-text)`,
  }) as React.CSSProperties;
