"use client";
// The mails of this tab. They stay while the Mail page is left and come back to.
import { useEffect, useSyncExternalStore } from "react";
import { MailStore } from "../lib/mailStore";
import type { Desk } from "../services/desk";
import { MailLoader } from "../services/mailLoader";
import { mailsApi, type MailsApi } from "../services/mailsApi";
import { useDesk } from "./useDesk";
import { useSettings } from "./useSettings";

export type MailBook = { readonly api: MailsApi; readonly store: MailStore; readonly loader: MailLoader };

const books = new WeakMap<Desk, MailBook>();

function createBook(apiUrl: string, { topics }: Desk): MailBook {
  const api = mailsApi(apiUrl);
  const store = new MailStore();
  return { api, store, loader: new MailLoader({ api, store, topics }) };
}

export function useMailBook(): MailBook {
  const desk = useDesk();
  const { apiUrl } = useSettings();
  const book = books.get(desk) ?? createBook(apiUrl, desk);
  books.set(desk, book);
  return book;
}

/** Part of the mails, rendered again when it changes. `read` must give the same value until then. */
export function useMailStore<T>(read: (store: MailStore) => T): T {
  const { store } = useMailBook();
  const snapshot = () => read(store);
  return useSyncExternalStore(store.subscribe, snapshot, snapshot);
}

/** Keeps all mails live. Mount it once, where they are shown. */
export function useMailFeed(): void {
  const { loader } = useMailBook();
  useEffect(() => loader.start(), [loader]);
}
