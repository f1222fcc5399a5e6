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

export function status(page: Page): boolean {
  return page.review.status === "expired"; // wrong: no review has this status
}
