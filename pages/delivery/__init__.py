"""What leaves the house: frozen documents, their addresses, the public API and previews."""
