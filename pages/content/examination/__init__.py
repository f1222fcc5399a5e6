"""Handing a page, or the file of one, to the rules about claims, which know neither."""
