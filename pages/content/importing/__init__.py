"""Turning a page of an old site, as text or HTML, into a structured draft.

The file is read (`reading`), divided into elements (`plain_text`, `web_page`), cleared of what
belongs to the old site and not to the page (`furniture`, `clearing`), arranged as sections
(`outline`), mapped to the fields of a page type (`condition`, `procedure`) and written as a draft
in one transaction (`build`). Everything before the last step is pure. Nothing of the file
disappears silently: each line is in the draft or among what was left out.
"""
