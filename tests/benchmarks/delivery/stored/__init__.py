"""One stored document by one query, in a Django view without middleware."""
