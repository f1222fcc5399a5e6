"""The rules, a file per family. `pages.claims.catalogue` lists them."""
