"use client";
import { mailSummary, type Mail, type MailAction } from "@order-desk/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { isMissing } from "../lib/apiError";
import { useMailBook, useMailStore } from "./useMailBook";

export type MailResult = {
  readonly mail: Mail | undefined;
  readonly state: "loading" | "ready" | "missing" | "error";
  readonly retry: () => void;
};

/** One mail with its content and history, live. */
export function useMail(id: string): MailResult {
  const { api, store } = useMailBook();
  const client = useQueryClient();
  const summary = useMailStore((mails) => mails.mail(id));
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["mail", id],
    queryFn: async () => {
      const fetchSeq = store.beginFetch();
      const mail = await api.fetchMail(id);
      store.merge([mailSummary.parse(mail)], fetchSeq);
      return mail;
    },
    gcTime: 0,
  });
  const isOutdated =
    data && summary && (summary.updated_at !== data.updated_at || summary.state !== data.state);
  const changedAt = summary?.updated_at;
  useEffect(() => {
    if (isOutdated) void client.invalidateQueries({ queryKey: ["mail", id] });
  }, [client, id, isOutdated, changedAt]);

  const retry = () => void refetch();
  if (data) return { mail: { ...data, ...summary }, state: "ready", retry };
  if (isFetching || !error) return { mail: undefined, state: "loading", retry };
  return { mail: undefined, state: isMissing(error) ? "missing" : "error", retry };
}

/** Resolves with the mail as it is then; of one that was sent before, with the new one. */
export function useMailAction(id: string) {
  const { api, store } = useMailBook();
  const client = useQueryClient();
  return useMutation<Mail, Error, MailAction>({
    mutationFn: async (action) => {
      const fetchSeq = store.beginFetch();
      const mail = await api.act(id, action);
      store.merge([mailSummary.parse(mail)], fetchSeq);
      return mail;
    },
    onSettled: () => {
      store.tellNews();
      // A refusal means that it is not what is shown.
      void client.invalidateQueries({ queryKey: ["mail", id] });
    },
  });
}
