"use client";
import type { Health } from "@order-desk/contract";
import { useQuery } from "@tanstack/react-query";
import { useDesk } from "./useDesk";

const EVERY_MS = 30_000;

/** Whether a mail server is configured; undefined: unknown. It changes only when the desk is started again. */
export function useMailMode(): Health["mail"]["mode"] | undefined {
  const { api } = useDesk();
  const { data } = useQuery({
    queryKey: ["mail-mode"],
    queryFn: async () => (await api.fetchHealth()).mail.mode,
    refetchInterval: EVERY_MS,
    staleTime: EVERY_MS,
  });
  return data;
}
