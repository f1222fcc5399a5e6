// What a frontend does with the types: it fetches a page, asks which type it is, and narrows each
// block by its type. This file must compile in strict mode.
import type { components, paths } from "./api";

type Schemas = components["schemas"];
type Answer = paths["/pages/{id}/"]["get"]["responses"]["200"]["content"]["application/json"];
type Block = Schemas["ConditionPage"]["body"][number];

export async function fetchPage(base: string, id: number): Promise<Answer> {
  const response = await fetch(`${base}/api/v2/pages/${id}/`);
  if (response.status === 404) {
    const refusal = (await response.json()) as Schemas["PageNotFound"];
    const languages = (refusal.available ?? []).map((other) => other.locale);
    throw new Error([refusal.message, refusal.requested_locale ?? "", ...languages].join(" "));
  }
  return (await response.json()) as Answer;
}

export function isCondition(page: Answer): page is Schemas["ConditionPage"] {
  return page.meta?.type === "pages.ConditionPage";
}

export function picture(image: Schemas["PageImage"]): string {
  const types = ["image/avif", "image/webp"] as const;
  const sources = types.map((type) => {
    const srcset: string | undefined = image.srcset?.[type];
    return srcset ? `<source type="${type}" srcset="${srcset}">` : "";
  });
  const original: string = image.renditions["original"]?.formats?.["image/webp"] ?? "";
  return `<picture>${sources.join("")}<img src="${original}" alt="${image.alt}"></picture>`;
}

export async function menu(base: string, locale: string): Promise<string[]> {
  type Site = paths["/site/"]["get"]["responses"]["200"]["content"]["application/json"];
  const response = await fetch(`${base}/api/v2/site/?locale=${locale}`);
  const site = (await response.json()) as Site;
  return site.menus.main.flatMap((entry) => [
    entry.label,
    ...entry.children.map((below) => below.page?.detail_url ?? below.html_url ?? below.label),
  ]);
}

export function snippets(listing: Schemas["PageListing"]): string[] {
  return listing.items.map((item) => item.meta?.search_snippet ?? item.title ?? "");
}

export function isInstead(page: Answer): boolean {
  return page.meta?.requested_locale !== page.meta?.served_locale;
}

export function html(block: Block): string {
  switch (block.type) {
    case "section":
      return `<h2>${block.value.heading}</h2>${block.value.text}`;
    case "image": {
      const { image, decorative, caption } = block.value;
      const size = image.renditions["width-800"] ?? Object.values(image.renditions)[0];
      const alt = decorative ? "" : image.alt;
      return size ? `<img src="${size.url}" width="${size.width}" alt="${alt}">${caption}` : "";
    }
    case "callout": {
      const kind: "note" | "urgent" = block.value.kind;
      return `<aside class="${kind}">${block.value.text}</aside>`;
    }
    case "outcome": {
      const number: number | null = block.value.reference.number;
      return `${block.value.numerator} of ${block.value.denominator} [${number ?? ""}]`;
    }
    case "table":
      return block.value.rows.map((row) => row.cells.join(" | ")).join("\n");
    case "call_to_action":
      return `<a href="${block.value.page?.html_url ?? block.value.url ?? ""}">${block.value.label}</a>`;
    case "steps":
      return block.value.steps.map((step) => step.title).join(", ");
    case "criteria":
      return [...block.value.include, ...block.value.exclude].map((one) => one.text).join("");
    case "adverse_effects":
      return block.value.effects.map((one) => `${one.effect}: ${one.frequency}`).join(", ");
    case "comparison":
      return `${block.value.intervention} / ${block.value.comparator}`;
    case "study_summary":
      return `${block.value.reference.key}: ${block.value.outcome}`;
    default: {
      const nothing: never = block;
      return nothing;
    }
  }
}

export async function show(base: string, id: number): Promise<string> {
  const page = await fetchPage(base, id);
  if (!isCondition(page)) {
    return page.title ?? "";
  }
  const { status, reviewed_by } = page.review;
  const isDue: boolean = status === "due" || status === "overdue";
  const notice: string = page.meta.translation?.notice ?? "";
  const treatments = page.treatments.map((one) => one.meta.html_url ?? one.title);
  return [
    ...page.body.map(html),
    ...treatments,
    ...page.references.map((one) => `${one.number}. ${one.text}`),
    reviewed_by.name,
    isDue ? "!" : notice,
    page.json_ld["@context"],
  ].join("\n");
}
