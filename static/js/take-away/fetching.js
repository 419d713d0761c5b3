// Fetches a download, so that a refusal is a sentence on the page and not a file.

import { Refused } from "../api.js";

/** The answer; a refusal is thrown as those of the API are. */
export async function contentOf(address) {
  let response;
  try {
    response = await fetch(address, { credentials: "same-origin" });
  } catch {
    throw new Refused(0, [{ loc: "", msg: "The server cannot be reached. Check the connection and try again." }]);
  }
  if (response.ok) return response;
  const answer = await response.json().catch(() => null);
  throw new Refused(response.status, answer?.problems ?? [{ loc: "", msg: `The server could not do this (error ${response.status}). Try again in a moment.` }]);
}

/** Saves what was fetched under the name that the server gave it. */
export async function save(response) {
  const name = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1] ?? "download";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return "Saved";
}
