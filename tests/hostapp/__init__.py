"""A second, minimal Django project: proof that the plugin can be added to somebody else's site.

It is a Wagtail site with a home page of its own, to which exactly what README says was added: the
tests read the settings out of it.
"""
