"""What somebody with a screen reader or a keyboard alone would stumble over on a screen."""

from __future__ import annotations

from typing import Any

_FIND = """
(scope) => {
  const root = document.querySelector(scope) || document.body;
  const problems = [];
  const isSeen = (node) =>
    !node.closest('[hidden], [aria-hidden="true"], [inert]') && node.getClientRects().length > 0;
  const textOf = (id) => document.getElementById(id)?.textContent.trim() || '';
  const nameOf = (node) => {
    const ids = (node.getAttribute('aria-labelledby') || '').split(/\\s+/).filter(Boolean);
    const labels = node.labels ? [...node.labels].map((label) => label.textContent.trim()) : [];
    const own = /^(A|BUTTON|SUMMARY)$/.test(node.tagName) || node.getAttribute('role')
      ? [node.textContent.trim(), ...[...node.querySelectorAll('img')].map((image) => image.alt),
         ...[...node.querySelectorAll('svg title')].map((title) => title.textContent.trim())]
      : [];
    return [node.getAttribute('aria-label') || '', ...ids.map(textOf), ...labels, ...own,
      node.getAttribute('title') || '', /^(submit|button|reset)$/.test(node.type) ? node.value : '',
    ].find((text) => text) || '';
  };
  const where = (node) => node.outerHTML.slice(0, 160);
  const controls = 'input:not([type=hidden]), select, textarea, button, a[href], iframe, progress, '
    + '[role=button], [role=textbox], [role=combobox], [role=tab], [contenteditable=true]';
  for (const node of root.querySelectorAll(controls)) {
    if (isSeen(node) && !nameOf(node)) problems.push(`no name: ${where(node)}`);
  }
  for (const image of root.querySelectorAll('img:not([alt])')) {
    problems.push(`no alt: ${where(image)}`);
  }
  for (const node of root.querySelectorAll('[id]')) {
    if (document.querySelectorAll(`#${CSS.escape(node.id)}`).length > 1) {
      problems.push(`id used twice: ${node.id}`);
    }
  }
  for (const node of root.querySelectorAll('[aria-labelledby], [aria-describedby]')) {
    const said = `${node.getAttribute('aria-labelledby') || ''} `
      + `${node.getAttribute('aria-describedby') || ''}`;
    for (const id of said.split(/\\s+/).filter(Boolean)) {
      if (!document.getElementById(id)) problems.push(`refers to nothing (${id}): ${where(node)}`);
    }
  }
  const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(
    (node) => isSeen(node) && node.textContent.trim());
  const tops = headings.filter((node) => node.tagName === 'H1');
  if (tops.length !== 1) problems.push(`${tops.length} headings of level 1`);
  let before = 0;
  for (const node of headings.filter((one) => root.contains(one) || one.tagName === 'H1')) {
    const level = Number(node.tagName[1]);
    if (level > before + 1) problems.push(`from h${before} to h${level}: ${where(node)}`);
    before = level;
  }
  if (!document.documentElement.lang) problems.push('the page does not say its language');
  if (!document.title.trim()) problems.push('the page has no title');
  return problems;
}
"""

_FOCUS = """
(scope) => {
  const root = document.querySelector(scope) || document.body;
  const look = (node) => {
    const around = [node, node.parentElement, node.labels?.[0]].filter(Boolean);
    return around.flatMap((one) => {
      const style = getComputedStyle(one);
      return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow,
        style.borderTopColor, style.backgroundColor];
    }).join(' ');
  };
  const problems = [];
  const controls = 'input:not([type=hidden]), select, textarea, button, a[href]';
  for (const node of root.querySelectorAll(controls)) {
    if (node.disabled || !node.getClientRects().length) continue;
    node.blur();
    const without = look(node);
    node.focus({ focusVisible: true, preventScroll: true });
    if (document.activeElement === node && look(node) === without) {
      problems.push(`focus not seen: ${node.outerHTML.slice(0, 160)}`);
    }
    node.blur();
  }
  return problems;
}
"""

OWN_SCREEN = "#main"
"""What is between the admin's menu and the end of the page."""


def problems(page: Any, *, scope: str = OWN_SCREEN) -> list[str]:
    """Return what is wrong on a page or in a frame, with the beginning of the element's HTML.

    Controls without a name, images without an alternative text, ids used twice, labels that refer
    to nothing, more or less than one first heading, levels of headings that are left out, and
    controls on which one cannot see the focus.

    Args:
        page: a page or a frame of the browser.
        scope: selector of the part to look at; the whole page, if there is no such part.
    """
    return [*page.evaluate(_FIND, scope), *page.evaluate(_FOCUS, scope)]
