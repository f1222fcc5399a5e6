// The same with mistakes that the types must find; each line that is wrong says so.
import type { components } from "./api";

type Page = components["schemas"]["ConditionPage"];

export function heading(page: Page): string[] {
  return page.body.map((block) => block.value.heading); // wrong: not every block has one
}

export function misspelt(page: Page): string {
  return page.sumary; // wrong: there is no such field
}

export function careless(page: Page): number {
  return page.hero_image.width; // wrong: there may be no image
}

export function thisSmall(page: Page): string {
  return page.hero_image?.srcset?.["image/avif"].slice(1) ?? ""; // wrong: it may have no such format
}

export function deeper(site: components["schemas"]["Site"]): number {
  return site.menus.main.flatMap((one) => one.children.map((two) => two.children)).length; // wrong: one level deep
}

export function status(page: Page): boolean {
  return page.review.status === "expired"; // wrong: no review has this status
}
