"""Search over what the public reads: in signed content alone, by the words of its language."""

from pages.delivery.search.finding import UnknownOperatorError, search_ids
from pages.delivery.search.snippets import snippet, snippets
from pages.delivery.search.words import fold, terms

__all__ = ["UnknownOperatorError", "fold", "search_ids", "snippet", "snippets", "terms"]
