"""The translation memory: what was signed in two languages before, to be used again.

`storing` and `signed` fill it, `lookup` finds in it, `filling` puts what it finds into a
translation, `exchange` reads and writes TMX. docs/translation-memory.md describes the whole.
"""

GROUP_PERMISSIONS: dict[str, list[str]] = {
    "editors": ["pages.view_memoryunit"],
    "translators": ["pages.view_memoryunit"],
    "reviewers": ["pages.view_memoryunit"],
}
"""The permissions on this room's models that each group gets, for ``setup_pages``.

To import into the memory and to delete from it is for administrators.
"""
