"""Files for translators' own tools: PO, XLIFF 2.1 and XLIFF 1.2, out and back in.

`exporting` reads translations from the database, and a writer per format (`po`, `xliff2`,
`xliff12`) makes a file of them. `reading` finds out what a returned file is, and its reader says
what stands in it. `judging` compares that with the page, segment by segment, as a pure function;
`importing` writes what is good, and reports the rest with reasons. `bilingual` reads files that
belong to no page, for ``check_translation``.

Nothing is re-exported here, because some of it needs loaded models.
"""
